/**
 * Conversions between SI, which the program uses inside, and the units people read.
 * Mole fractions are dry-air mole fractions of CO2 [mol mol-1]; fluxes are [mol m-2 s-1], positive to the atmosphere.
 */
import { MOLAR_MASS_CARBON, SECONDS_PER_YEAR } from "./constants.js";

/** ppm in one mol mol-1. */
export const PPM = 1e6;

/**
 * @param ppm mole fraction [ppm] @returns mole fraction [mol mol-1]
 * @example
 * import { fromPpm } from "openjdas";
 *
 * fromPpm(400); // => 4e-4
 */
export function fromPpm(ppm: number): number {
  return ppm / PPM;
}

/**
 * @param moleFraction [mol mol-1] @returns [ppm]
 * @example
 * import { toPpm } from "openjdas";
 *
 * toPpm(4e-4); // => 400
 */
export function toPpm(moleFraction: number): number {
  return moleFraction * PPM;
}

/**
 * @param flux [umol m-2 s-1] @returns [mol m-2 s-1]
 * @example
 * import { fromMicromoles } from "openjdas";
 *
 * fromMicromoles(2); // => 2e-6
 */
export function fromMicromoles(flux: number): number {
  return flux * 1e-6;
}

/**
 * @param flux [mol m-2 s-1] @returns [umol m-2 s-1]
 * @example
 * import { toMicromoles } from "openjdas";
 *
 * toMicromoles(2e-6); // => 2
 */
export function toMicromoles(flux: number): number {
  return flux * 1e6;
}

/**
 * @param amount moles of CO2 @returns petagrams of carbon [PgC]
 * @example
 * import { toPetagramsCarbon } from "openjdas";
 *
 * toPetagramsCarbon(1e15).toFixed(3); // => "12.011"
 */
export function toPetagramsCarbon(amount: number): number {
  return amount * MOLAR_MASS_CARBON * 1e-12;
}

/**
 * @param rate moles of CO2 per second @returns [PgC yr-1]
 * @example
 * import { fromMicromoles, toPetagramsCarbonPerYear } from "openjdas";
 *
 * const land = 9.6e12; // [m2]
 * toPetagramsCarbonPerYear(fromMicromoles(-0.1) * land).toFixed(2); // => "-0.36"
 */
export function toPetagramsCarbonPerYear(rate: number): number {
  return toPetagramsCarbon(rate * SECONDS_PER_YEAR);
}

/** Mole fractions as files write their unit, small letters, without signs of powers. */
const MOLE_FRACTIONS: readonly (readonly [RegExp, number])[] = [
  [/^(1|mol mol-1|mol\/mol|mole mole-1)$/, 1],
  [/^(1e-6|1\.e-6|10-6|ppm|ppmv|(micromol|umol|\u00b5mol|\u03bcmol)[ .]?(mol-1|\/ ?mol|mol-\u00b9))$/, 1e-6],
  [/^(1e-9|1\.e-9|10-9|ppb|ppbv|(nanomol|nmol)[ .]?(mol-1|\/ ?mol|mol-\u00b9))$/, 1e-9],
];

/**
 * @param written unit of a mole fraction, as a file has it; "ppm (micromol.mol-1)" names it twice
 * @returns factor to [mol mol-1]; undefined where it is none, or where two names are not of one unit
 */
export function moleFractionFactor(written: string): number | undefined {
  const plain = written.replaceAll("**", "").replaceAll("^", "").replaceAll(/\s+/g, " ").trim().toLowerCase();
  const names = /^(.+?) ?\((.+)\)$/.exec(plain)?.slice(1) ?? [plain];
  const factors = names.map((name) => MOLE_FRACTIONS.find(([pattern]) => pattern.test(name.trim()))?.[1]);
  return factors.every((factor) => factor === factors[0]) ? factors[0] : undefined;
}
