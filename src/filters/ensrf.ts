/**
 * Serial ensemble square-root filter (Whitaker & Hamill 2002, MWR 130, eq. 13), float64, means and perturbations
 * apart. Observations are taken one after the other; for each, with N members, y = simulated observation,
 *     HPH = sum y'^2 / (N - 1),   K = taper * sum x' y' / (N - 1) / (HPH + R),
 *     mean x += K (value - mean y),   x' -= K y' / (1 + sqrt(R / (HPH + R))),
 * and likewise, with their own taper, for the means and perturbations of all simulated observations, the present one
 * among them, so that later observations meet the ensemble as it then is. Perturbations are re-centred at the end.
 * The definition that the production form (ensrfAnalysis.ts) is held to.
 */
import { checkDivisor, checkedTaper, checkInput } from "./inputFaults.js";
import { checkOrder, nextObservation, type ObservationOrder } from "./order.js";
import type { ObservationVector, PerturbedRows, Tapers } from "./perturbedRows.js";
import { rowMean } from "./sampleMoments.js";

export type { ObservationVector, PerturbedRows, Tapers } from "./perturbedRows.js";

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
 * What cannot be analysed is refused before anything is changed, but for two faults that show only on the way and leave
 * both half analysed: a taper, and an observation of R = 0 whose spread those before it have taken.
 *
 * @param state        rows to analyse, any unit
 * @param observations of the same members; R > 0 or a simulated spread > 0 for each. No observation: only re-centred
 * @param tapers       `withoutLocalization`: every observation reaches everything
 * @param order        `given` or `adaptive`
 * @throws RangeError where the lengths of the arrays or the members of state and observations do not fit together, or
 *                     the order is another
 * @throws NumericalError where members are less than 2, a number is not finite, R is negative, R and simulated spread
 *                     are both 0, or a taper is not in [0, 1] to round-off; names the observation by its index
 * @example
 * import { ensrf, withoutLocalization } from "openjdas";
 *
 * const state = { members: 2, mean: Float64Array.of(10), perturbations: Float64Array.of(-1, 1) };
 * const simulated = { members: 2, mean: Float64Array.of(10), perturbations: Float64Array.of(-1, 1) };
 * const observations = { values: Float64Array.of(13), errorVariances: Float64Array.of(1), simulated };
 * ensrf(state, observations, withoutLocalization);
 * state.mean.map((x) => Math.round(x)); // => [12]
 */
export function ensrf(
  state: PerturbedRows,
  observations: ObservationVector,
  tapers: Tapers,
  order: ObservationOrder = "given",
): void {
  checkOrder(order);
  checkInput("ensrf", state, observations);
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
    checkDivisor("ensrf", o, variance, errorVariances[o]);
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
    update(state, (row) => checkedTaper("ensrf", tapers.state(o, row), o, "state", row));
    update(simulated, (row) => checkedTaper("ensrf", tapers.simulated(o, row), o, "simulated", row));
  }
  recentre(state);
  recentre(simulated);
}

/** Takes the mean over the members from the perturbations of each row, in place. */
export function recentre({ members, mean, perturbations }: PerturbedRows): void {
  for (let row = 0; row < mean.length; row++) {
    const start = row * members;
    const offset = rowMean(perturbations, members, start);
    for (let i = start; i < start + members; i++) perturbations[i] -= offset;
  }
}

function dot(y: Float64Array, rows: Float64Array, offset: number): number {
  let sum = 0;
  for (let m = 0; m < y.length; m++) sum += y[m] * rows[offset + m];
  return sum;
}
