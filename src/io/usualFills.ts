/** Numbers that stand for a missing value in files that do not say so. */
const USUAL_FILLS = [
  -99, -999, -9999, -99999, -999999, -999.9, -9999.9, -32767, -32768, -1e34, -1e30, -1e20, 1e15, 1e20, 1e30, 1e34, 1e36,
  9.969209968386869e36,
];
/** So many values of exactly such a number are no coincidence. */
export const COINCIDENCES = 3;

/** @returns the usual fill value that a number is, also where it went through 32 bits */
export function usualFillOf(value: number): number | undefined {
  if (!(value < -90 || value > 1e14)) return undefined;
  return USUAL_FILLS.find((usual) => Math.fround(usual) === Math.fround(value));
}
