/** Numbers that stand for a missing value in files that do not say so. */
const USUAL_FILLS = [
  -99, -99.9, -99.99, -999, -999.9, -999.99, -999.999, -9999, -9999.9, -99999, -999999, -32767, -32768, -1e34, -1e30,
  -1e20, 999, 999.9, 999.99, 9999, 9999.9, 99999, 999999, 9999999, 32767, 65535, 1e15, 1e20, 1e30, 1e34, 1e36,
  9.969209968386869e36,
];
const BY_VALUE: ReadonlyMap<number, number> = new Map(USUAL_FILLS.map((usual) => [Math.fround(usual), usual]));
/** So many values of exactly such a number are no coincidence. */
export const COINCIDENCES = 3;
/** Positive ones up to here may be measured: those that are fills are so many times as large as all else. */
const MEASURED = 1e14;
const APART = 2;

/** @returns the usual fill value that a number is, also where it went through 32 bits */
export function usualFillOf(value: number): number | undefined {
  if (!(value < -90 || value > 900)) return undefined;
  return BY_VALUE.get(Math.fround(value));
}

/** Whether a usual fill value is none of the other numbers beside it. @param least,greatest of the others, infinite where there are none */
export function standsApart(fill: number, least: number, greatest: number): boolean {
  if (fill < 0) return fill < least;
  if (fill > MEASURED) return fill > greatest;
  return Number.isFinite(greatest) && fill > APART * Math.max(0, greatest);
}
