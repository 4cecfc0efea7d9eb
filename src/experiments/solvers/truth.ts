/**
 * The truth of a twin whose model has other weather or other transport: it cannot ride in a lane of the ensemble, so it is
 * run before the analysis, forward, with the true fluxes, mole fraction at the sides, weather and transport, on cells and
 * layers of its own where it has them. What the analysis needs of it is the noise-free value at every observation.
 */
import { type CycleParts, runCycle } from "../../assimilation/cycle.js";
import { emitImposed, type ImposedFluxes } from "../../assimilation/emissions.js";
import { laneLayout } from "../../fields/ensemble.js";
import type { FluxAloft } from "../../fluxes/heightProfile.js";
import { nestedFlux } from "../../grids/nestedGrid.js";
import type { Kernels } from "../../kernels/load.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { Time } from "../../time.js";
import type { RunRecorders } from "../recording/recorders.js";
import type { TruthStore } from "../recording/truthStore.js";
import { imposedFluxes } from "../setup/imposedFluxes.js";
import type { TwinInputs } from "../setup/inputs.js";
import { type CreateTransport, createForecastModel } from "../setup/model.js";
import type { TruthWorld } from "../setup/truthWorld.js";
import { scheduleOf } from "./schedule.js";
import { createStage, type StageRun } from "./stage.js";

/**
 * @param inputs of the model, whose grid the fluxes are on
 * @param world        of the truth @param observations to simulate @param values takes what is simulated
 */
export function createTruth(
  inputs: TwinInputs,
  world: TruthWorld,
  observations: readonly ScreenedObservation[],
  kernels: Kernels,
  run: RunRecorders,
  values: TruthStore,
  restOverTruth?: number,
  createTransport?: CreateTransport,
): StageRun {
  const { period } = inputs.plan;
  const layout = laneLayout(0, ["truth"]);
  const truthLane = layout.truth as number;
  const model = createForecastModel(world, kernels, layout, createTransport);
  const fluxes = fluxesOf(inputs, world);
  const parts: CycleParts = {
    ...model,
    observations: scheduleOf({ ...world, observed: inputs.observed }, observations),
    emit: (time) => emitImposed(model.transport, layout, fluxes, time),
    compare(_, simulated) {
      for (const { screened, values: lanes } of simulated) values.add(screened, lanes[truthLane]);
      return [];
    },
    analyse: () => [],
    review() {},
  };
  return createStage(
    {
      name: "truth",
      label: "truth",
      next: { name: "AN", ...(restOverTruth !== undefined && { times: restOverTruth }) },
      period,
      model,
      lanes: [[truthLane, "truth"]],
      cycle: (from, to, recorders) => runCycle(parts, from, to, recorders),
      recorders: [],
      // Part of the whole run.
      saveables: [],
      canGoOnFrom: () => true,
    },
    run,
  );
}

/** On the grid of the truth. */
function fluxesOf(inputs: TwinInputs, { grid }: TruthWorld): ImposedFluxes {
  const fluxes = imposedFluxes(inputs);
  const { truth = fluxes } = fluxes;
  if (grid === inputs.grid) return fluxes;
  const nested = nestedFlux(inputs.grid, grid);
  const own = (flux: (time: Time) => Float64Array) => (time: Time) => nested(flux(time));
  const aloft = (time: Time): FluxAloft[] =>
    truth.aloft(time).map(({ profile, flux }) => ({ profile, flux: nested(flux) }));
  const trueOnes = { natural: own(truth.natural), imposed: own(truth.imposed), aloft };
  return { ...trueOnes, truth: trueOnes };
}
