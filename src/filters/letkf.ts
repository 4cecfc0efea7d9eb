/**
 * Local ensemble transform Kalman filter (Hunt et al. 2007, Physica D 230, doi:10.1016/j.physd.2006.11.008), float64,
 * means and perturbations apart. All observations are used at once, their order is nothing; each row is analysed on its
 * own, with the error variance of each observation divided by its taper on that row (R-localization), so that one with
 * a taper of zero is not there. With N members and S = sqrt(taper / (R (N - 1))) y',
 *     w = (I + S'S)^-1 S' b / sqrt(N - 1),   b = sqrt(taper / R) (value - mean y),
 *     mean x += x' w,   x' <- x' (I + S'S)^(-1/2), the symmetric square root.
 * Without localization its mean and covariance are those of the serial filter (ensrf.ts), and for one observation its
 * perturbations too. The definition that the production form (letkfAnalysis.ts) is held to.
 */
import { type EnsembleTransform, type LocalObservations, localTransform } from "../kernels/reference/letkfReference.js";
import { recentre } from "./ensrf.js";
import { checkedTaper, checkInput } from "./inputFaults.js";
import type { ObservationVector, PerturbedRows, Tapers } from "./perturbedRows.js";

/**
 * Analyses `state` and `observations.simulated` in place. What cannot be analysed is refused before anything is changed,
 * but for a taper, whose fault shows only on the way and leaves both half analysed.
 * @param state        rows to analyse, mean [row] and perturbations [row][member], any unit
 * @param observations values and R [observation]; `simulated` has one row an observation, of the same members. R > 0
 *                     for each: this filter divides by it, where the serial one (ensrf.ts) takes an R of 0
 * @param tapers       `state(o, row)` weights observation o on a row of the state; `simulated(o, other)` on the
 *                     simulated observation `other`, which is analysed like a row of the state
 * @throws RangeError where the lengths of the arrays or the members of state and observations do not fit together
 * @throws NumericalError where members are less than 2, a number is not finite, R is not above 0, or a taper is not in
 *                     [0, 1] to round-off; names the observation by its index
 * @example
 * import { letkf, spreadOf, withoutLocalization } from "openjdas";
 *
 * const state = { members: 2, mean: Float64Array.of(10), perturbations: Float64Array.of(-1, 1) };
 * const simulated = { members: 2, mean: Float64Array.of(10), perturbations: Float64Array.of(-1, 1) };
 * letkf(state, { values: Float64Array.of(13), errorVariances: Float64Array.of(1), simulated }, withoutLocalization);
 * state.mean.map((x) => Math.round(x)); // => [12]
 * spreadOf(state)[0].toFixed(3); // => "0.816"
 */
export function letkf(state: PerturbedRows, observations: ObservationVector, tapers: Tapers): void {
  checkInput("letkf", state, observations);
  const { simulated } = observations;
  const { members } = state;
  const local = scaledObservations(observations);
  analyseRows(state, local, members, (o, row) => checkedTaper("letkf", tapers.state(o, row), o, "state", row));
  analyseRows(simulated, local, members, (o, other) =>
    checkedTaper("letkf", tapers.simulated(o, other), o, "simulated", other),
  );
  recentre(state);
  recentre(simulated);
}

/** y' and departures in units of the observation error; a copy. */
function scaledObservations({ values, errorVariances, simulated }: ObservationVector): LocalObservations {
  const { members, mean, perturbations } = simulated;
  return {
    scaled: perturbations.map((y, i) => y / Math.sqrt(errorVariances[Math.floor(i / members)] * (members - 1))),
    departures: values.map((value, o) => (value - mean[o]) / Math.sqrt(errorVariances[o])),
  };
}

function analyseRows(
  { mean, perturbations }: PerturbedRows,
  observations: LocalObservations,
  members: number,
  taper: (observation: number, row: number) => number,
): void {
  const transformOf = cachedTransform(observations, members);
  for (let row = 0; row < mean.length; row++) {
    const { directions, gain, shrink } = transformOf((o) => taper(o, row));
    const x = perturbations.subarray(row * members, (row + 1) * members);
    const z = gain.map((_, j) => x.reduce((sum, value, m) => sum + value * directions[j * members + m], 0));
    for (let j = 0; j < z.length; j++) {
      mean[row] += z[j] * gain[j];
      for (let m = 0; m < members; m++) x[m] += z[j] * shrink[j] * directions[j * members + m];
    }
  }
}

/** Transforms of one place after the other; that of the last place serves again where the tapers are the same. */
export function cachedTransform(
  observations: LocalObservations,
  members: number,
): (taper: (observation: number) => number) => EnsembleTransform {
  let known: Float64Array | undefined;
  let transform: EnsembleTransform | undefined;
  return (taper) => {
    const tapers = observations.departures.map((_, o) => taper(o));
    if (transform === undefined || !known?.every((value, o) => value === tapers[o])) {
      transform = localTransform(observations, tapers, members);
      known = tapers;
    }
    return transform;
  };
}
