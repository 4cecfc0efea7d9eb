/** Members with what the errors of perturbed analyses do: mean and variance. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laneLayout } from "../../src/fields/ensemble.js";
import { memberMean, meanAndSpread } from "../../src/fields/members.js";
import { addPerturbedAnalyses, perturbedAnalysesOf } from "../../src/fields/perturbedAnalyses.js";
import { randomField } from "../../src/random.js";

const sizes = fc.record({ members: fc.integer({ min: 2, max: 30 }), seed: fc.integer({ min: 1, max: 1e6 }) });

describe("perturbed analyses", () => {
  it("leave the mean and all other lanes, and add their own departures to the members", () => {
    fc.assert(
      fc.property(sizes, ({ members, seed }) => {
        const layout = laneLayout(members, ["control", "truth"], 0, perturbedAnalysesOf(members));
        const random = randomField(seed, "test");
        const before = Float64Array.from({ length: 3 * layout.lanes }, (_, i) => 400 + random.normal(i));
        const after = before.slice();
        addPerturbedAnalyses(layout, after);
        const first = members + 2;
        const count = Math.ceil(members / 2);
        for (let row = 0; row < before.length; row += layout.lanes) {
          expect(memberMean(after, members, row)).toBeCloseTo(memberMean(before, members, row), 10);
          const added = Array.from({ length: members }, (_, m) => after[row + m] - before[row + m]);
          for (let m = 1; m < members; m++) {
            const [one, other] = [before[row + first + (m % count)], before[row + first]];
            expect(added[m] - added[0]).toBeCloseTo(one - other, 10);
          }
          expect(after.subarray(row + members, row + layout.lanes)).toEqual(
            before.subarray(row + members, row + layout.lanes),
          );
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("give many members the variance of both", () => {
    const members = 20000;
    const layout = laneLayout(members, [], 0, members / 2);
    const random = randomField(3, "test");
    const row = Float64Array.from({ length: layout.lanes }, (_, lane) =>
      lane < members ? 5 + 2 * random.normal(lane) : 7 + 3 * random.normal(lane),
    );
    addPerturbedAnalyses(layout, row);
    expect(meanAndSpread(row, members).spread).toBeCloseTo(Math.hypot(2, 3), 1);
  });

  it("are not there in other layouts, whose rows stay as they are", () => {
    const row = Float32Array.of(1, 2, 3, 4);
    addPerturbedAnalyses(laneLayout(4), row);
    expect([...row]).toEqual([1, 2, 3, 4]);
  });
});
