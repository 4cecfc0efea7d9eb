/**
 * The analysis of one hour: observations become numbers, gates decide, the filter updates the state. In a twin experiment
 * the observation's value is made here, from the truth's column and seeded noise; from then on it is like any other.
 */
import { EARTH_RADIUS } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import { type MeanAndSpread, meanAndSpread } from "../fields/members.js";
import type { AnalysisDiagnostic, Analyser } from "../filters/analyser.js";
import type { Position } from "../filters/localization.js";
import type { ParameterRows, StateBlock } from "../filters/stateBlock.js";
import { type Gate, passesGate } from "../observations/gate.js";
import { type ObservationError, observationVariance } from "../observations/observationError.js";
import type { ByKind, Observation } from "../observations/observation.js";
import { become, type ScreenedObservation } from "../observations/screenedObservation.js";
import { formatTime, type Time } from "../time.js";
import type { ObservedAir } from "./observedAir.js";
import type { SimulatedObservation } from "./observationSchedule.js";

/** The horizontal geometry of a filter on a grid. */
export function sphereGeometry(grid: { cells: number; unitVectors: Float64Array }): {
  cells: number;
  unitVectors: Float64Array;
  radius: number;
} {
  return { cells: grid.cells, unitVectors: grid.unitVectors, radius: EARTH_RADIUS };
}

/** What the run knows of one observation; written to observations.nc. Mole fractions in [mol mol-1], NaN where unknown. */
export interface ObservationResult {
  readonly simulated: SimulatedObservation;
  /** The value compared with: measured, or made of the truth. */
  readonly value: number;
  /** Standard deviation assumed. */
  readonly error: number;
  readonly backgroundMean: number;
  readonly backgroundSpread: number;
  readonly control: number;
  readonly truth: number;
  /**
   * What the members expect the retrieval to say, column and retrieval bias, where that bias is estimated. No other
   * number here has the bias in it.
   */
  readonly expected?: { readonly values: Float64Array } & MeanAndSpread;
  /** Filled after the analysis. */
  analysis: number;
  analysisSpread: number;
}

export interface AnalysisSettings {
  readonly layout: LaneLayout;
  readonly error: ByKind<ObservationError>;
  readonly gate: ByKind<Gate>;
  /** The truth's value at an observation, where a truth has been run before; else it may ride in a lane. */
  readonly truthOf?: ((simulated: SimulatedObservation) => number) | undefined;
  /** Value of an observation, given the truth's where there is a truth. */
  readonly valueOf: (simulated: SimulatedObservation, truth: number) => number;
  /** Present retrieval bias of every lane for an observation, [lane]; undefined where it has none. */
  readonly biasOf?: ((simulated: SimulatedObservation) => Float64Array | undefined) | undefined;
}

/** R, with what the observation shares with its neighbours [(mol mol-1)^2]. */
function errorVariance({ observation, errorFactor }: ScreenedObservation, error: ByKind<ObservationError>): number {
  return (errorFactor ?? 1) * observationVariance(observation.uncertainty, error[observation.kind]);
}

/** Compares observations with the background. */
export function compare(simulated: readonly SimulatedObservation[], settings: AnalysisSettings): ObservationResult[] {
  const { layout, error, truthOf, valueOf, biasOf } = settings;
  return simulated.map((entry) => {
    const { screened, values } = entry;
    const { mean, spread } = meanAndSpread(values, layout.members);
    const bias = biasOf?.(entry);
    const biased = bias && values.map((value, lane) => value + bias[lane]);
    const truth = layout.truth === undefined ? (truthOf?.(entry) ?? Number.NaN) : values[layout.truth];
    const variance = errorVariance(screened, error);
    return {
      simulated: entry,
      value: valueOf(entry, truth),
      error: Math.sqrt(variance),
      backgroundMean: mean,
      backgroundSpread: spread,
      control: layout.control === undefined ? Number.NaN : values[layout.control],
      truth,
      ...(biased && { expected: { values: biased, ...meanAndSpread(biased, layout.members) } }),
      analysis: Number.NaN,
      analysisSpread: Number.NaN,
    };
  });
}

/**
 * Takes the simulated observations after the analysis; a validation observation too far from the analysis is `thinned`.
 * @param gate of the validation set, on o - a
 */
export function review(
  results: readonly ObservationResult[],
  after: readonly SimulatedObservation[],
  members: number,
  gate: ByKind<Gate>,
): void {
  results.forEach((result, i) => {
    const { mean, spread } = meanAndSpread(after[i].values, members);
    result.analysis = mean;
    result.analysisSpread = spread;
    const { screened } = result.simulated;
    if (screened.fate !== "validation") return;
    if (!isNear(gate, screened.observation, result, { mean, spread })) become(screened, "thinned");
  });
}

/** Observations that are to be assimilated; one that fails the gate becomes a `gross_check`. */
export function admit(results: readonly ObservationResult[], gate: ByKind<Gate>): ObservationResult[] {
  return results.filter((result) => {
    const { simulated, backgroundMean, backgroundSpread, expected } = result;
    const { screened } = simulated;
    if (screened.fate !== "assimilated") return false;
    const members = expected ?? { mean: backgroundMean, spread: backgroundSpread };
    if (isNear(gate, screened.observation, result, members)) return true;
    become(screened, "gross_check");
    return false;
  });
}

function isNear(
  gate: ByKind<Gate>,
  { kind, id, time }: Observation,
  { value, error }: ObservationResult,
  { mean, spread }: MeanAndSpread,
): boolean {
  return passesGate(gate[kind], value - mean, spread ** 2, error ** 2, `observation ${id} of ${formatTime(time)}`);
}

/**
 * Runs the filter with the observations that were admitted.
 * @param parametersAt further rows of the state, given the positions of the observations
 * @param pastOf where the observed air was before, where localization follows it
 */
export function analyse(
  analyser: Analyser,
  blocks: readonly StateBlock[],
  admitted: readonly ObservationResult[],
  time: Time,
  parametersAt?: (positions: readonly Position[]) => ParameterRows[],
  pastOf?: ObservedAir["pastOf"],
): AnalysisDiagnostic[] {
  if (admitted.length === 0) return [];
  const observations = admitted.map(({ simulated, value, error, expected }) => ({
    id: simulated.screened.observation.id,
    value,
    simulated: (expected ?? simulated).values,
    errorVariance: error ** 2,
    position: simulated.position,
    ...(simulated.pressure !== undefined && { pressure: simulated.pressure }),
    ...pastOf?.(simulated.screened.observation),
  }));
  const parameters = parametersAt?.(observations.map(({ position }) => position));
  return analyser.analyse(blocks, observations, formatTime(time), parameters);
}
