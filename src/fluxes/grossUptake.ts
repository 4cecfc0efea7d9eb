/** Gross uptake of a biosphere: its own, or where it knows none, the part of its net exchange that is uptake. */
import type { Time } from "../time.js";
import type { FluxSource } from "./fluxSource.js";

/**
 * @param net the source's net exchange of that hour, where it is at hand
 * @returns [row][column], [mol m-2 s-1], zero or positive
 */
export function grossUptakeOf(source: FluxSource, time: Time, net?: Float64Array): Float64Array {
  return source.grossUptake?.(time) ?? (net ?? source.hourly(time)).map((value) => Math.max(0, -value));
}
