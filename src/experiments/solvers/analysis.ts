/**
 * AN: the ensemble with hourly analyses, or in windows of days, with CTRL and the truth of a twin riding along in lanes of
 * their own, and FC behind it.
 */
import { sphereGeometry } from "../../assimilation/analysisStep.js";
import { type CycleParts, runCycle } from "../../assimilation/cycle.js";
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { emitImposed } from "../../assimilation/emissions.js";
import { createWatch } from "../../assimilation/guards/watch.js";
import { runTwoStepCycle, type TwoStepParts } from "../../assimilation/twoStepCycle.js";
import type { Saveable } from "../../assimilation/saveable.js";
import type { AnalysisPlan } from "../../config/plan.js";
import { SECONDS_PER_HOUR } from "../../constants.js";
import { type LaneLayout, laneLayout, type Passenger } from "../../fields/ensemble.js";
import { perturbedAnalysesOf } from "../../fields/perturbedAnalyses.js";
import type { Kernels } from "../../kernels/load.js";
import type { Region } from "../../regions/region.js";
import type { Time } from "../../time.js";
import { concentrationsOf } from "../recording/concentrations.js";
import { recordEstimates } from "../recording/estimates.js";
import { recordFluxes } from "../recording/fluxes.js";
import { recordGuards } from "../recording/guards.js";
import { recordWeather } from "../recording/regionWeather.js";
import type { RunRecorders } from "../recording/recorders.js";
import { savedFluxes, savedFreeFluxes, savedParameters } from "../recording/state.js";
import { createEstimates } from "../setup/estimates.js";
import { createFilter } from "../setup/filter.js";
import { createFluxEnsembles } from "../setup/fluxEnsembles.js";
import { imposedFluxes, knownFluxes } from "../setup/imposedFluxes.js";
import type { AnalysisInputs, InversionInputs, TwinInputs } from "../setup/inputs.js";
import { type CreateTransport, createForecastModel, type ForecastModel } from "../setup/model.js";
import { observedAirOf } from "../setup/observedAir.js";
import { trueParameters } from "../setup/trueParameters.js";
import { followAnalysis } from "./following.js";
import { inference } from "./inference.js";
import { createSoundings } from "./soundings.js";
import { createStage, type StageRun } from "./stage.js";
import { windowsOf } from "./windows.js";

/** Makes the run that follows an analysis. */
export interface Following {
  readonly create: (kernels: Kernels, run: RunRecorders) => StageRun;
  readonly goOnFrom: (time: Time) => void;
}

/** @param following FC; absent where it is not wanted @param createTransport of its members and what rides along */
export function createAnalysis(
  inputs: AnalysisInputs,
  kernels: Kernels,
  run: RunRecorders,
  following?: Following,
  createTransport?: CreateTransport,
): StageRun {
  const { plan, grid } = inputs;
  const { period, filter } = plan;
  const layout = lanesOf(inputs);
  const model = createForecastModel(inputs, kernels, layout, createTransport);
  const { transport } = model;
  const air = observedAirOf(inputs, model.forcing);
  const { estimated: fluxes, free } = createFluxEnsembles(inputs, kernels, layout, transport.createFluxes);
  const analyser = createFilter(filter, kernels, layout, sphereGeometry(grid));
  const estimates = createEstimates(inputs, layout);
  const watch = createWatch(grid, layout, kernels, fluxes);
  const imposed = imposedFluxes(inputs);
  const steps = stepsOf(plan, fluxes);
  const regions = inputs.allRegions();
  const known = knownFluxes(inputs);
  const fluxDays = recordFluxes(run.folder, kernels, layout, regions, fluxes, known, steps.finishedDays, free);
  const guards = recordGuards(watch, run.warn);
  const soundings = createSoundings(inputs, layout, run.folder);
  /** The run that follows reads what the others have written. */
  const outputs: (Recorder & Saveable)[] = [fluxDays];
  if (estimates.all.size > 0) {
    outputs.push(recordEstimates(run.folder, layout, estimates, trueParameters(inputs, estimates)));
  }
  if (soundings !== undefined) outputs.push(soundings.recorder);
  if (following) outputs.push(followAnalysis(following.create(kernels, run), steps.finishedDays, following.goOnFrom));

  const emitEstimate = (time: Time): void => {
    fluxes.naturalFlux(time, transport.emission);
    watch.fluxes(time, transport.emission);
  };
  const inferred = inference(inputs, model, air, fluxes, estimates, analyser, run.innovations);
  const parts = {
    ...inferred,
    observations: soundings?.beside(inferred.observations) ?? inferred.observations,
    emit(time: Time) {
      estimates.beginHour(time);
      watch.beginHour(time, transport.state);
      fluxes.beginHour(time, { moleFraction: transport.state });
      free?.beginHour(time, { moleFraction: transport.state });
      emitEstimate(time);
      fluxDays.background(time, transport.emission);
      emitImposed(transport, layout, imposed, time);
    },
    emitAgain(time: Time) {
      emitEstimate(time);
      emitImposed(transport, layout, imposed, time);
    },
    pause: () => run.progress.pause?.(),
  };
  return createStage(
    {
      name: "analysis",
      label: `AN, ${layout.members} members`,
      period,
      model,
      lanes: budgetLanes(layout),
      async cycle(from, to, recorders) {
        await air.catchUp(period.start, from);
        await steps.run(parts, from, to, recorders);
      },
      recorders: [guards, ...meansOf(inputs, kernels, model, run, regions), ...outputs],
      saveables: [
        savedFluxes(fluxes, model, run.folder),
        ...(free === undefined ? [] : [savedFreeFluxes(free, model)]),
        savedParameters(estimates),
        ...outputs,
        guards,
      ],
      canGoOnFrom: steps.canGoOnFrom,
    },
    run,
  );
}

/** Means of a day or an hour: each begins anew, so that there is nothing to save. */
function meansOf(
  { plan }: AnalysisInputs,
  kernels: Kernels,
  { layout, transport }: ForecastModel,
  { folder }: RunRecorders,
  regions: readonly Region[],
): Recorder[] {
  const concentrations = concentrationsOf(plan.outputs, folder, kernels, layout, "members", transport.moments);
  return [...concentrations, recordWeather(folder, regions)];
}

/** In what steps the update goes through the period. */
interface Steps {
  /** Days whose fluxes no later observation changes, at the end of the hour that begins at a time. */
  readonly finishedDays: (time: Time) => Time[];
  /** Whether a run can go on from the end of a day. */
  readonly canGoOnFrom: (end: Time) => boolean;
  readonly run: (
    parts: CycleParts & Omit<TwoStepParts, "windowDays">,
    from: Time,
    to: Time,
    recorders: readonly Recorder[],
  ) => Promise<void>;
}

function stepsOf({ period, filter: { update } }: AnalysisPlan, fluxes: FluxEnsemble): Steps {
  switch (update.kind) {
    case "joint":
      return {
        finishedDays: (time) => fluxes.finishedDays(time, time + SECONDS_PER_HOUR >= period.end),
        canGoOnFrom: () => true,
        run: runCycle,
      };
    case "two-step": {
      const { windowDays } = update;
      const windows = windowsOf(period, windowDays);
      return {
        finishedDays: (time) => windows.daysUntil(time + SECONDS_PER_HOUR),
        canGoOnFrom: (end) => windows.endsAt(end),
        run: (parts, from, to, recorders) => runTwoStepCycle({ ...parts, windowDays }, from, to, recorders),
      };
    }
  }
}

/**
 * The members, and what rides along: a truth only where it has not been run on its own, perturbed analyses where errors of
 * observations are correlated.
 */
export function lanesOf(
  inputs: Pick<InversionInputs, "kind" | "plan"> | Pick<TwinInputs, "kind" | "plan" | "truthRun">,
): LaneLayout {
  const { control, ensemble, correlatedErrors } = inputs.plan;
  const passengers: Passenger[] = [];
  if (control) passengers.push("control");
  if (inputs.kind === "twin" && inputs.truthRun.kind !== "done") passengers.push("truth");
  const isAlone = Object.values(correlatedErrors).every((errors) => errors === "none");
  const perturbed = isAlone ? 0 : perturbedAnalysesOf(ensemble.members);
  return laneLayout(ensemble.members, passengers, 0, perturbed);
}

function budgetLanes({ members, control, truth }: LaneLayout): (readonly [number, string])[] {
  return [
    ...Array.from({ length: members }, (_, member) => [member, "analysis"] as const),
    ...(control === undefined ? [] : [[control, "control"] as const]),
    ...(truth === undefined ? [] : [[truth, "truth"] as const]),
  ];
}
