/**
 * The analysis of one hour: observations become numbers, gates decide, the filter updates the state. In a twin experiment
 * the observation's value is made here, from the truth's column and seeded noise; from then on it is like any other.
 */
import { EARTH_RADIUS } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import { type MeanAndSpread, meanAndSpread } from "../fields/members.js";
import type { AnalysisDiagnostic, Analyser, UpdateElsewhere } from "../filters/analyser.js";
import type { Innovations } from "../filters/innovationLikelihood.js";
import type { ObservedPlace, Position } from "../filters/localization.js";
import type { ParameterRows, StateBlock } from "../filters/stateBlock.js";
import { type Gate, passesGate } from "../observations/gate.js";
import { type ObservationError, observationVariance } from "../observations/observationError.js";
import type { ByKind, Observation } from "../observations/observation.js";
import { become } from "../observations/screenedObservation.js";
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
  /** Standard deviation assumed of the observation alone, without what it shares with its neighbours. */
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
  /** Between the surface pressures of a retrieval and of the model [Pa]. */
  readonly mostGroundDifference: number;
  /** The truth's value at an observation, where a truth has been run before; else it may ride in a lane. */
  readonly truthOf?: ((simulated: SimulatedObservation) => number) | undefined;
  /** Value of an observation, given the truth's where there is a truth. */
  readonly valueOf: (simulated: SimulatedObservation, truth: number) => number;
  /** Present retrieval bias of every lane for an observation, [lane]; undefined where it has none. */
  readonly biasOf?: ((simulated: SimulatedObservation) => Float64Array | undefined) | undefined;
}

/** R of an observation alone [(mol mol-1)^2]. */
function errorVariance(
  { screened: { observation, representationFactor = 1 }, displacementVariance }: SimulatedObservation,
  error: ByKind<ObservationError>,
): number {
  const { representation, ...other } = error[observation.kind];
  const own = { ...other, representation: representationFactor * representation };
  return observationVariance(observation.uncertainty, own, displacementVariance);
}

/** Compares observations with the background. A candidate over ground too far from the model's becomes `terrain`. */
export function compare(simulated: readonly SimulatedObservation[], settings: AnalysisSettings): ObservationResult[] {
  const { layout, error, mostGroundDifference, truthOf, valueOf, biasOf } = settings;
  return simulated.map((entry) => {
    const { screened, values, groundDifference = 0 } = entry;
    const isCandidate = screened.fate === "assimilated" || screened.fate === "validation";
    if (isCandidate && Math.abs(groundDifference) > mostGroundDifference) become(screened, "terrain");
    const { mean, spread } = meanAndSpread(values, layout.members);
    const bias = biasOf?.(entry);
    const biased = bias && values.map((value, lane) => value + bias[lane]);
    const truth = layout.truth === undefined ? (truthOf?.(entry) ?? Number.NaN) : values[layout.truth];
    const variance = errorVariance(entry, error);
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

/** Takes what was simulated once more, after the analysis, as the analysis. */
export function simulatedAgain(
  results: readonly ObservationResult[],
  after: readonly SimulatedObservation[],
  members: number,
): void {
  results.forEach((result, i) => setAnalysis(result, meanAndSpread(after[i].values, members)));
}

/** A validation observation too far from the analysis becomes `thinned`. @param gate of the validation set, on o - a */
export function review(results: readonly ObservationResult[], gate: ByKind<Gate>): void {
  for (const result of results) {
    const { screened } = result.simulated;
    if (screened.fate !== "validation") continue;
    const { analysis, analysisSpread } = result;
    const near = isNear(gate, screened.observation, result, { mean: analysis, spread: analysisSpread });
    if (!near) become(screened, "thinned");
  }
}

function setAnalysis(result: ObservationResult, { mean, spread }: MeanAndSpread): void {
  result.analysis = mean;
  result.analysisSpread = spread;
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

/** What the filter is told beside observations and rows of the grid. */
export interface AnalysisContext {
  readonly members: number;
  /** Further rows of the state, given the positions of the observations. */
  readonly parametersAt?: (positions: readonly Position[]) => ParameterRows[];
  /** What each perturbed analysis takes an observation to be wrong by, [perturbed analysis], [mol mol-1]. */
  readonly perturbationsOf?: ((result: ObservationResult) => Float64Array | undefined) | undefined;
  /** Where the observed air was before, where localization follows it. */
  readonly pastOf?: ObservedAir["pastOf"] | undefined;
  /** Updates the rows of the state that do not lie here. */
  readonly elsewhere?: UpdateElsewhere | undefined;
  /** Hears what every analysis is about to take in. */
  readonly innovations?: ((innovations: Innovations) => void) | undefined;
}

/**
 * Runs the filter with the observations that were admitted. The results get its own analysis of what they simulate: the
 * members' simulated values are updated like rows of the state, by their taper, whether they are assimilated or not.
 * @param results of the moment of the analysis, those admitted among them; none where it is simulated again after it
 */
export function analyse(
  analyser: Analyser,
  blocks: readonly StateBlock[],
  results: readonly ObservationResult[],
  admitted: readonly ObservationResult[],
  time: Time,
  { members, parametersAt, perturbationsOf, pastOf, elsewhere, innovations }: AnalysisContext,
): AnalysisDiagnostic[] {
  if (admitted.length === 0) {
    for (const result of results) {
      setAnalysis(result, { mean: result.backgroundMean, spread: result.backgroundSpread });
    }
    return [];
  }
  const placeOf = ({ simulated: { position, pressure, screened } }: ObservationResult): ObservedPlace => ({
    position,
    ...(pressure !== undefined && { pressure }),
    ...pastOf?.(screened.observation),
  });
  const observations = admitted.map((result) => ({
    id: result.simulated.screened.observation.id,
    value: result.value,
    simulated: (result.expected ?? result.simulated).values,
    // What is alike in the errors of neighbours tells the filter less; departures of one are as large as ever.
    errorVariance: (result.simulated.screened.errorFactor ?? 1) * result.error ** 2,
    perturbations: perturbationsOf?.(result),
    ...placeOf(result),
  }));
  const lanes = admitted[0].simulated.values.length;
  const tapers = observations.map(analyser.taper);
  // Departures are of the size that an observation alone has, so that is what their likelihood must take for R.
  const alone = observations.map((one, o) => ({ ...one, errorVariance: admitted[o].error ** 2 }));
  innovations?.({ members, observations: alone, taper: (one, other) => tapers[one](observations[other]) });
  const simulated = simulatedRows(results, lanes, placeOf, tapers);
  const parameters = parametersAt?.(observations.map(({ position }) => position)) ?? [];
  const diagnostics = analyser.analyse(blocks, observations, formatTime(time), [...parameters, simulated], elsewhere);
  results.forEach((result, row) => setAnalysis(result, meanAndSpread(simulated.data, members, row * lanes)));
  return diagnostics;
}

/** The simulated values of results as rows of the state. @param tapers of each observation on a place */
function simulatedRows(
  results: readonly ObservationResult[],
  lanes: number,
  placeOf: (result: ObservationResult) => ObservedPlace,
  tapers: readonly ((other: ObservedPlace) => number)[],
): ParameterRows {
  const data = new Float64Array(results.length * lanes);
  results.forEach(({ simulated }, row) => data.set(simulated.values, row * lanes));
  const places = results.map(placeOf);
  const taper = (observation: number, row: number): number => tapers[observation](places[row]);
  return { name: "simulated observations", rows: results.length, data, taper };
}
