/** Correlated errors of columns in a whole analysis: drawn, never estimated; in the spread; kept in checkpoints. */
import { describe, expect, it } from "vitest";
import { createCorrelatedErrors } from "../../src/assimilation/correlatedErrors.js";
import { type Saved, savedArray } from "../../src/assimilation/saveable.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { meanAndSpread } from "../../src/fields/members.js";
import { fromPpm } from "../../src/units.js";
import { handOver } from "./estimatingTwin.js";
import { gatherSmall, gridOf, savedBy, type SmallAnalysis, sixLayers, startAnalysis } from "./smallAnalysis.js";

const DAY = 86400;
const MEMBERS = 12;

const start = async (error: string): Promise<SmallAnalysis> =>
  startAnalysis(
    await gatherSmall(`seed: 4
period: { start: 2016-07-01, end: 2016-07-05 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, error: ${error} }
ensemble: { members: ${MEMBERS}, lagDays: 3 }
twin: {}
`),
  );
const CORRELATED = "{ representationPpm: 1, correlated: { ppm: 0.9, lengthKm: 1500, memoryDays: 20 } }";

function savedOf({ run }: SmallAnalysis, part: string): Saved {
  const saved = savedBy(run).get(part);
  if (saved === undefined) throw new Error(`no ${part} were saved`);
  return saved;
}

/** Root mean square spread of the flux parameters of all days, places and kinds. */
function spreadOf(analysis: SmallAnalysis): number {
  const { members } = savedOf(analysis, "fluxes").arrays;
  const lanes = members.shape[3];
  const rows = members.data.length / lanes;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += meanAndSpread(members.data, MEMBERS, lanes * row).spread ** 2;
  return Math.sqrt(squares / rows);
}

/** The first members of each row. */
function membersOf(values: Float64Array, lanes: number): number[] {
  return Array.from(values).filter((_, i) => i % lanes < MEMBERS);
}

describe("correlated errors of columns", () => {
  it("are in the spread of the fluxes, and no observation changes them", async () => {
    const [without, drawnToo] = [await start("{ representationPpm: 1 }"), await start(CORRELATED)];
    for (const { run, first } of [without, drawnToo]) await run.advance(first + 4 * DAY);
    expect(spreadOf(drawnToo)).toBeGreaterThan(1.02 * spreadOf(without));
    const { grid } = await gatherSmall(`period: { start: 2016-07-01, end: 2016-07-02 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic }
twin: {}
`);
    const layout = laneLayout(MEMBERS);
    const drawn = createCorrelatedErrors(grid, layout, { sigma: fromPpm(0.9), memoryDays: 20 }, 1500e3, 4);
    for (let day = 0; day < 4; day++) drawn.beginHour(drawnToo.first + day * DAY);
    const expected = membersOf(drawn.save().values, layout.lanes);
    const found = savedArray(savedOf(drawnToo, "parameters"), "correlated_error", Float64Array);
    const rows = expected.length / MEMBERS;
    expect(membersOf(found, found.length / rows)).toEqual(expected);
  });

  it("go on from a checkpoint, bit for bit as if the run had never stopped", async () => {
    const whole = await start(CORRELATED);
    await whole.run.advance(whole.first + 3 * DAY);
    const begun = await start(CORRELATED);
    await begun.run.advance(begun.first + 2 * DAY);
    const resumed = await start(CORRELATED);
    await handOver(begun, begun.first + 2 * DAY, resumed);
    await resumed.run.advance(resumed.first + 3 * DAY);
    expect(savedBy(resumed.run)).toEqual(savedBy(whole.run));
  });

  it("are a part of the representation error, not more than it", async () => {
    await expect(
      start("{ representationPpm: 1, correlated: { ppm: 1.2, lengthKm: 800, memoryDays: 4 } }"),
    ).rejects.toThrow(/observations\.error\.correlated\.ppm: .*part of representationPpm, which is 1/);
  });
});
