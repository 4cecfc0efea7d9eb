/** The guards of a whole analysis on a small grid: what they say of each flux ensemble, and that a resumed run says it too. */
import { describe, expect, it } from "vitest";
import type { Warning, WatchState } from "../../src/assimilation/guards/watch.js";
import type { Saved } from "../../src/assimilation/saveable.js";
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

describe("the guard of spread collapse, in December, when fluxes are small and so is what they do to columns", () => {
  const startDecember = async () => {
    const warnings: Warning[] = [];
    const inputs = await gatherSmall(`period: { start: 2016-12-01, end: 2016-12-09 }
${gridOf(20, 16, 200)}
${eightLayers}
background: { source: synthetic }
observations: { source: synthetic }
outputs: { concentration: none }
runs: [analysis]
twin: { errors: { retrievalBiasPpm: 3, covariateBiasPpm: 1.5 } }
ensemble: { form: persistent, members: 12 }
`);
    const { run, first } = await startAnalysis(inputs, { warn: (warning) => warnings.push(warning) });
    return { run, first, warnings };
  };

  it("is silent of a healthy ensemble whose retrievals are off, and speaks where its parameters have lost their spread", async () => {
    const healthy = await startDecember();
    const until = healthy.first + 6 * DAY;
    await healthy.run.advance(until);
    const written = savedBy(healthy.run);
    const { departures } = written.get("guards")!.notes as WatchState;
    const sum = (of: (one: (typeof departures)[number]) => number) => departures.reduce((all, one) => all + of(one), 0);
    // What would have been taken for a collapse: large departures, and columns that hardly vary.
    const chiSquare = sum((one) => Math.min(one.squared / (one.background + one.error), 3.5 ** 2)) / departures.length;
    expect(chiSquare).toBeGreaterThan(2);
    expect(sum((one) => one.background) / sum((one) => one.error)).toBeLessThan(0.15);
    await healthy.run.advance(until + DAY);
    expect(healthy.warnings).toEqual([]);

    const collapsed = await startDecember();
    collapsed.run.resume(until, new Map(written).set("fluxes", withoutSpread(written.get("fluxes")!)));
    await collapsed.run.advance(until + DAY);
    expect(collapsed.warnings.map(({ guard }) => guard)).toEqual(["spread collapse"]);
    expect(collapsed.warnings[0].message).toContain("fluxes with 1 % of their prior spread");
  });
});

/** Parameters of 12 members whose departures from the mean are a hundredth of what they were. */
function withoutSpread({ arrays, notes }: Saved): Saved {
  const { shape, data } = arrays.members;
  const lanes = shape[shape.length - 1];
  const values = Float32Array.from(data as Float32Array);
  for (let row = 0; row < values.length; row += lanes) {
    const members = values.subarray(row, row + 12);
    const mean = members.reduce((sum, value) => sum + value, 0) / 12;
    members.forEach((value, i) => (members[i] = mean + 0.01 * (value - mean)));
  }
  return { arrays: { members: { shape, data: values } }, notes };
}
