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

/** Members of several rows. `mean` is [row], `perturbations` [row][member] with a sum of zero over the members. */
export interface PerturbedRows {
  readonly members: number;
  readonly mean: Float64Array;
  readonly perturbations: Float64Array;
}

export interface ObservationVector {
  /** [observation] */
  readonly values: Float64Array;
  /** R, [observation], the square of the observations' unit. */
  readonly errorVariances: Float64Array;
  /** The simulated observations: rows are observations. */
  readonly simulated: PerturbedRows;
}

/** Tapers in [0, 1] of one observation on the rows of the state and on all simulated observations. */
export interface Tapers {
  state(observation: number, row: number): number;
  simulated(observation: number, other: number): number;
}

/** Every observation reaches everything. */
export const withoutLocalization: Tapers = { state: () => 1, simulated: () => 1 };

/**
 * Analyses `state` and `observations.simulated` in place: for each observation, mean and perturbations of every row of
 * both within its reach. The observation's own row is among them, and so are those of observations taken before.
 * @param state        rows to analyse: mean [row], perturbations [row * members + member], any unit
 * @param observations values and R [observation]; `simulated` has one row an observation, of the same members, in the
 *                     unit of the values
 * @param tapers       `state(o, row)` is the factor of the gain of observation o on a row of the state,
 *                     `simulated(o, other)` that on the simulated observation `other`; 0 leaves a row alone
 * @param order        `given`: 0, 1, 2, ...; `adaptive`: see order.ts
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
