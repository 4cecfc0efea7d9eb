/**
 * Serial ensemble square-root filter (Whitaker & Hamill 2002, MWR 130, eq. 13), float64, means and perturbations
 * apart. Observations are taken one after the other; for each, with N members, y = simulated observation,
 *     HPH = sum y'^2 / (N - 1),   K = taper * sum x' y' / (N - 1) / (HPH + R),
 *     mean x += K (value - mean y),   x' -= K y' / (1 + sqrt(R / (HPH + R))),
 * and likewise, with their own taper, for the means and perturbations of all simulated observations, the present one
 * among them, so that later observations meet the ensemble as it then is. Perturbations are re-centred at the end.
 * The definition that the production form (analysis.ts) is held to.
 */
import { nextObservation, type ObservationOrder } from "./order.js";

/** Members of several rows, each a quantity at a place: the ensemble is mean plus perturbation. */
export interface PerturbedRows {
  /** N, 2 or more. */
  readonly members: number;
  /** Ensemble mean, [row]. */
  readonly mean: Float64Array;
  /** Departures from the mean, [row][member], `row * members + member`; their sum over the members is zero. */
  readonly perturbations: Float64Array;
}

export interface ObservationVector {
  /** What was observed, [observation]. */
  readonly values: Float64Array;
  /** R, a variance, [observation], the square of the observations' unit. */
  readonly errorVariances: Float64Array;
  /** What the members expect to be observed, in the unit of the values: row o is observation o. */
  readonly simulated: PerturbedRows;
}

/** Factors in [0, 1] of the gain of one observation; indices are those of the arrays as given, in any order of taking. */
export interface Tapers {
  /** On a row of the state. */
  state(observation: number, row: number): number;
  /** On the simulated observation `other`; of an observation on itself it is 1. */
  simulated(observation: number, other: number): number;
}

/** Every observation reaches everything. */
export const withoutLocalization: Tapers = { state: () => 1, simulated: () => 1 };

/**
 * Analyses `state` and `observations.simulated`, both in place.
 *
 * Order: one observation at a time, by rising index (0, 1, 2, ...) with `given`; with `adaptive` see order.ts.
 * Updated by each, before the next is taken: mean and perturbations of all rows of the state with a taper above 0, and
 * of all simulated observations with a taper above 0: its own, those to come and those already taken. So departure and
 * HPH of an observation are those that the ones before it have left. `values` and `errorVariances` stay.
 * At the end the perturbations of each row of both are re-centred. `simulated` then holds the analysis in observation
 * space: values - simulated.mean are its residuals. Nothing is inflated here: inflation.ts does that, after.
 *
 * Layout: `perturbations` has the member running fastest, as X(member, row) in Fortran. A state of several variables
 * has their rows one after the other, X(member, place, variable): row = variable * places + place. Rows stay apart, so
 * any order of rows does. Localization is all in `tapers`: with that of Gaspari & Cohn, `gaspariCohn(distance / length)`
 * where `length` is the distance at which it reaches 0, twice the half-width.
 *
 * @param state        rows to analyse, any unit
 * @param observations of the same members; R > 0 or a simulated spread > 0 for each. No observation: only re-centred
 * @param tapers       `withoutLocalization`: every observation reaches everything
 * @param order        `given` or `adaptive`
 */
export function ensrf(
  state: PerturbedRows,
  observations: ObservationVector,
  tapers: Tapers,
  order: ObservationOrder = "given",
): void {
  const { values, errorVariances, simulated } = observations;
  const { members } = state;
  const y = new Float64Array(members);
  const simulatedOf = (o: number): Float64Array => simulated.perturbations.subarray(o * members, (o + 1) * members);
  const varianceOf = (o: number): number => dot(simulatedOf(o), simulated.perturbations, o * members) / (members - 1);
  const waiting = Array.from(values.keys());
  while (waiting.length > 0) {
    const o = nextObservation(order, waiting, varianceOf, (other) => errorVariances[other]);
    waiting.splice(waiting.indexOf(o), 1);
    y.set(simulatedOf(o));
    const variance = varianceOf(o);
    const total = variance + errorVariances[o];
    const departure = values[o] - simulated.mean[o];
    const alpha = 1 / (1 + Math.sqrt(errorVariances[o] / total));
    const update = (rows: PerturbedRows, taperOf: (row: number) => number): void => {
      for (let row = 0; row < rows.mean.length; row++) {
        const taper = taperOf(row);
        if (taper === 0) continue;
        const gain = (taper * dot(y, rows.perturbations, row * members)) / (members - 1) / total;
        rows.mean[row] += gain * departure;
        for (let m = 0; m < members; m++) rows.perturbations[row * members + m] -= gain * alpha * y[m];
      }
    };
    update(state, (row) => tapers.state(o, row));
    update(simulated, (row) => tapers.simulated(o, row));
  }
  recentre(state);
  recentre(simulated);
}

/** Takes the mean over the members from the perturbations of each row, in place. */
export function recentre({ members, mean, perturbations }: PerturbedRows): void {
  for (let row = 0; row < mean.length; row++) {
    const values = perturbations.subarray(row * members, (row + 1) * members);
    const offset = values.reduce((sum, value) => sum + value, 0) / members;
    for (let m = 0; m < members; m++) values[m] -= offset;
  }
}

function dot(y: Float64Array, rows: Float64Array, offset: number): number {
  let sum = 0;
  for (let m = 0; m < y.length; m++) sum += y[m] * rows[offset + m];
  return sum;
}
