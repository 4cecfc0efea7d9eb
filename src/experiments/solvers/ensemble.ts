/**
 * AN: the ensemble with hourly analyses, with CTRL and the truth of a twin riding along in lanes of their own.
 * Writes concentrations, fluxes, observations and budget day by day.
 */
import {
  admit,
  type AnalysisSettings,
  analyse,
  compare,
  review,
  sphereGeometry,
} from "../../assimilation/analysisStep.js";
import { type CycleParts, runCycle } from "../../assimilation/cycle.js";
import { runTwoStepCycle, type TwoStepParts, type TwoStepRecorder } from "../../assimilation/twoStepCycle.js";
import { completeEmission } from "../../assimilation/emissions.js";
import type { ObservedAir } from "../../assimilation/observedAir.js";
import { createWatch } from "../../assimilation/guards/watch.js";
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { scheduleObservations } from "../../assimilation/observationSchedule.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { provincePolygons } from "../../io/provincePolygons.js";
import { allRegions } from "../../regions/allRegions.js";
import { laneLayout, type Passenger } from "../../fields/ensemble.js";
import type { Analyser } from "../../filters/analysis.js";
import type { RunState } from "../../assimilation/runState.js";
import type { StateBlock } from "../../filters/stateBlock.js";
import type { Kernels } from "../../kernels/load.js";
import type { Time } from "../../time.js";
import { dailyBudget } from "../recording/dailyBudget.js";
import { createEstimates, type Estimates } from "../setup/estimates.js";
import { createAdditiveInflation, createFilter } from "../setup/filter.js";
import { createFluxEnsembles } from "../setup/fluxEnsemble.js";
import { createHourCounter } from "../recording/hourCounter.js";
import { imposedFluxes } from "../setup/imposedFluxes.js";
import type { Inputs } from "../setup/inputs.js";
import { createForecastModel, type ForecastModel } from "../setup/model.js";
import { observationSettings, validationGates } from "../setup/observationSettings.js";
import { observedAirOf } from "../setup/observedAir.js";
import type { Recorders } from "../recording/recorders.js";
import { recordConcentrations } from "../recording/concentrations.js";
import { recordEstimates } from "../recording/estimates.js";
import { recordFluxes } from "../recording/fluxes.js";
import { trueParameters } from "../setup/trueParameters.js";

/** An analysis on its way through its period. */
export interface AnalysisRun {
  /** Runs the hours up to `until`; with a two-step update, the end of a window. */
  advance(until: Time): Promise<void>;
  /** Views, not copies, of the state at a 00:00 UTC. */
  save(): RunState;
  /** Goes on where `save` was called, in a run made from the same configuration. */
  resume(state: RunState): void;
}

/** A run that stands at the start of its period. */
export function createAnalysisRun(inputs: Inputs, kernels: Kernels, recorders: Recorders): AnalysisRun {
  const { config, grid, landFraction, truth } = inputs;
  const { period, outputs } = config;
  const passengers: Passenger[] = [];
  if (config.runs.includes("control")) passengers.push("control");
  if (truth !== undefined && inputs.truthValues === undefined) passengers.push("truth");
  const layout = laneLayout(config.ensemble.members, passengers);
  const model = createForecastModel(inputs, kernels, layout);
  const { transport } = model;
  const air = observedAirOf(inputs, model.forcing);
  const { estimated: fluxes, free } = createFluxEnsembles(inputs, kernels, layout);
  const analyser = createFilter(config.filter, kernels, layout, sphereGeometry(grid));
  const estimates = createEstimates(inputs, layout);
  const estimateDays = recordEstimates(recorders.folder, layout, estimates, trueParameters(inputs, estimates));
  const watch = createWatch(grid, layout, kernels, fluxes);
  const imposed = imposedFluxes(inputs);
  const budget = dailyBudget(transport, [
    ...Array.from({ length: layout.members }, (_, member): [number, string] => [member, "analysis"]),
    ...(layout.control === undefined ? [] : [[layout.control, "control"] as [number, string]]),
    ...(layout.truth === undefined ? [] : [[layout.truth, "truth"] as [number, string]]),
  ]);
  const fluxDays = recordFluxes(
    recorders.folder,
    kernels,
    layout,
    allRegions(grid, landFraction, provincePolygons()),
    fluxes,
    {
      natural: imposed.natural,
      fossil: (time) => inputs.fluxes.component("fossil", time),
      fire: (time) => inputs.fluxes.component("fire", time),
      ...(imposed.truth !== undefined && { truth: imposed.truth }),
    },
    free,
  );
  const concentrations =
    outputs.concentration === "none"
      ? undefined
      : recordConcentrations(
          recorders.folder,
          kernels,
          layout,
          outputs.concentration === "daily" ? SECONDS_PER_DAY : SECONDS_PER_HOUR,
        );
  const counter = createHourCounter(period.start);
  let present = period.start;
  const save = (): RunState => ({
    time: present,
    moleFraction: transport.state.data,
    airMass: transport.airMass,
    fluxes: fluxes.save(),
    parameters: estimates.save(),
    estimates: estimateDays.save(),
    backgroundFluxes: fluxDays.save(),
    watch: watch.save(),
    ...counter.save(),
  });
  const { update, windowDays } = config.filter;
  /** Whether a window of a two-step update, all of whose days are then final, ends with an hour; or the run. */
  const endsWindow = (end: Time): boolean =>
    end === period.end || (end - period.start) % (windowDays * SECONDS_PER_DAY) === 0;
  let windowStart = period.start;
  const finishedDays = (time: Time, end: Time): Time[] => {
    if (update === "joint") return fluxes.finishedDays(time, end >= period.end);
    if (!endsWindow(end)) return [];
    const days = Array.from(
      { length: (end - windowStart) / SECONDS_PER_DAY },
      (_, i) => windowStart + i * SECONDS_PER_DAY,
    );
    windowStart = end;
    return days;
  };
  const recorder: TwoStepRecorder = {
    pause: () => recorders.progress.pause?.(),
    async hour(time, surfacePressure, results, diagnostics) {
      recorders.observations.control(results);
      recorders.observations.analysis(results);
      watch.observe(time, results);
      await concentrations?.hour(time, transport.state, surfacePressure);
      const end = time + SECONDS_PER_HOUR;
      for (const day of finishedDays(time, end)) await fluxDays.finish(day);
      const report = counter.count(time, diagnostics);
      present = end;
      if (end % SECONDS_PER_DAY === 0) {
        for (const [run, terms] of budget.endDay()) recorders.budgets.add(run, end - SECONDS_PER_DAY, terms);
        await recorders.budgets.write();
        await recorders.observations.write();
        estimateDays.add(end);
        await estimateDays.write();
        for (const warning of watch.endDay(end)) recorders.warn?.(warning);
        if (update === "joint" || endsWindow(end)) await recorders.checkpoints?.write("analysis", save());
      }
      await recorders.progress.hour(report);
    },
  };
  const parts: CycleParts & TwoStepParts = {
    ...inference(inputs, model, air, fluxes, estimates, analyser, transport.budget.recordIncrement),
    emit(time) {
      estimates.beginHour(time);
      watch.beginHour(time, transport.state);
      fluxes.beginHour(time, { moleFraction: transport.state });
      free?.beginHour(time, { moleFraction: transport.state });
      fluxes.naturalFlux(time, transport.emission);
      watch.fluxes(time, transport.emission);
      fluxDays.background(time, transport.emission);
      completeEmission(transport.emission, layout, imposed, time);
    },
    windowDays,
    emitAgain(time) {
      fluxes.naturalFlux(time, transport.emission);
      watch.fluxes(time, transport.emission);
      completeEmission(transport.emission, layout, imposed, time);
    },
  };
  return {
    async advance(until) {
      await air.catchUp(period.start, present);
      const run = update === "joint" ? runCycle : runTwoStepCycle;
      await run(parts, present, until, recorder);
    },
    save,
    resume(state) {
      present = state.time;
      windowStart = state.time;
      counter.resume(state);
      transport.state.data.set(state.moleFraction);
      transport.begin(state.airMass);
      fluxes.resume(state.fluxes);
      for (let day = period.start; day < state.time; day += SECONDS_PER_DAY) {
        free?.beginHour(day, { moleFraction: transport.state });
      }
      fluxDays.resume(state.backgroundFluxes);
      watch.resume(state.watch);
      estimates.resume(state.parameters);
      estimateDays.resume(state.estimates);
    },
  };
}

/** Everything of the cycle but the emission. */
function inference(
  inputs: Inputs,
  { layout, transport, setBoundary }: ForecastModel,
  { forcing, pastOf, layerPressure }: ObservedAir,
  fluxes: FluxEnsemble,
  { boundaryOffset, retrievalBias, rows }: Estimates,
  analyser: Analyser,
  duringAnalysis: <T>(change: () => T) => T,
): Omit<CycleParts & TwoStepParts, "emit" | "emitAgain" | "windowDays"> {
  const { config, grid, vertical, screening } = inputs;
  const unbiased = observationSettings(inputs, layout);
  if (screening === undefined || unbiased === undefined || config.observations === undefined) {
    throw new Error("an analysis without observations");
  }
  const settings: AnalysisSettings = {
    ...unbiased,
    biasOf: ({ screened, position }) =>
      screened.observation.kind === "column" ? retrievalBias?.at(position) : undefined,
  };
  const additive = createAdditiveInflation(inputs);
  const ofValidation = validationGates(config.observations.validationGatePpm);
  const candidates = screening.observations.filter(({ fate }) => fate === "assimilated" || fate === "validation");
  const moleFraction: StateBlock = {
    name: "CO2 mole fraction",
    data: transport.state.data,
    levels: vertical.levels,
    cells: grid.cells,
    ...(layerPressure && { pressure: layerPressure }),
  };
  return {
    transport,
    forcing,
    setBoundary(time, surfacePressure) {
      setBoundary(time, surfacePressure);
      boundaryOffset?.addTo(transport.boundary.anomalies);
    },
    observations: scheduleObservations(
      candidates,
      grid,
      vertical,
      config.observations.time,
      config.period.start,
      inputs.background,
    ),
    compare: (_, simulated) => compare(simulated, settings),
    analyse(time, results) {
      const admitted = admit(results, settings.gate);
      if (admitted.length === 0) return [];
      const blocks = [moleFraction, ...fluxes.stateBlocks()];
      return duringAnalysis(() => {
        const diagnostics = analyse(analyser, blocks, admitted, time, rows, pastOf);
        additive?.add(transport.state, time);
        return diagnostics;
      });
    },
    analyseWindow(end, days, hours) {
      const admitted = hours.map((results) => admit(results, settings.gate));
      const diagnostics = analyse(analyser, fluxes.stateBlocks().slice(0, days), admitted.flat(), end, rows, pastOf);
      let next = 0;
      return admitted.map(({ length }) => diagnostics.slice(next, (next += length)));
    },
    review: (results, after) => review(results, after, layout.members, ofValidation),
  };
}
