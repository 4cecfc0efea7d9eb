/**
 * The truth of a twin whose model has other weather: it cannot ride in a lane of the ensemble, so it is run before the
 * analysis, forward, with the true fluxes, mole fraction at the sides and weather. What the analysis needs of it is the
 * noise-free value at every observation.
 */
import { completeEmission } from "../../assimilation/emissions.js";
import { type CycleRecorder, runCycle } from "../../assimilation/cycle.js";
import { scheduleObservations } from "../../assimilation/observationSchedule.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { laneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import { dailyBudget } from "../recording/dailyBudget.js";
import { createHourCounter } from "../recording/hourCounter.js";
import { imposedFluxes } from "../setup/imposedFluxes.js";
import type { Inputs, TruthValues } from "../setup/inputs.js";
import { createForecastModel } from "../setup/model.js";
import type { Recorders } from "../recording/recorders.js";

/**
 * @param inputs with the weather, and the forcing, of the truth
 * @param observations   to simulate
 * @returns value of each [mol mol-1]
 */
export async function runTruth(
  inputs: Inputs,
  observations: readonly ScreenedObservation[],
  kernels: Kernels,
  { budgets, progress }: Pick<Recorders, "budgets" | "progress">,
): Promise<TruthValues> {
  const { config, grid, vertical, background } = inputs;
  const { start, end } = config.period;
  const layout = laneLayout(0, ["truth"]);
  const truthLane = layout.truth as number;
  const { transport, forcing, setBoundary } = createForecastModel(inputs, kernels, layout);
  const fluxes = imposedFluxes(inputs);
  const budget = dailyBudget(transport, [[truthLane, "truth"]]);
  const counter = createHourCounter(start);
  const values = new Map<ScreenedObservation, number>();
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
      observations: scheduleObservations(
        observations,
        grid,
        vertical,
        config.observations?.time ?? "linear",
        start,
        background,
      ),
      emit: (time) => completeEmission(transport.emission, layout, fluxes, time),
      compare(_, simulated) {
        for (const { screened, values: lanes } of simulated) values.set(screened, lanes[truthLane]);
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
