/**
 * AN: the ensemble with hourly analyses, with CTRL and the truth of a twin riding along in lanes of their own.
 * Writes concentrations, fluxes, soundings and budget day by day.
 */
import { admit, analyse, compare, review, sphereGeometry } from "../assimilation/analysisStep.js";
import { type CycleParts, type CycleRecorder, runCycle } from "../assimilation/cycle.js";
import { completeEmission } from "../assimilation/emissions.js";
import type { FluxEnsemble } from "../assimilation/fluxEnsembles/fluxEnsemble.js";
import { scheduleSoundings } from "../assimilation/soundings.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { regionMasks } from "../evaluation/regions.js";
import { laneLayout, type Passenger } from "../fields/ensemble.js";
import { type Analyser, createAnalyser } from "../filters/analysis.js";
import { blockSpread, relaxBlockToPriorSpread } from "../filters/inflation.js";
import type { Localization } from "../filters/localization.js";
import type { RunState } from "../assimilation/runState.js";
import type { StateBlock } from "../filters/stateBlock.js";
import type { Kernels } from "../kernels/load.js";
import type { Time } from "../time.js";
import { fromPpm } from "../units.js";
import type { ExperimentConfig } from "./configSchema.js";
import { dailyBudget } from "./dailyBudget.js";
import { createFluxEnsembles } from "./fluxEnsemble.js";
import { createHourCounter } from "./hourCounter.js";
import { imposedFluxes } from "./imposedFluxes.js";
import type { Ingredients } from "./ingredients.js";
import { createForecastModel, type ForecastModel } from "./model.js";
import { observationSettings } from "./observationSettings.js";
import type { Outlets } from "./outlets.js";
import { recordConcentrations } from "./recording/concentrations.js";
import { recordFluxes } from "./recording/fluxes.js";

/** An analysis on its way through its period. */
export interface AnalysisRun {
  /** Runs the hours up to `until`. */
  advance(until: Time): Promise<void>;
  /** Views, not copies, of the state at a 00:00 UTC. */
  save(): RunState;
  /** Goes on where `save` was called, in a run made from the same configuration. */
  resume(state: RunState): void;
}

/** A run that stands at the start of its period. */
export function createAnalysisRun(ingredients: Ingredients, kernels: Kernels, outlets: Outlets): AnalysisRun {
  const { config, grid, landFraction, truth } = ingredients;
  const { period, outputs } = config;
  const passengers: Passenger[] = [];
  if (config.runs.includes("control")) passengers.push("control");
  if (truth !== undefined) passengers.push("truth");
  const layout = laneLayout(config.ensemble.members, passengers);
  const model = createForecastModel(ingredients, kernels, layout);
  const { transport } = model;
  const { estimated: fluxes, free } = createFluxEnsembles(ingredients, kernels, layout);
  const analyser = createAnalyser(kernels, layout, sphereGeometry(grid), localizationOf(config));
  const imposed = imposedFluxes(ingredients);
  const budget = dailyBudget(transport, [
    ...Array.from({ length: layout.members }, (_, member): [number, string] => [member, "analysis"]),
    ...(layout.control === undefined ? [] : [[layout.control, "control"] as [number, string]]),
    ...(layout.truth === undefined ? [] : [[layout.truth, "truth"] as [number, string]]),
  ]);
  const fluxDays = recordFluxes(
    outlets.folder,
    kernels,
    layout,
    regionMasks(grid, landFraction),
    fluxes,
    {
      natural: imposed.natural,
      fossil: (time) => ingredients.fluxes.component("fossil", time),
      fire: (time) => ingredients.fluxes.component("fire", time),
      ...(imposed.truth !== undefined && { truth: imposed.truth }),
    },
    free,
  );
  const concentrations =
    outputs.concentration === "none"
      ? undefined
      : recordConcentrations(
          outlets.folder,
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
    backgroundFluxes: fluxDays.save(),
    ...counter.save(),
  });
  const recorder: CycleRecorder = {
    async hour(time, surfacePressure, results, diagnostics) {
      outlets.soundings.control(results);
      outlets.soundings.analysis(results);
      await concentrations?.hour(time, transport.state, surfacePressure);
      const end = time + SECONDS_PER_HOUR;
      for (const day of fluxes.finishedDays(time, end >= period.end)) await fluxDays.finish(day);
      const report = counter.count(time, diagnostics);
      present = end;
      if (end % SECONDS_PER_DAY === 0) {
        for (const [run, terms] of budget.endDay()) outlets.budgets.add(run, end - SECONDS_PER_DAY, terms);
        await outlets.budgets.write();
        await outlets.soundings.write();
        await outlets.checkpoints?.write("analysis", save());
      }
      await outlets.progress.hour(report);
    },
  };
  const parts: CycleParts = {
    ...inference(ingredients, model, fluxes, analyser, transport.budget.recordIncrement),
    emit(time) {
      fluxes.beginHour(time, { moleFraction: transport.state });
      free?.beginHour(time, { moleFraction: transport.state });
      fluxes.naturalFlux(time, transport.emission);
      fluxDays.background(time, transport.emission);
      completeEmission(transport.emission, layout, imposed, time);
    },
  };
  return {
    advance: (until) => runCycle(parts, present, until, recorder),
    save,
    resume(state) {
      present = state.time;
      counter.resume(state);
      transport.state.data.set(state.moleFraction);
      transport.begin(state.airMass);
      fluxes.resume(state.fluxes);
      for (let day = period.start; day < state.time; day += SECONDS_PER_DAY) {
        free?.beginHour(day, { moleFraction: transport.state });
      }
      fluxDays.resume(state.backgroundFluxes);
    },
  };
}

/** Everything of the cycle but the emission. */
function inference(
  ingredients: Ingredients,
  { layout, transport, forcing, setBoundary }: ForecastModel,
  fluxes: FluxEnsemble,
  analyser: Analyser,
  duringAnalysis: <T>(change: () => T) => T,
): Omit<CycleParts, "emit"> {
  const { config, grid, vertical, screening } = ingredients;
  const settings = observationSettings(ingredients, layout);
  if (screening === undefined || settings === undefined || config.observations === undefined) {
    throw new Error("an analysis without soundings");
  }
  const { rtps } = config.filter;
  const validationLimit = fromPpm(config.observations.validationGatePpm);
  const candidates = screening.soundings.filter(({ fate }) => fate === "assimilated" || fate === "validation");
  const moleFraction: StateBlock = {
    name: "CO2 mole fraction",
    data: transport.state.data,
    levels: vertical.levels,
    cells: grid.cells,
  };
  return {
    transport,
    forcing,
    setBoundary,
    soundings: scheduleSoundings(
      candidates,
      grid,
      vertical,
      config.observations.time,
      config.period.start,
      ingredients.background,
    ),
    compare: (_, simulated) => compare(simulated, settings),
    analyse(time, results) {
      const admitted = admit(results, settings.gate);
      if (admitted.length === 0) return [];
      const blocks = [moleFraction, ...fluxes.stateBlocks()];
      return duringAnalysis(() => {
        const before = rtps > 0 ? blocks.map((block) => blockSpread(block, layout)) : [];
        const diagnostics = analyse(analyser, blocks, admitted, time);
        before.forEach((spread, i) => relaxBlockToPriorSpread(blocks[i], layout, spread, rtps));
        return diagnostics;
      });
    },
    review: (results, after) => review(results, after, layout.members, validationLimit),
  };
}

function localizationOf({ filter }: ExperimentConfig): Localization {
  const { localization } = filter;
  if (localization === "none") return { kind: "none" };
  return "zeroDistanceKm" in localization
    ? { kind: "gaspari-cohn", zeroDistance: 1000 * localization.zeroDistanceKm }
    : { kind: "gaspari-cohn", halfWidth: 1000 * localization.halfWidthKm };
}
