/**
 * The serial EnSRF on the simulated observations and on rows without a place, float64. It needs nothing of the gridded
 * state, so it goes first and leaves what the state then takes: of the observation of each turn, with y' the members'
 * perturbations as they stand at that turn,
 *     w = y' / ((N - 1) (HPH + R)),   u = value - mean y - y' / (1 + sqrt(R / (HPH + R))),
 * and a row x of the state, a simulated observation or a parameter goes to x + taper (sum_m x_m w_m) u. The w are of members
 * alone; a perturbed analysis s, which takes the value to be wrong by b_s, has u_s = value + b_s - y_s.
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
  /** u, [lane]; zero in lanes that are neither members nor perturbed analyses. */
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
  filterLanes: FilterLanes,
  order: ObservationOrder,
  taperOf: (observation: FilterObservation) => (other: FilterObservation) => number,
  when: string,
): Turn[] {
  const { members, lanes } = filterLanes;
  const waiting = observations.map((_, o) => o);
  return observations.map(() => {
    const next = nextObservation(
      order,
      waiting,
      (o) => moments(simulated[o], members).variance,
      (o) => observations[o].errorVariance,
    );
    waiting.splice(waiting.indexOf(next), 1);
    const turn = turnOf(observations[next], next, simulated[next], filterLanes, when);
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
  { members, lanes, perturbed }: FilterLanes,
  when: string,
): Turn {
  const { value, errorVariance, perturbations: b } = observed;
  const { mean, variance } = moments(simulated, members);
  const total = variance + errorVariance;
  if (!(variance > 0 && Number.isFinite(total))) throw collapsed(observed, variance, when);
  const alpha = 1 / (1 + Math.sqrt(errorVariance / total));
  const perturbations = simulated.subarray(0, members).map((y) => y - mean);
  const increment = new Float64Array(lanes);
  perturbations.forEach((y, m) => {
    increment[m] = value - mean - alpha * y;
  });
  if (perturbed !== undefined) {
    for (let s = 0; s < perturbed.count; s++) {
      const lane = perturbed.first + s;
      increment[lane] = value + (b?.[s] ?? 0) - simulated[lane];
    }
  }
  return { observation, weight: perturbations.map((y) => y / ((members - 1) * total)), increment };
}

/** The row of `values` from `start` on. As the weights sum to zero, any pivot may be taken from the row. */
function update(values: Float64Array, start: number, { weight, increment }: Turn, taper: number): void {
  if (taper === 0) return;
  const pivot = values[start];
  let gain = 0;
  for (let m = 0; m < weight.length; m++) gain += (values[start + m] - pivot) * weight[m];
  gain *= taper;
  for (let lane = 0; lane < increment.length; lane++) {
    if (increment[lane] !== 0) values[start + lane] += gain * increment[lane];
  }
}
