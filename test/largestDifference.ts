import { expect } from "vitest";

/** How far two arrays of the same length are apart at most; NaN where one of their numbers is. */
export function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  return Array.from(found).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
}
