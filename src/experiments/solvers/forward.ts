/**
 * A forward run of one member with given natural fluxes: CTRL with the prior, FC with the posterior that the analysis
 * wrote, and with the boundary offsets that were estimated with them. Otherwise the same initial and boundary mole
 * fraction, the same observations, no analysis.
 */
import { compare } from "../../assimilation/analysisStep.js";
import { type CycleParts, runCycle } from "../../assimilation/cycle.js";
import { emissionAloft } from "../../assimilation/emissions.js";
import { laneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import type { Time } from "../../time.js";
import { silent } from "../progress.js";
import { concentrationsOf } from "../recording/concentrations.js";
import type { RunRecorders } from "../recording/recorders.js";
import { imposedFluxes } from "../setup/imposedFluxes.js";
import type { Inputs } from "../setup/inputs.js";
import { type CreateTransport, createForecastModel } from "../setup/model.js";
import { observationSettings } from "../setup/observationSettings.js";
import { posteriorFluxes } from "../setup/posteriorFluxes.js";
import { posteriorOffsets } from "../setup/posteriorOffsets.js";
import { comparable, scheduleOf } from "./schedule.js";
import { createStage, type StageRun } from "./stage.js";

/** Natural flux of an hour, [cell], [mol m-2 s-1]. */
type NaturalFlux = (time: Time) => Float64Array | Promise<Float64Array>;

/** CTRL, where no analysis has it riding along: its mole fractions are the ones that the run folder holds. */
export function createControl(
  inputs: Inputs,
  kernels: Kernels,
  run: RunRecorders,
  createTransport?: CreateTransport,
): StageRun {
  const { natural } = imposedFluxes(inputs);
  return createForward(inputs, kernels, run, { name: "control", natural }, createTransport);
}

/** FC, which says nothing of its own while the analysis that it follows goes on. */
export function createPosterior(
  inputs: Inputs,
  kernels: Kernels,
  run: RunRecorders,
  createTransport?: CreateTransport,
): StageRun {
  const quiet = { ...run, progress: { ...silent, hour: () => run.progress.pause?.() } };
  const natural = posteriorFluxes(run.folder);
  return createForward(inputs, kernels, quiet, { name: "posterior", natural }, createTransport);
}

function createForward(
  inputs: Inputs,
  kernels: Kernels,
  run: RunRecorders,
  { name, natural }: { readonly name: "control" | "posterior"; readonly natural: NaturalFlux },
  createTransport: CreateTransport | undefined,
): StageRun {
  const { period, outputs } = inputs.plan;
  const layout = laneLayout(1);
  const model = createForecastModel(inputs, kernels, layout, createTransport);
  const { emission } = model.transport;
  const fluxes = imposedFluxes(inputs);
  const { observed } = inputs;
  const settings = observed === "nothing" ? undefined : observationSettings(inputs, observed, layout);
  const { plan } = inputs;
  const estimated = name === "posterior" && plan.kind !== "forward" && plan.filter.estimate.boundaryOffset !== "none";
  const offsets = estimated ? posteriorOffsets(run.folder, layout) : undefined;
  const parts: CycleParts = {
    ...model,
    setBoundary(time, surfacePressure) {
      model.setBoundary(time, surfacePressure);
      offsets?.addTo(model.transport.boundary.anomalies);
    },
    observations: scheduleOf(inputs, comparable(inputs)),
    async emit(time) {
      await offsets?.beginHour(time);
      const [flux, others] = [await natural(time), fluxes.imposed(time)];
      for (let cell = 0; cell < flux.length; cell++) {
        emission.fill(flux[cell] + others[cell], cell * layout.lanes, (cell + 1) * layout.lanes);
      }
      model.transport.setAloft(emissionAloft(layout, fluxes, time));
    },
    compare: (_, simulated) => (settings === undefined ? [] : compare(simulated, settings)),
    analyse: () => [],
    review() {},
  };
  return createStage(
    {
      name,
      label: name === "control" ? "CTRL" : "FC",
      period,
      model,
      lanes: [[0, name]],
      cycle: (from, to, recorders) => runCycle(parts, from, to, recorders),
      recorders: concentrationsOf(
        outputs,
        run.folder,
        kernels,
        layout,
        name === "control" ? "members" : "posterior",
        model.transport.moments,
      ),
      saveables: [],
      canGoOnFrom: () => true,
    },
    run,
  );
}
