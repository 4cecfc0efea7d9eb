/** The two-step update of a whole analysis on a small grid. */
import { describe, expect, it } from "vitest";
import { fluxScores } from "../../src/evaluation/fluxScores.js";
import { writeGridFile } from "../../src/runs/gridFile.js";
import { readFluxes } from "../../src/evaluation/readFluxes.js";
import { regionMasks } from "../../src/regions/masks.js";
import { copyOf, eightLayers, gatherSmall, gridOf, savedBy, savedNow, startAnalysis } from "./smallAnalysis.js";

const DAY = 86400;

const settings = `period: { start: 2016-07-01, end: 2016-07-06 }
${gridOf(20, 16, 200)}
${eightLayers}
background: { source: synthetic }
observations: { source: synthetic }
outputs: { concentration: none }
runs: [control, analysis]
ensemble: { members: 12 }
filter: { update: two-step, windowDays: 2 }
twin: {}
`;

async function start() {
  const inputs = await gatherSmall(settings);
  /** Days from the start at which a checkpoint was written. */
  const stages: number[] = [];
  const { run, recorders, first } = await startAnalysis(inputs, {
    checkpoints: {
      async write(_stage, time) {
        stages.push((time - inputs.plan.period.start) / DAY);
      },
      async settle() {},
    },
  });
  const { folder, observations, budgets } = recorders;
  await writeGridFile(folder, inputs.allRegions());
  return { run, inputs, observations, budgets, stages, path: folder.path, first };
}

describe("the two-step update", () => {
  it("adds no carbon, finds fluxes, and goes on from a checkpoint bit for bit", async () => {
    const whole = await start();
    const { run, inputs, first, path } = whole;
    await run.advance(first + 2 * DAY);
    const written = savedBy(run);
    const known = copyOf(whole.observations.save());
    await run.advance(first + 4 * DAY);

    // The law: what the analysis adds is nothing, not even round-off.
    const budget = whole.budgets.save().arrays.analysis;
    expect(budget.shape[0]).toBe(4);
    const INCREMENT = 3;
    for (let day = 0; day < 4; day++) expect(budget.data[day * budget.shape[1] + INCREMENT]).toBe(0);
    const { analysis } = whole.budgets.summary();
    expect(Math.abs(analysis.residual) / analysis.end).toBeLessThan(1e-9);
    // Only the ends of windows can be gone on from.
    expect(whole.stages).toEqual([2, 4]);

    const fluxes = await readFluxes(path, first, first + 4 * DAY);
    const { natural_prior, natural_posterior, natural_truth } = fluxes?.whole.fields ?? {};
    expect(fluxes?.whole.days).toBe(4);
    const regions = regionMasks(inputs.grid, inputs.landFraction);
    const scores = fluxScores(regions, inputs.grid, natural_prior!, natural_posterior!, natural_truth!);
    const land = scores.find(({ scale }) => scale === "R8")!;
    expect(land.posterior).toBeLessThan(0.9 * land.prior);
    expect(savedBy(run).get("flux_backgrounds")).toEqual({ arrays: {}, notes: [] });

    const resumed = await start();
    resumed.observations.resume(known);
    resumed.run.resume(first + 2 * DAY, written);
    await resumed.run.advance(first + 4 * DAY);
    expect(savedBy(resumed.run)).toEqual(savedBy(run));
    expect(resumed.observations.save()).toEqual(whole.observations.save());

    // The last window is a day long: the day before it is written already and stays.
    const slotOf = (values: Float32Array, day: number): Float32Array =>
      values.subarray((day % 2) * (values.length / 2), ((day % 2) + 1) * (values.length / 2));
    const fourth = first / DAY + 3;
    const members = (): Float32Array => savedNow(run, "fluxes", "members");
    const before = members();
    await run.advance(first + 5 * DAY);
    expect(whole.stages).toEqual([2, 4, 5]);
    expect(slotOf(members(), fourth)).toEqual(slotOf(before, fourth));
    expect(slotOf(members(), fourth + 1)).not.toEqual(slotOf(before, fourth + 1));
  });
});
