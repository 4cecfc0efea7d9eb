import { describe, expect, it } from "vitest";
import { completeEmission, emissionAloft, type ImposedFluxes } from "../../src/assimilation/emissions.js";
import { laneLayout } from "../../src/fields/ensemble.js";

const CELLS = 3;
const constant = (value: number) => (time: number) => Float64Array.from({ length: CELLS }, (_, c) => value + c + time);
const profile = { upTo: [100], share: [1] };
const aloft = (value: number) => (time: number) => [{ profile, flux: constant(value)(time) }];
const fluxes: ImposedFluxes = {
  natural: constant(100),
  imposed: constant(1000),
  aloft: aloft(10),
  truth: { natural: constant(50), imposed: constant(3000), aloft: aloft(30) },
};

function emission(lanes: number): Float32Array {
  return Float32Array.from({ length: CELLS * lanes }, (_, i) => i);
}

describe("completeEmission", () => {
  it("adds what is imposed to the members, and gives the control its natural flux, and the truth its own of both", () => {
    const layout = laneLayout(5, ["control", "truth"]);
    const values = emission(layout.lanes);
    completeEmission(values, layout, fluxes, 7);
    for (let cell = 0; cell < CELLS; cell++) {
      const lanes = Array.from(values.subarray(8 * cell, 8 * cell + 8));
      const own = [0, 1, 2, 3, 4].map((lane) => 8 * cell + lane);
      expect(lanes.slice(0, 5)).toEqual(own.map((natural) => natural + 1000 + cell + 7));
      expect(lanes[5]).toBe(100 + cell + 7 + 1000 + cell + 7);
      expect(lanes[6]).toBe(50 + cell + 7 + 3000 + cell + 7);
      expect(lanes[7]).toBe(8 * cell + 7);
    }
  });

  it("adds what is imposed to perturbed analyses as to the members, and leaves what lies between", () => {
    const layout = laneLayout(2, ["control"], 0, 3);
    const values = emission(layout.lanes);
    completeEmission(values, layout, fluxes, 7);
    const first = Array.from(values.subarray(0, layout.lanes));
    expect(first).toEqual([1007, 1008, 107 + 1007, 1010, 1011, 1012, 6, 7]);
  });

  it("needs the truth's fluxes only where a truth rides along", () => {
    const { truth: _, ...own } = fluxes;
    const alone = laneLayout(4);
    const values = emission(4);
    completeEmission(values, alone, own, 0);
    expect(Array.from(values)).toEqual([1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1010, 1011, 1012, 1013]);
    const withTruth = laneLayout(3, ["truth"]);
    expect(() => completeEmission(emission(4), withTruth, own, 0)).toThrow(RangeError);
  });
});

describe("emissionAloft", () => {
  it("is the truth's in its lane, and that of what is imposed in all others", () => {
    const layout = laneLayout(5, ["control", "truth"]);
    const found = emissionAloft(layout, fluxes, 7).map(({ from, to, aloft: [{ flux }] }) => [from, to, flux[0]]);
    expect(found).toEqual([
      [0, 6, 17],
      [7, 8, 17],
      [6, 7, 37],
    ]);
    expect(emissionAloft(laneLayout(4), fluxes, 0).map(({ from, to }) => [from, to])).toEqual([[0, 4]]);
  });
});
