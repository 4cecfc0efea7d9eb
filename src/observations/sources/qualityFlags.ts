/**
 * Quality flags of surface sites.
 * NOAA's has three characters: the first is a point where nothing rejects the sample. The second says that it is valid but does
 * not meet what some investigation wants, such as clean air from the sea, and the third informs.
 * ICOS: U, O and R are valid, N, K and H are not. WDCGG: 1 and 2 are valid, 3 is not.
 */

/** @returns undefined where the flag is of another kind, a laboratory's own */
export function isGood(flag: string): boolean | undefined {
  if (flag === "" || flag === "NA") return true;
  if (/^[UOR]$/.test(flag)) return true;
  if (/^[NKH]$/.test(flag)) return false;
  return isOfNoaa(flag) ? flag.startsWith(".") : undefined;
}

export function isOfNoaa(flag: string): boolean {
  return flag.length === 3 && flag.includes(".");
}
