import { describe, expect, it } from "vitest";
import {
  gatherSmall,
  gridOf,
  savedBy,
  savedNow,
  type SmallAnalysis,
  sixLayers,
  startAnalysis,
} from "./smallAnalysis.js";

const DAY = 86400;

const start = async (ensemble: string, observations = "{ source: synthetic }"): Promise<SmallAnalysis> =>
  startAnalysis(
    await gatherSmall(`period: { start: 2016-07-01, end: 2016-07-04 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: ${observations}
twin: {}
ensemble: ${ensemble}
`),
  );

const upwind = "filter: { localization: { zeroDistanceKm: 1500, centre: upwind, vertical: { zeroLogPressure: 1 } } }";

describe.each([
  "{ form: persistent, members: 8, lagDays: 1 }",
  "{ form: paper, members: 8, beta: 5 }",
  "{ form: persistent, members: 8, lagDays: 1 }\nfilter: { method: letkf, inflation: { rtpp: 0.3, additivePpm: 0.1 } }",
  `{ form: persistent, members: 8, lagDays: 1 }\n${upwind}`,
])("an analysis with %s", (ensemble) => {
  it("goes on from its saved state, bit for bit as if it had never stopped", async () => {
    const whole = await start(ensemble);
    await whole.run.advance(whole.first + 3 * DAY);

    const begun = await start(ensemble);
    await begun.run.advance(begun.first + 2 * DAY);
    const written = savedBy(begun.run);
    const resumed = await start(ensemble);
    resumed.run.resume(begun.first + 2 * DAY, written);
    expect(savedBy(resumed.run)).toEqual(written);
    await resumed.run.advance(resumed.first + 3 * DAY);

    const [expected, found] = [savedBy(whole.run), savedBy(resumed.run)];
    expect(found.get("model")).not.toEqual(written.get("model"));
    expect(found).toEqual(expected);
  });
});

describe("additive inflation", () => {
  it("widens the ensemble of an analysis and leaves what rides along alone", async () => {
    const ensemble = "{ form: persistent, members: 8, lagDays: 1 }";
    // Perturbed analyses take the gain of the members, which is another.
    const alone = "{ source: synthetic, error: { correlated: none } }";
    const [plain, inflated] = [
      await start(ensemble, alone),
      await start(`${ensemble}\nfilter: { inflation: { additivePpm: 1 } }`, alone),
    ];
    for (const { run, first } of [plain, inflated]) await run.advance(first + DAY);
    const [before, after] = [plain, inflated].map(({ run }) => savedNow(run, "model", "mole_fraction"));
    const variance = (values: Float32Array): number => {
      let sum = 0;
      for (let row = 0; row < values.length; row += 12) {
        const members = values.subarray(row, row + 8);
        const mean = members.reduce((total, value) => total + value / 8, 0);
        sum += members.reduce((total, value) => total + (value - mean) ** 2, 0);
      }
      return sum;
    };
    expect(variance(after)).toBeGreaterThan(1.3 * variance(before));
    const passengers = (values: Float32Array): Float32Array => values.filter((_, i) => i % 12 >= 8);
    expect(passengers(after)).toEqual(passengers(before));
  });
});
