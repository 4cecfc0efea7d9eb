/**
 * Units of CO2 in air, as files name them, to the dry-air mole fraction [mol mol-1]. A mass mixing ratio [kg kg-1]
 * takes the ratio of the molar masses of dry air and CO2, 28.9644 / 44.0095, that CAMS documents for its products.
 * What a file calls moist or wet is made dry with the specific humidity q beside it: a mass mixing ratio by 1 / (1 - q),
 * a mole fraction by (1 - q + q / eps) / (1 - q), eps the ratio of the molar masses of water and dry air.
 */
import { EPSILON } from "../constants.js";
import { InputError } from "../errors.js";
import type { NetcdfVariable } from "../io/netcdf.js";
import { moleFractionFactor } from "../units.js";

const MASS_TO_MOLES = 28.9644 / 44.0095;

const MASS = /^(kg kg-1|kg\/kg)$/i;

interface MoleFractionUnit {
  /** To [mol mol-1], of dry air or of moist air. */
  readonly factor: number;
  readonly kind: "mole" | "mass";
  /** Whether the file says that it is per moist air. */
  readonly moist: boolean;
}

/** @param told in place of the variable's own attribute @throws InputError where the unit is not one of the above */
export function moleFractionUnit(variable: NetcdfVariable, where: string, told?: string): MoleFractionUnit {
  const { units, long_name, standard_name, comment } = variable.attributes;
  const written = told ?? (typeof units === "string" ? units : typeof units === "number" ? String(units) : "");
  // GEOS-Chem: "mol mol-1 dry".
  const [, plain, air] = /^(.*?)(?: (dry|wet))?$/.exec(
    written.replaceAll("**", "").replaceAll("^", "").replaceAll(/\s+/g, " ").trim(),
  ) as RegExpExecArray;
  const isMass = MASS.test(plain);
  const factor = isMass ? MASS_TO_MOLES : moleFractionFactor(plain);
  if (factor === undefined) {
    throw new InputError({
      where: `${where}: variable "${variable.name}"`,
      found: written === "" ? "no units" : `units "${written}"`,
      expected: "mol mol-1, 1e-6, ppm, micromol mol-1, ppb or kg kg-1",
      remedy: 'say them with "units" in the section background',
    });
  }
  const words = [long_name, standard_name, comment].filter((text) => typeof text === "string").join(" ");
  return {
    factor,
    kind: isMass ? "mass" : "mole",
    moist: air === "wet" || /\b(wet|moist|humid)\b/i.test(words),
  };
}

/** From moist to dry air, in place. @param humidity kg water vapour per kg moist air, as long as `values` */
export function dryOut(values: Float64Array, humidity: Float64Array, kind: "mole" | "mass"): void {
  for (let i = 0; i < values.length; i++) {
    const q = humidity[i];
    values[i] *= kind === "mass" ? 1 / (1 - q) : (1 - q + q / EPSILON) / (1 - q);
  }
}
