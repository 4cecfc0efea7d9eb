/**
 * Surface flux of every lane: natural flux of the member or perturbed analysis, the prior for the control, and the imposed
 * flux (fossil and fire), the same for all of these; the truth has its own of both. Means over an hour, [mol m-2 s-1],
 * positive to the atmosphere.
 */
import type { LaneLayout } from "../fields/ensemble.js";
import type { FluxAloft } from "../fluxes/heightProfile.js";
import type { Time } from "../time.js";
import type { EmissionAloft } from "../transport/emissionAloft.js";
import type { TransportModel } from "../transport/transportModel.js";

/** Fluxes of an hour that are the same for every member, [cell]. */
export interface ImposedFluxes {
  /** Prior natural flux. */
  readonly natural: (time: Time) => Float64Array;
  /** Fossil and fire, but for what is given off above the ground. */
  readonly imposed: (time: Time) => Float64Array;
  /** Of fossil and fire, what is given off by profiles of heights. */
  readonly aloft: (time: Time) => readonly FluxAloft[];
  /** The true ones, in a twin experiment. */
  readonly truth?: Pick<ImposedFluxes, "natural" | "imposed" | "aloft">;
}

/**
 * Completes the emission of an hour in place.
 * @param emission [cell][lane]; lanes of members and perturbed analyses hold their natural flux
 * @throws RangeError where a lane rides along whose flux is not given
 */
export function completeEmission(emission: Float32Array, layout: LaneLayout, fluxes: ImposedFluxes, time: Time): void {
  const { lanes, members, control, truth, perturbed = { first: 0, count: 0 } } = layout;
  const imposed = fluxes.imposed(time);
  for (let cell = 0; cell < imposed.length; cell++) {
    const row = cell * lanes;
    for (let i = row; i < row + members; i++) emission[i] += imposed[cell];
    for (let s = 0; s < perturbed.count; s++) emission[row + perturbed.first + s] += imposed[cell];
  }
  const setLane = (lane: number, natural: Float64Array, others: Float64Array): void => {
    for (let cell = 0; cell < others.length; cell++) emission[cell * lanes + lane] = natural[cell] + others[cell];
  };
  if (control !== undefined) setLane(control, fluxes.natural(time), imposed);
  if (truth === undefined) return;
  if (fluxes.truth === undefined) throw new RangeError("a truth rides along but its fluxes are not given");
  setLane(truth, fluxes.truth.natural(time), fluxes.truth.imposed(time));
}

/** Completes the emission of an hour, at the ground and above it. @throws RangeError as `completeEmission` */
export function emitImposed(
  transport: Pick<TransportModel, "emission" | "setAloft">,
  layout: LaneLayout,
  fluxes: ImposedFluxes,
  time: Time,
): void {
  completeEmission(transport.emission, layout, fluxes, time);
  transport.setAloft(emissionAloft(layout, fluxes, time));
}

/** What is given off above the ground in an hour: that of the truth in its lane, the other in all that are left. */
export function emissionAloft({ lanes, truth }: LaneLayout, fluxes: ImposedFluxes, time: Time): EmissionAloft[] {
  const ranges =
    truth === undefined
      ? [[0, lanes]]
      : [
          [0, truth],
          [truth + 1, lanes],
        ];
  const imposed = ranges.map(([from, to]) => ({ from, to, aloft: fluxes.aloft(time) }));
  if (truth === undefined || fluxes.truth === undefined) return imposed;
  return [...imposed, { from: truth, to: truth + 1, aloft: fluxes.truth.aloft(time) }];
}
