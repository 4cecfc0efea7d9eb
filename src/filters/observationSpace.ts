/**
 * The serial EnSRF on the simulated observations and on rows without a place, float64. It needs nothing of the gridded
 * state, so it goes first and leaves what the state then takes: of the observation of each turn, with y' the members'
 * perturbations as they stand at that turn,
 *     w = y' / ((N - 1) (HPH + R)),   u = value - mean y - alpha y' + b,   alpha = 1 / (1 + sqrt(R / (HPH + R))),
 * where b is the part of the observation's error that every member has drawn for itself, of variance s^2 within R; with it
 * alpha leaves the independent part alone to the perturbations, with D = HPH + R and gain K
 *     (1 - K H) P (1 - K H)' + K (R - s^2) K' = P - K (D + s^2) K',   so   alpha = (D - sqrt(D^2 - HPH (D + s^2))) / HPH,
 * and a row x of the state, a simulated observation or a parameter goes to x + taper (sum_m x_m w_m) u.
 */
import { collapsed } from "./analysisFaults.js";
import { nextObservation, type ObservationOrder } from "./order.js";
import { moments } from "./sampleMoments.js";
import type { FilterLanes, FilterObservation, ParameterRows } from "./stateBlock.js";

/** What the observation of one turn does to any row. */
export interface Turn {
  /** Index in the list as given. */
  readonly observation: number;
  /** w, [member]. */
  readonly weight: Float64Array;
  /** u, [member]. */
  readonly increment: Float64Array;
}

/**
 * @param simulated  [observation][lane], analysed in place
 * @param parameters analysed in place
 * @param taperOf    one observation on another
 * @returns the turns in the order taken
 * @throws NumericalError where the variance of a simulated observation is not positive
 */
export function takeTurns(
  observations: readonly FilterObservation[],
  simulated: readonly Float64Array[],
  parameters: readonly ParameterRows[],
  { members, lanes }: FilterLanes,
  order: ObservationOrder,
  taperOf: (observation: FilterObservation) => (other: FilterObservation) => number,
  when: string,
): Turn[] {
  const waiting = observations.map((_, o) => o);
  return observations.map(() => {
    const next = nextObservation(
      order,
      waiting,
      (o) => moments(simulated[o], members).variance,
      (o) => observations[o].errorVariance,
    );
    waiting.splice(waiting.indexOf(next), 1);
    const turn = turnOf(observations[next], next, simulated[next], members, when);
    const taperOn = taperOf(observations[next]);
    simulated.forEach((values, other) => {
      update(values, 0, turn, taperOn(observations[other]));
    });
    for (const { rows, data, taper } of parameters) {
      for (let row = 0; row < rows; row++) update(data, row * lanes, turn, taper(next, row));
    }
    return turn;
  });
}

function turnOf(
  observed: FilterObservation,
  observation: number,
  simulated: Float64Array,
  members: number,
  when: string,
): Turn {
  const { value, errorVariance, drawn } = observed;
  const { mean, variance } = moments(simulated, members);
  const total = variance + errorVariance;
  if (!(variance > 0 && Number.isFinite(total))) throw collapsed(observed, variance, when);
  const alpha = shrinking(variance, errorVariance, drawn?.variance ?? 0);
  const perturbations = simulated.subarray(0, members).map((y) => y - mean);
  return {
    observation,
    weight: perturbations.map((y) => y / ((members - 1) * total)),
    increment: perturbations.map((y, m) => value - mean - alpha * y + (drawn?.values[m] ?? 0)),
  };
}

/**
 * The share of the gain that takes the perturbations of a simulated observation.
 * @param hph variance over the members @param r error variance @param drawn part of it that members have drawn, s^2 <= R
 */
export function shrinking(hph: number, r: number, drawn: number): number {
  const total = hph + r;
  // Without drawn errors as Whitaker & Hamill write it, which keeps its bits.
  if (drawn === 0) return 1 / (1 + Math.sqrt(r / total));
  return (total + drawn) / (total + Math.sqrt(Math.max(0, total * r - hph * drawn)));
}

/** The row of `values` from `start` on. As the weights sum to zero, any pivot may be taken from the row. */
function update(values: Float64Array, start: number, { weight, increment }: Turn, taper: number): void {
  if (taper === 0) return;
  const pivot = values[start];
  let gain = 0;
  for (let m = 0; m < weight.length; m++) gain += (values[start + m] - pivot) * weight[m];
  gain *= taper;
  for (let m = 0; m < weight.length; m++) values[start + m] += gain * increment[m];
}
