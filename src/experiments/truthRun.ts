/**
 * The truth of a twin whose model has other weather: it cannot ride in a lane of the ensemble, so it is run before the
 * analysis, forward, with the true fluxes, mole fraction at the sides and weather. What the analysis needs of it is the
 * noise-free value at every sounding.
 */
import { completeEmission } from "../assimilation/emissions.js";
import { type CycleRecorder, runCycle } from "../assimilation/cycle.js";
import { scheduleSoundings } from "../assimilation/soundings.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { laneLayout } from "../fields/ensemble.js";
import type { Kernels } from "../kernels/load.js";
import type { ScreenedSounding } from "../observations/screenedSounding.js";
import { dailyBudget } from "./dailyBudget.js";
import { createHourCounter } from "./hourCounter.js";
import { imposedFluxes } from "./imposedFluxes.js";
import type { Ingredients, TruthValues } from "./ingredients.js";
import { createForecastModel } from "./model.js";
import type { Outlets } from "./outlets.js";

/**
 * @param ingredients with the weather, and the forcing, of the truth
 * @param soundings   to simulate
 * @returns value of each [mol mol-1]
 */
export async function runTruth(
  ingredients: Ingredients,
  soundings: readonly ScreenedSounding[],
  kernels: Kernels,
  { budgets, progress }: Pick<Outlets, "budgets" | "progress">,
): Promise<TruthValues> {
  const { config, grid, vertical, background } = ingredients;
  const { start, end } = config.period;
  const layout = laneLayout(0, ["truth"]);
  const truthLane = layout.truth as number;
  const { transport, forcing, setBoundary } = createForecastModel(ingredients, kernels, layout);
  const fluxes = imposedFluxes(ingredients);
  const budget = dailyBudget(transport, [[truthLane, "truth"]]);
  const counter = createHourCounter(start);
  const values = new Map<ScreenedSounding, number>();
  const recorder: CycleRecorder = {
    async hour(time) {
      const next = time + SECONDS_PER_HOUR;
      if (next % SECONDS_PER_DAY === 0) {
        for (const [run, terms] of budget.endDay()) budgets.add(run, next - SECONDS_PER_DAY, terms);
      }
      await progress.hour(counter.count(time, []));
    },
  };
  progress.begin("truth", (end - start) / SECONDS_PER_HOUR);
  await runCycle(
    {
      transport,
      forcing,
      setBoundary,
      soundings: scheduleSoundings(soundings, grid, vertical, config.observations?.time ?? "linear", start, background),
      emit: (time) => completeEmission(transport.emission, layout, fluxes, time),
      compare(_, simulated) {
        for (const { sounding, values: lanes } of simulated) values.set(sounding, lanes[truthLane]);
        return [];
      },
      analyse: () => [],
      review() {},
    },
    start,
    end,
    recorder,
  );
  progress.end();
  return values;
}
