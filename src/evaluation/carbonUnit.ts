/** The unit in which amounts of carbon are told: that in which the numbers of a domain of this size have digits. */

export interface CarbonUnit {
  readonly name: "PgC" | "TgC" | "GgC";
  /** How many of it are in 1 PgC. */
  readonly inPetagrams: number;
}

const UNITS: readonly CarbonUnit[] = [
  { name: "PgC", inPetagrams: 1 },
  { name: "TgC", inPetagrams: 1e3 },
  { name: "GgC", inPetagrams: 1e6 },
];
/** Numbers have three decimals: at 0.1 the largest of them has two digits more. */
const SMALLEST = 0.1;

/** @param amounts [PgC], or [PgC yr-1] @returns the largest unit in which the largest of them is 0.1 or more */
export function carbonUnit(amounts: readonly number[]): CarbonUnit {
  const largest = amounts.reduce((most, amount) => Math.max(most, Number.isFinite(amount) ? Math.abs(amount) : 0), 0);
  if (largest === 0) return UNITS[0];
  return UNITS.find(({ inPetagrams }) => largest * inPetagrams >= SMALLEST) ?? UNITS[UNITS.length - 1];
}
