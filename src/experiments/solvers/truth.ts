/**
 * The truth of a twin whose model has other weather: it cannot ride in a lane of the ensemble, so it is run before the
 * analysis, forward, with the true fluxes, mole fraction at the sides and weather. What the analysis needs of it is the
 * noise-free value at every observation.
 */
import { type CycleParts, runCycle } from "../../assimilation/cycle.js";
import { completeEmission } from "../../assimilation/emissions.js";
import { laneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { RunRecorders } from "../recording/recorders.js";
import { imposedFluxes } from "../setup/imposedFluxes.js";
import type { TruthValues, TwinInputs } from "../setup/inputs.js";
import { createForecastModel } from "../setup/model.js";
import { scheduleOf } from "./schedule.js";
import { createStage } from "./stage.js";

/**
 * @param inputs with the weather, and the forcing, of the truth
 * @param observations   to simulate
 * @returns value of each [mol mol-1]
 */
export async function runTruth(
  inputs: TwinInputs,
  observations: readonly ScreenedObservation[],
  kernels: Kernels,
  run: RunRecorders,
): Promise<TruthValues> {
  const { period } = inputs.plan;
  const layout = laneLayout(0, ["truth"]);
  const truthLane = layout.truth as number;
  const model = createForecastModel(inputs, kernels, layout);
  const fluxes = imposedFluxes(inputs);
  const values = new Map<ScreenedObservation, number>();
  const parts: CycleParts = {
    ...model,
    observations: scheduleOf(inputs, observations),
    emit: (time) => completeEmission(model.transport.emission, layout, fluxes, time),
    compare(_, simulated) {
      for (const { screened, values: lanes } of simulated) values.set(screened, lanes[truthLane]);
      return [];
    },
    analyse: () => [],
    review() {},
  };
  const stage = createStage(
    {
      name: "truth",
      label: "truth",
      period,
      model,
      lanes: [[truthLane, "truth"]],
      cycle: (from, to, recorders) => runCycle(parts, from, to, recorders),
      recorders: [],
      saveables: [],
      canGoOnFrom: () => false,
    },
    run,
  );
  await stage.advance(period.end);
  return values;
}
