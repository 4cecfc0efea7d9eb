/**
 * AN: the ensemble with hourly analyses, or in windows of days, with CTRL and the truth of a twin riding along in lanes of
 * their own.
 */
import { sphereGeometry } from "../../assimilation/analysisStep.js";
import { runCycle } from "../../assimilation/cycle.js";
import { completeEmission } from "../../assimilation/emissions.js";
import { createWatch } from "../../assimilation/guards/watch.js";
import { runTwoStepCycle } from "../../assimilation/twoStepCycle.js";
import { SECONDS_PER_HOUR } from "../../constants.js";
import { type LaneLayout, laneLayout, type Passenger } from "../../fields/ensemble.js";
import { provincePolygons } from "../../io/provincePolygons.js";
import type { Kernels } from "../../kernels/load.js";
import { allRegions } from "../../regions/allRegions.js";
import type { Time } from "../../time.js";
import { concentrationsOf } from "../recording/concentrations.js";
import { recordEstimates } from "../recording/estimates.js";
import { recordFluxes } from "../recording/fluxes.js";
import { recordGuards } from "../recording/guards.js";
import type { RunRecorders } from "../recording/recorders.js";
import { savedFluxes, savedFreeFluxes, savedParameters } from "../recording/state.js";
import { createEstimates } from "../setup/estimates.js";
import { createFilter } from "../setup/filter.js";
import { createFluxEnsembles } from "../setup/fluxEnsembles.js";
import { imposedFluxes, knownFluxes } from "../setup/imposedFluxes.js";
import type { Inputs } from "../setup/inputs.js";
import { createForecastModel } from "../setup/model.js";
import { observedAirOf } from "../setup/observedAir.js";
import { trueParameters } from "../setup/trueParameters.js";
import { inference } from "./inference.js";
import { createStage, type StageRun } from "./stage.js";
import { windowsOf } from "./windows.js";

export function createAnalysis(inputs: Inputs, kernels: Kernels, run: RunRecorders): StageRun {
  const { config, grid, landFraction } = inputs;
  const { period } = config;
  const { update, windowDays } = config.filter;
  const layout = lanesOf(inputs);
  const model = createForecastModel(inputs, kernels, layout);
  const { transport } = model;
  const air = observedAirOf(inputs, model.forcing);
  const { estimated: fluxes, free } = createFluxEnsembles(inputs, kernels, layout);
  const analyser = createFilter(config.filter, kernels, layout, sphereGeometry(grid));
  const estimates = createEstimates(inputs, layout);
  const watch = createWatch(grid, layout, kernels, fluxes);
  const imposed = imposedFluxes(inputs);
  const windows = windowsOf(period, windowDays);
  const finishedDays = (time: Time): Time[] => {
    const end = time + SECONDS_PER_HOUR;
    return update === "joint" ? fluxes.finishedDays(time, end >= period.end) : windows.daysUntil(end);
  };
  const regions = allRegions(grid, landFraction, provincePolygons());
  const known = knownFluxes(inputs);
  const fluxDays = recordFluxes(run.folder, kernels, layout, regions, fluxes, known, finishedDays, free);
  const estimateDays =
    estimates.all.size === 0 ? [] : [recordEstimates(run.folder, layout, estimates, trueParameters(inputs, estimates))];
  const guards = recordGuards(watch, run.warn);

  const emitEstimate = (time: Time): void => {
    fluxes.naturalFlux(time, transport.emission);
    watch.fluxes(time, transport.emission);
  };
  const parts = {
    ...inference(inputs, model, air, fluxes, estimates, analyser),
    emit(time: Time) {
      estimates.beginHour(time);
      watch.beginHour(time, transport.state);
      fluxes.beginHour(time, { moleFraction: transport.state });
      free?.beginHour(time, { moleFraction: transport.state });
      emitEstimate(time);
      fluxDays.background(time, transport.emission);
      completeEmission(transport.emission, layout, imposed, time);
    },
    windowDays,
    emitAgain(time: Time) {
      emitEstimate(time);
      completeEmission(transport.emission, layout, imposed, time);
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
        await (update === "joint" ? runCycle : runTwoStepCycle)(parts, from, to, recorders);
      },
      recorders: [guards, ...concentrationsOf(config.outputs, run.folder, kernels, layout), fluxDays, ...estimateDays],
      saveables: [
        savedFluxes(fluxes, model, run.folder),
        ...(free === undefined ? [] : [savedFreeFluxes(free, model)]),
        savedParameters(estimates),
        fluxDays,
        ...estimateDays,
        guards,
      ],
      canGoOnFrom: (end) => update === "joint" || windows.endsAt(end),
    },
    run,
  );
}

/** The members, and what rides along: a truth only where it has not been run on its own. */
function lanesOf({ config, truth, truthValues }: Inputs): LaneLayout {
  const passengers: Passenger[] = [];
  if (config.runs.includes("control")) passengers.push("control");
  if (truth !== undefined && truthValues === undefined) passengers.push("truth");
  return laneLayout(config.ensemble.members, passengers);
}

function budgetLanes({ members, control, truth }: LaneLayout): (readonly [number, string])[] {
  return [
    ...Array.from({ length: members }, (_, member) => [member, "analysis"] as const),
    ...(control === undefined ? [] : [[control, "control"] as const]),
    ...(truth === undefined ? [] : [[truth, "truth"] as const]),
  ];
}
