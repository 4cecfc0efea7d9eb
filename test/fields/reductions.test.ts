import { describe, expect, it } from "vitest";
import { createEnsemble, laneLayout } from "../../src/fields/ensemble.js";
import { addLane, addMeanAndVariance } from "../../src/fields/reductions.js";

describe("reductions over members", () => {
  const layout = laneLayout(5, ["control", "truth"]);
  const values = [1, 2, 4, 8, 16, 1000, 2000, 0];
  const ensemble = createEnsemble(layout, 2, 100, Float32Array.from([...values, ...values.map((v) => -v)]));

  it("take the members and leave passengers and padding out", () => {
    const mean = new Float64Array(2);
    const variance = new Float64Array(2);
    addMeanAndVariance(ensemble, mean, variance);
    expect(mean[0]).toBeCloseTo(106.2, 12);
    expect(mean[1]).toBeCloseTo(93.8, 12);
    expect(variance[0]).toBeCloseTo(37.2, 10);
    expect(variance[1]).toBeCloseTo(37.2, 10);
  });

  it("add up over calls", () => {
    const sum = new Float64Array(2);
    addLane(ensemble, layout.control ?? -1, sum);
    addLane(ensemble, layout.control ?? -1, sum);
    expect([...sum]).toEqual([2200, -1800]);
  });

  it("have no spread for one member", () => {
    const single = createEnsemble(laneLayout(1), 1, 0, Float32Array.from([3, 9, 9, 9]));
    const variance = new Float64Array(1);
    addMeanAndVariance(single, new Float64Array(1), variance);
    expect(variance[0]).toBe(0);
  });
});
