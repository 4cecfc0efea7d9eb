/**
 * Says when the ensemble's covariance of flux and column has the wrong sign. More flux upwind makes a larger column, so
 * the correlation over the members of a simulated observation with the flux around it, the day before, must be positive
 * on average. Eq. 1 of Kou et al. (2023) makes it negative by day: its fluxes answer to the mole fraction instead of
 * causing it, and an analysis then moves them the wrong way. Only hours with the sun up count: by night eq. 1 has the
 * right sign.
 *
 * A correlation of independent members has the standard deviation 1 / sqrt(members - 1). Observations of one day share
 * the members' sampling errors, so only days count as independent: a mean r over n days is told from zero by
 * z = r sqrt(n (members - 1)).
 */
import { EARTH_RADIUS } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { addWeightedCells } from "../../fields/members.js";
import type { Time } from "../../time.js";

/** Reach of "around" [m]: about a day of wind on each side. */
const REACH = 1000e3;
/** Days that are looked at, the fewest observations in them, and the largest z that is not said. */
export const SIGN_DAYS = 5;
const FEWEST_OBSERVATIONS = 50;
const NEGATIVE = -3;

/** Correlations of one UTC day. */
export interface DaySign {
  readonly day: Time;
  readonly count: number;
  /** Sum of the correlations. */
  readonly sum: number;
}

/**
 * Flux of every member around a place.
 * @param fluxes mean flux of a day, [cell][lane], [mol m-2 s-1]
 * @param area [cell] [m2] @param unitVectors of the cells, [cell][3]
 * @returns [member] [mol s-1]
 */
export function fluxAround(
  position: readonly [number, number, number],
  fluxes: Float32Array,
  area: ArrayLike<number>,
  unitVectors: Float64Array,
  layout: Pick<LaneLayout, "members" | "lanes">,
): Float64Array {
  const reach = (REACH / EARTH_RADIUS) ** 2;
  const cells: number[] = [];
  for (let cell = 0; cell < area.length; cell++) {
    const dx = unitVectors[3 * cell] - position[0];
    const dy = unitVectors[3 * cell + 1] - position[1];
    const dz = unitVectors[3 * cell + 2] - position[2];
    if (!(dx * dx + dy * dy + dz * dz > reach)) cells.push(cell);
  }
  const totals = new Float64Array(layout.members);
  addWeightedCells({ cells, weights: cells.map((cell) => area[cell]) }, fluxes, layout, totals);
  return totals;
}

/** @returns mean correlation of some days and its distance from zero; NaN where there are too few observations */
export function signOf(days: readonly DaySign[], members: number): { count: number; mean: number; z: number } {
  const count = days.reduce((sum, day) => sum + day.count, 0);
  if (count < FEWEST_OBSERVATIONS) return { count, mean: Number.NaN, z: Number.NaN };
  const mean = days.reduce((sum, day) => sum + day.sum, 0) / count;
  return { count, mean, z: mean * Math.sqrt(days.length * (members - 1)) };
}

/** @param days the last ones, at most SIGN_DAYS @returns a sentence with the numbers; undefined where nothing is wrong */
export function wrongSign(days: readonly DaySign[], members: number): string | undefined {
  const { count, mean, z } = signOf(days, members);
  if (!(z < NEGATIVE)) return undefined;
  return (
    `Flux and column have the wrong covariance: over ${count} observations of ${days.length} days the members' columns ` +
    `correlate ${mean.toFixed(2)} with their daytime flux of the day before within ${REACH / 1e3} km (z = ${z.toFixed(1)}; ` +
    "more flux upwind must make a larger column). The analysis moves these fluxes the wrong way: do not use them."
  );
}
