/**
 * Surface flux of every lane: natural flux of the member, the prior for the control, the truth for the truth, and the
 * imposed flux (fossil and fire), the same for all. Means over an hour, [mol m-2 s-1], positive to the atmosphere.
 */
import type { LaneLayout } from "../fields/ensemble.js";
import type { Time } from "../time.js";

/** Fluxes of an hour that are the same for every member, [cell]. */
export interface ImposedFluxes {
  /** Prior natural flux. */
  readonly natural: (time: Time) => Float64Array;
  /** Fossil and fire. */
  readonly imposed: (time: Time) => Float64Array;
  /** True natural flux, in a twin experiment. */
  readonly truth?: (time: Time) => Float64Array;
}

/**
 * Completes the emission of an hour in place.
 * @param emission [cell][lane]; member lanes hold their natural flux
 * @throws RangeError where a lane rides along whose flux is not given
 */
export function completeEmission(emission: Float32Array, layout: LaneLayout, fluxes: ImposedFluxes, time: Time): void {
  const { lanes, members, control, truth } = layout;
  const imposed = fluxes.imposed(time);
  const passengers: [number, Float64Array][] = [];
  if (control !== undefined) passengers.push([control, fluxes.natural(time)]);
  if (truth !== undefined) {
    if (fluxes.truth === undefined) throw new RangeError("a truth rides along but its fluxes are not given");
    passengers.push([truth, fluxes.truth(time)]);
  }
  for (let cell = 0; cell < imposed.length; cell++) {
    const start = cell * lanes;
    for (let lane = 0; lane < members; lane++) emission[start + lane] += imposed[cell];
    for (const [lane, natural] of passengers) emission[start + lane] = natural[cell] + imposed[cell];
  }
}
