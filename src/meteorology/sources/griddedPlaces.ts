/** Where a quantity of gridded weather lies at each time: which file, and which of its steps. */
import { InputError } from "../../errors.js";
import { formatTime, type Time } from "../../time.js";
import { stampToInstant } from "./accumulation.js";
import type { GriddedVariable } from "./griddedVariable.js";

/** Times of files that round them otherwise are the same instant within so much [s]. */
export const SAME_INSTANT = 60;
/** A step so many times as long as the usual one is a hole. */
const HOLE = 1.5;
/** Share of its range to which a field packed into 16 bits is the same. */
const PACKING = 1e-4;

/** A quantity at one time. */
export interface Place {
  readonly time: Time;
  readonly holder: GriddedVariable;
  readonly step: number;
}

/** By time; of the same time in the order of the files. */
export function placesOf(holders: readonly GriddedVariable[]): Place[] {
  return holders
    .flatMap((holder) => {
      const toInstant = stampToInstant(holder);
      return holder.lattice.times.map((time, step) => ({ time: time + toInstant, holder, step }));
    })
    .sort((x, y) => x.time - y.time);
}

/** The first within `SAME_INSTANT` of a time. @param places by time */
export function placeAt(places: readonly Place[], time: Time): Place | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].time < time - SAME_INSTANT) low = middle + 1;
    else high = middle;
  }
  return places[low]?.time <= time + SAME_INSTANT ? places[low] : undefined;
}

/** The values at both sides of a time, and the share of the second. */
export interface Surroundings {
  readonly first: Place;
  readonly second: Place;
  readonly share: number;
}

/**
 * Linear between a quantity's own times where it has none near enough: means of an hour are of its middle, and hold half an
 * hour before the first and after the last.
 * @param places by time @returns undefined in a hole, and beyond the ends
 */
export function placesAround(places: readonly Place[], time: Time): Surroundings | undefined {
  const exact = placeAt(places, time);
  if (exact !== undefined) return { first: exact, second: exact, share: 0 };
  const after = places.findIndex((place) => place.time > time);
  const [first, second] = [places[after < 0 ? places.length - 1 : after - 1], places[after]];
  const usual = spacing(places);
  if (first === undefined || second === undefined) {
    const nearest = first ?? second;
    if (nearest === undefined || Math.abs(nearest.time - time) > usual / 2 + SAME_INSTANT) return undefined;
    return { first: nearest, second: nearest, share: 0 };
  }
  const step = second.time - first.time;
  return step > HOLE * usual ? undefined : { first, second, share: (time - first.time) / step };
}

/** The least of the steps between places [s]; 0 where there are none. */
function spacing(places: readonly Place[]): number {
  const steps = places.slice(1).flatMap(({ time }, i) => {
    const step = time - places[i].time;
    return step > SAME_INSTANT ? [step] : [];
  });
  return steps.reduce((least, step) => Math.min(least, step), steps.length === 0 ? 0 : Infinity);
}

/** An instant may stand in two files, or twice in one, if both say the same. @param places of one quantity, by time */
export function checkOnce(places: readonly Place[]): void {
  const valuesAt = ({ holder, step }: Place): Float64Array =>
    holder.lattice.step(step).map((value) => value * holder.factor);
  for (let i = 1; i < places.length; i++) {
    const [one, other] = [places[i - 1], places[i]];
    if (other.time - one.time > SAME_INSTANT || sameValues(valuesAt(one), valuesAt(other))) continue;
    throw new InputError({
      where: [...new Set([one.holder.lattice.where, other.holder.lattice.where])].join(", "),
      found: `other values for the same instant, ${formatTime(other.time)}`,
      expected: "each quantity once at each time",
      remedy: "leave out one of the files, or cut it so that no instants overlap",
    });
  }
}

/** But for the rounding of packed numbers. */
function sameValues(x: Float64Array, y: Float64Array): boolean {
  const finite = x.filter(Number.isFinite);
  const [least, greatest] = finite.reduce(
    ([low, high], v) => [Math.min(low, v), Math.max(high, v)],
    [Infinity, -Infinity],
  );
  const close = (a: number, b: number): boolean => Math.abs(a - b) <= PACKING * (greatest - least);
  return x.length === y.length && x.every((value, i) => close(value, y[i]) || Object.is(value, y[i]));
}
