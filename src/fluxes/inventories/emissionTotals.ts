/** Totals of an inventory [mol s-1] that a person can hold against those that its makers publish, and how they are said. */
import { MOLAR_MASS_CO2, SECONDS_PER_YEAR } from "../../constants.js";

export interface EmissionTotals {
  /** Of all places of the files. */
  readonly total: number;
  /** Of it, in the domain, and beyond it. */
  readonly inside: number;
  readonly beyond: number;
  /** Of what is in the domain, over the model's water. */
  readonly overSea: number;
}

export const NO_EMISSION: EmissionTotals = { total: 0, inside: 0, beyond: 0, overSea: 0 };

/** a + weight b */
export function addTotals(a: EmissionTotals, b: EmissionTotals, weight = 1): EmissionTotals {
  return {
    total: a.total + weight * b.total,
    inside: a.inside + weight * b.inside,
    beyond: a.beyond + weight * b.beyond,
    overSea: a.overSea + weight * b.overSea,
  };
}

/** @param rate [mol s-1] @returns [Tg CO2 yr-1], of a Gregorian mean year */
export function toTeragramsPerYear(rate: number): number {
  return rate * MOLAR_MASS_CO2 * SECONDS_PER_YEAR * 1e-9;
}

/** A kilogram of CO2 a year, less than which is round-off [Tg CO2 yr-1]. */
const ROUND_OFF = 1e-9;

/** @param rate [mol s-1] @returns "10340.12 Tg CO2 yr-1" */
export function inTeragrams(rate: number): string {
  const teragrams = toTeragramsPerYear(rate);
  return `${Math.abs(teragrams) < ROUND_OFF ? 0 : Number(teragrams.toPrecision(7))} Tg CO2 yr-1`;
}

export function totalsInWords({ total, inside, beyond, overSea }: EmissionTotals): string {
  return `${inTeragrams(total)} in the files, of which ${inTeragrams(inside)} in the domain (${inTeragrams(overSea)} over its water, kept there) and ${inTeragrams(beyond)} beyond it, not used`;
}
