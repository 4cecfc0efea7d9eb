/**
 * Sequential colours in classes that end at 1, 2 and 5 times powers of ten, over three decades: for fields that fall off
 * over orders of magnitude. What lies below, negative values too, is neutral. Palette of Brewer (colorbrewer2.org).
 */
import { interpolateYlOrRd } from "d3-scale-chromatic";
import { hex, NEUTRAL } from "./colourScale.js";

export interface LogarithmicScale {
  /** Upper end of each class, growing; the last is not below the largest value. */
  readonly ends: readonly number[];
  /** One a class; the first is neutral and takes all that lies below. */
  readonly colours: readonly string[];
}

const CLASSES = 10;
const STEPS = [1, 2, 5];

/** @param values in the unit shown; where none is positive the scale ends at 1 */
export function logarithmicScale(values: Iterable<number>): LogarithmicScale {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, value);
  const wanted = largest === 0 ? 1 : largest;
  let rank = STEPS.length * Math.floor(Math.log10(wanted));
  while (endOf(rank) < wanted) rank++;
  return {
    ends: Array.from({ length: CLASSES }, (_, i) => endOf(rank - CLASSES + 1 + i)),
    colours: Array.from({ length: CLASSES }, (_, i) =>
      i === 0 ? NEUTRAL : hex(interpolateYlOrRd(0.08 + (0.84 * (i - 1)) / (CLASSES - 2))),
    ),
  };
}

/** @returns index into `colours`, or -1 where the value is not finite */
export function logarithmicClass({ ends }: LogarithmicScale, value: number): number {
  if (!Number.isFinite(value)) return -1;
  const index = ends.findIndex((end) => value <= end);
  return index < 0 ? ends.length - 1 : index;
}

/** The numbers ..., 0.5, 1, 2, 5, 10, ... by rank; 1 has rank 0. */
function endOf(rank: number): number {
  const decade = Math.floor(rank / STEPS.length);
  return Number(`${STEPS[rank - decade * STEPS.length]}e${decade}`);
}
