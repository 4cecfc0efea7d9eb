import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnsemble, laneLayout } from "../../src/fields/ensemble.js";

describe("a lane layout", () => {
  it("places passengers after the members, in their order, and pads to a multiple of four", () => {
    expect(laneLayout(50, ["control", "truth"])).toEqual({
      members: 50,
      firstMember: 0,
      control: 50,
      truth: 51,
      lanes: 52,
    });
    expect(laneLayout(50, ["truth", "control"])).toMatchObject({ truth: 50, control: 51, lanes: 52 });
    expect(laneLayout(1)).toEqual({ members: 1, firstMember: 0, lanes: 4 });
    expect(laneLayout(4, ["truth"])).toEqual({ members: 4, firstMember: 0, truth: 4, lanes: 8 });
  });

  it("has room for all, and less than four lanes to spare", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.subarray(["control", "truth"] as const),
        (members, passengers) => {
          const { lanes } = laneLayout(members, passengers);
          const spare = lanes - members - passengers.length;
          expect(lanes % 4).toBe(0);
          expect(spare).toBeGreaterThanOrEqual(0);
          expect(spare).toBeLessThan(4);
        },
      ),
      { seed: 5 },
    );
  });
});

describe("an ensemble", () => {
  it("takes data of its size only", () => {
    const layout = laneLayout(3);
    const data = new Float32Array(20);
    expect(createEnsemble(layout, 5, 4e-4, data).data).toBe(data);
    expect(() => createEnsemble(layout, 4, 4e-4, data)).toThrow("4 rows and 4 lanes needs 16 values");
  });
});
