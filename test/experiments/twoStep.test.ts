/** The two-step update of a whole analysis on a small grid. */
import { describe, expect, it } from "vitest";
import type { RunState } from "../../src/assimilation/runState.js";
import { fluxScores } from "../../src/evaluation/fluxScores.js";
import { readFluxes } from "../../src/evaluation/readFluxes.js";
import { regionMasks } from "../../src/regions/masks.js";
import { copyOf, eightLayers, gatherSmall, gridOf, startAnalysis } from "./smallAnalysis.js";

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
      async write(_stage, { time }) {
        stages.push((time - inputs.config.period.start) / DAY);
      },
      async settle() {},
    },
  });
  const { folder, observations, budgets } = recorders;
  return { run, inputs, observations, budgets, stages, path: folder.path, first };
}

describe("the two-step update", () => {
  it("adds no carbon, finds fluxes, and goes on from a checkpoint bit for bit", async () => {
    const whole = await start();
    const { run, inputs, first, path } = whole;
    await run.advance(first + 2 * DAY);
    const written = copyOf(run.save());
    const { times, columns, fates } = whole.observations.save();
    const known = { times, columns: new Map([...columns].map(([name, values]) => [name, values.slice()])), fates };
    await run.advance(first + 4 * DAY);

    // The law: what the analysis adds is nothing, not even round-off.
    for (const day of whole.budgets.save().get("analysis")?.values() ?? []) expect(day.increment).toBe(0);
    const { analysis } = whole.budgets.summary();
    expect(Math.abs(analysis.residual) / analysis.end).toBeLessThan(1e-9);
    expect(whole.budgets.save().get("analysis")?.size).toBe(4);
    // Only the ends of windows can be gone on from.
    expect(whole.stages).toEqual([2, 4]);

    const fluxes = await readFluxes(path, first, first + 4 * DAY);
    const { natural_prior, natural_posterior, natural_truth } = fluxes?.whole.fields ?? {};
    expect(fluxes?.whole.days).toBe(4);
    const regions = regionMasks(inputs.grid, inputs.landFraction);
    const scores = fluxScores(regions, inputs.grid, natural_prior!, natural_posterior!, natural_truth!);
    const land = scores.find(({ scale }) => scale === "R8")!;
    expect(land.posterior).toBeLessThan(0.9 * land.prior);
    expect(run.save().backgroundFluxes.size).toBe(0);

    const resumed = await start();
    resumed.observations.resume(known);
    resumed.run.resume(written);
    await resumed.run.advance(first + 4 * DAY);
    const [expected, found] = [run.save(), resumed.run.save()];
    expect(found.moleFraction).toEqual(expected.moleFraction);
    expect(found.airMass).toEqual(expected.airMass);
    expect(found.fluxes).toEqual(expected.fluxes);
    expect(found.watch).toEqual(expected.watch);
    expect(resumed.observations.save().columns).toEqual(whole.observations.save().columns);

    // The last window is a day long: the day before it is written already and stays.
    const slotOf = ({ fluxes }: RunState, day: number): Float32Array => {
      const { values } = fluxes;
      return values.subarray((day % 2) * (values.length / 2), ((day % 2) + 1) * (values.length / 2));
    };
    const fourth = first / DAY + 3;
    const before = copyOf(run.save());
    await run.advance(first + 5 * DAY);
    expect(whole.stages).toEqual([2, 4, 5]);
    expect(slotOf(run.save(), fourth)).toEqual(slotOf(before, fourth));
    expect(slotOf(run.save(), fourth + 1)).not.toEqual(slotOf(before, fourth + 1));
  });
});
