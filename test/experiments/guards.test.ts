/** The guards of a whole analysis on a small grid: what they say of each flux ensemble, and that a resumed run says it too. */
import { describe, expect, it } from "vitest";
import type { Warning, WatchState } from "../../src/assimilation/guards/watch.js";
import { eightLayers, gatherSmall, gridOf, savedBy, startAnalysis } from "./smallAnalysis.js";

const DAY = 86400;

async function start(ensemble: string) {
  const warnings: Warning[] = [];
  const inputs = await gatherSmall(`period: { start: 2016-07-01, end: 2016-07-08 }
${gridOf(20, 16, 200)}
${eightLayers}
background: { source: synthetic }
observations: { source: synthetic }
outputs: { concentration: none }
runs: [analysis]
twin: {}
ensemble: ${ensemble}
`);
  const { run, first } = await startAnalysis(inputs, { warn: (warning) => warnings.push(warning) });
  return { run, first, warnings };
}

// Mean correlation of column and daytime flux of the day before, with seed 1 and 24 members, day by day for twelve days:
// persistent 0.16 to 0.62, paper-stabilised 0.45 to 0.75, eq. 1 with beta 20 or 40 -0.18 to -0.72.
describe("the guards of an analysis", () => {
  it("say nothing of the persistent ensemble", async () => {
    const { run, first, warnings } = await start("{ form: persistent, members: 24 }");
    await run.advance(first + 6 * DAY);
    const { signs } = savedBy(run).get("guards")!.notes as WatchState;
    expect(signs).toHaveLength(5);
    expect(warnings).toEqual([]);
  });

  it("say of eq. 1 that its covariance has the wrong sign, once a day, and the same after a restart", async () => {
    const ensemble = "{ form: paper, members: 24, beta: 20 }";
    const whole = await start(ensemble);
    await whole.run.advance(whole.first + 5 * DAY);
    const written = savedBy(whole.run);
    const resumedFrom = whole.first + 5 * DAY;
    await whole.run.advance(whole.first + 6 * DAY);
    const wrong = whole.warnings.filter(({ guard }) => guard === "wrong sign").map(({ time }) => time);
    expect(wrong).toEqual([4, 5, 6].map((days) => whole.first + days * DAY));

    const resumed = await start(ensemble);
    resumed.run.resume(resumedFrom, written);
    await resumed.run.advance(whole.first + 6 * DAY);
    expect(savedBy(resumed.run).get("guards")).toEqual(savedBy(whole.run).get("guards"));
    expect(resumed.warnings).toEqual(whole.warnings.filter(({ time }) => time > resumedFrom));
  });
});
