/**
 * The analysis of one hour: soundings become numbers, gates decide, the filter updates the state. In a twin experiment
 * the sounding's value is made here, from the truth's column and seeded noise; from then on it is like any other.
 */
import { EARTH_RADIUS } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import type { AnalysisDiagnostic, Analyser } from "../filters/analysis.js";
import type { StateBlock } from "../filters/stateBlock.js";
import { type Gate, passesGate } from "../observations/gate.js";
import { type ObservationError, observationVariance } from "../observations/observationError.js";
import { formatTime, type Time } from "../time.js";
import type { SimulatedSounding } from "./soundings.js";

/** The horizontal geometry of a filter on a grid. */
export function sphereGeometry(grid: { cells: number; unitVectors: Float64Array }): {
  cells: number;
  unitVectors: Float64Array;
  radius: number;
} {
  return { cells: grid.cells, unitVectors: grid.unitVectors, radius: EARTH_RADIUS };
}

/** What the run knows of one sounding; written to observations.nc. Mole fractions in [mol mol-1], NaN where unknown. */
export interface SoundingResult {
  readonly simulated: SimulatedSounding;
  /** The value compared with: measured, or made of the truth. */
  readonly xco2: number;
  /** Standard deviation assumed. */
  readonly error: number;
  readonly backgroundMean: number;
  readonly backgroundSpread: number;
  readonly control: number;
  readonly truth: number;
  /** Filled after the analysis. */
  analysis: number;
  analysisSpread: number;
}

export interface MeanAndSpread {
  readonly mean: number;
  readonly spread: number;
}

/** Mean and standard deviation over the members of a column. @param column [lane] */
export function overMembers(column: Float64Array, members: number): MeanAndSpread {
  let sum = 0;
  for (let m = 0; m < members; m++) sum += column[m];
  const mean = sum / members;
  let squares = 0;
  for (let m = 0; m < members; m++) squares += (column[m] - mean) ** 2;
  return { mean, spread: Math.sqrt(squares / Math.max(1, members - 1)) };
}

export interface AnalysisSettings {
  readonly layout: LaneLayout;
  readonly error: ObservationError;
  readonly gate: Gate;
  /** Value of a sounding, given the truth's column where a truth rides along. */
  readonly valueOf: (simulated: SimulatedSounding, truth: number) => number;
}

/** Compares soundings with the background. */
export function compare(simulated: readonly SimulatedSounding[], settings: AnalysisSettings): SoundingResult[] {
  const { layout, error, valueOf } = settings;
  return simulated.map((entry) => {
    const { sounding, column } = entry;
    const { mean, spread } = overMembers(column, layout.members);
    const truth = layout.truth === undefined ? Number.NaN : column[layout.truth];
    const variance = observationVariance(sounding.retrieval.uncertainty, error);
    return {
      simulated: entry,
      xco2: valueOf(entry, truth),
      error: Math.sqrt(variance),
      backgroundMean: mean,
      backgroundSpread: spread,
      control: layout.control === undefined ? Number.NaN : column[layout.control],
      truth,
      analysis: Number.NaN,
      analysisSpread: Number.NaN,
    };
  });
}

/**
 * Takes the columns after the analysis; a validation sounding too far from the analysis is `thinned`.
 * @param validationLimit largest |o - a| of the validation set [mol mol-1]
 */
export function review(
  results: readonly SoundingResult[],
  after: readonly SimulatedSounding[],
  members: number,
  validationLimit: number,
): void {
  results.forEach((result, i) => {
    const { mean, spread } = overMembers(after[i].column, members);
    result.analysis = mean;
    result.analysisSpread = spread;
    const { sounding } = result.simulated;
    if (sounding.fate === "validation" && !(Math.abs(result.xco2 - mean) <= validationLimit)) sounding.fate = "thinned";
  });
}

/** Soundings that are to be assimilated; one that fails the gate becomes a `gross_check`. */
export function admit(results: readonly SoundingResult[], gate: Gate): SoundingResult[] {
  return results.filter(({ simulated: { sounding }, xco2, error, backgroundMean, backgroundSpread }) => {
    if (sounding.fate !== "assimilated") return false;
    if (passesGate(gate, xco2 - backgroundMean, backgroundSpread ** 2, error ** 2)) return true;
    sounding.fate = "gross_check";
    return false;
  });
}

/** Runs the filter with the soundings that were admitted. */
export function analyse(
  analyser: Analyser,
  blocks: readonly StateBlock[],
  admitted: readonly SoundingResult[],
  time: Time,
): AnalysisDiagnostic[] {
  if (admitted.length === 0) return [];
  const observations = admitted.map(({ simulated, xco2, error }) => ({
    id: simulated.sounding.retrieval.id,
    value: xco2,
    simulated: simulated.column,
    errorVariance: error ** 2,
    position: simulated.position,
  }));
  return analyser.analyse(blocks, observations, formatTime(time));
}
