import { CoverageError } from "../../../errors.js";

/**
 * @param lengths [name, length found, length expected] of each array
 * @throws CoverageError naming every array whose length does not fit
 */
export function requireLengths(scheme: string, lengths: readonly (readonly [string, number, number])[]): void {
  const faults = lengths
    .filter(([, found, expected]) => found !== expected)
    .map(([name, found, expected]) => ({
      where: `${scheme}: ${name}`,
      found: `${found} values`,
      expected: `${expected}`,
      remedy: "give the array in the shape that its documentation states",
    }));
  if (faults.length > 0) throw new CoverageError(faults);
}
