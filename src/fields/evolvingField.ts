/**
 * Random numbers that change smoothly with time, correlation exp(-t^2 / 2 L^2): independent draws at nodes that are
 * spaced by s = L / sqrt(2), blended with Gaussian weights of width s within 5 s, divided by the root of the sum of
 * their squares. With draws of variance 1 the variance is 1 at every time. Any instant can be asked for, in any order.
 */
import type { Time } from "../time.js";

/** Weights end at this many widths. */
const REACH = 5;

/** @returns the numbers at a time, [index]; the next call overwrites them */
export type EvolvingField = (time: Time) => Float64Array;

/**
 * @param size   numbers in a draw
 * @param length L [s]
 * @param draw   numbers of a node, of variance 1; nodes are whole multiples of s from 1970
 */
export function createEvolvingField(size: number, length: number, draw: (node: number) => Float64Array): EvolvingField {
  const spacing = length / Math.SQRT2;
  const known = new Map<number, Float64Array>();
  const result = new Float64Array(size);
  let at = Number.NaN;
  return (time) => {
    if (time === at) return result;
    at = time;
    const place = time / spacing;
    const [first, last] = [Math.ceil(place - REACH), Math.floor(place + REACH)];
    for (const node of known.keys()) if (node < first - 1 || node > last + 1) known.delete(node);
    const weight = (node: number): number => Math.exp(-0.5 * (place - node) ** 2);
    let squares = 0;
    for (let node = first; node <= last; node++) squares += weight(node) ** 2;
    result.fill(0);
    for (let node = first; node <= last; node++) {
      let numbers = known.get(node);
      if (numbers === undefined) known.set(node, (numbers = draw(node)));
      const share = weight(node) / Math.sqrt(squares);
      for (let i = 0; i < size; i++) result[i] += share * numbers[i];
    }
    return result;
  };
}
