/** An analysis whose columns may lie elsewhere for wrong winds. */
import { describe, expect, it } from "vitest";
import type { Recorder } from "../../src/assimilation/recorder.js";
import { gatherSmall, gridOf, sixLayers, startAnalysis } from "./smallAnalysis.js";

const DAY = 86400;

/** Errors that two days of a twin take its columns to have, by identifier [mol mol-1]. */
async function errorsOf(error: string): Promise<ReadonlyMap<string, number>> {
  const inputs = await gatherSmall(`seed: 4
period: { start: 2016-07-01, end: 2016-07-05 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, error: { representationPpm: 1, correlated: none${error} } }
ensemble: { members: 8, lagDays: 1 }
twin: {}
`);
  const errors = new Map<string, number>();
  const listener: Recorder = {
    hour({ results }) {
      for (const { simulated, error: size } of results) errors.set(simulated.screened.observation.id, size);
    },
  };
  const { run, first } = await startAnalysis(inputs, { further: () => [listener] });
  await run.advance(first + 2 * DAY);
  return errors;
}

describe("an analysis whose columns may lie elsewhere", () => {
  it("takes each for as wrong as the air about it varies, more the farther plumes may be off", async () => {
    const [none, near, far] = [
      await errorsOf(", displacementKm: none"),
      await errorsOf(", displacementKm: 150"),
      await errorsOf(", displacementKm: 300"),
    ];
    expect(none.size).toBeGreaterThan(20);
    const added = (errors: ReadonlyMap<string, number>): number[] =>
      [...none].map(([id, alone]) => Math.sqrt((errors.get(id) ?? Number.NaN) ** 2 - alone ** 2));
    const [ofNear, ofFar] = [added(near), added(far)];
    for (const size of [...ofNear, ...ofFar]) expect(size).toBeGreaterThan(0);
    const mean = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size / sizes.length, 0);
    expect(mean(ofFar)).toBeGreaterThan(1.3 * mean(ofNear));
    // Uneven air: the errors of some are many times those of others.
    expect(Math.max(...ofFar)).toBeGreaterThan(4 * Math.min(...ofFar));
  });
});
