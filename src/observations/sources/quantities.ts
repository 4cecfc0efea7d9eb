/** Variables of a retrieval file, their units and shapes checked, converted to SI. */
import { InputError } from "../../errors.js";
import type { NetcdfAttribute, NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import { moleFractionFactor, PPM } from "../../units.js";

/** A table that has it takes all spellings of a mole fraction. */
const MOLE_FRACTION = "mol mol-1";

/** Spellings of a unit, the usual one first, and what a value in it is divided by to be SI (ppm: 1e6). */
export type Units = Readonly<Record<string, number>>;

/** Mole fractions, to mol mol-1: these, and every other spelling of one. */
export const moleFractionUnits: Units = { ppm: PPM, [MOLE_FRACTION]: 1 };

/** Pressures, to Pa. */
export const pressureUnits: Units = { hPa: 1 / 100, mbar: 1 / 100, Pa: 1, atm: 1 / 101325 };

/** Numbers without a unit. */
export const pureUnits: Units = { none: 1, "1": 1, "": 1, "-": 1, dimensionless: 1, unitless: 1 };

export const longitudeUnits: Units = { degrees_east: 1, degree_east: 1, degrees: 1, degree: 1, deg: 1 };
export const latitudeUnits: Units = { degrees_north: 1, degree_north: 1, degrees: 1, degree: 1, deg: 1 };

/** A variable of a file. */
export interface Quantity {
  readonly variable: string;
  /** Units that it may have. */
  readonly units: Units;
  /** That which it has, where its attribute says nothing or something wrong. */
  readonly assumed?: string;
}

/**
 * @param shape its lengths, slowest dimension first; a last dimension of length 1 is of no matter
 * @param like what has that shape, for the error
 * @throws InputError where the variable is absent or has other units or another shape
 */
export function readQuantity(
  file: NetcdfFile,
  { variable: name, units, assumed }: Quantity,
  shape: readonly number[],
  like: string,
): Float64Array {
  const variable = file.variable(name);
  const divisor = divisorOf(file, variable, units, assumed);
  if (shapeOf(variable).join() !== shape.join()) {
    throw new InputError({
      where: file.path,
      found: `variable "${name}" has shape [${variable.shape.join(", ")}]`,
      expected: `[${shape.join(", ")}] as ${like}`,
      remedy: "give the file as its producer distributes it",
    });
  }
  const values = variable.read();
  return divisor === 1 ? values : values.map((value) => value / divisor);
}

/** Without a last dimension of length 1. */
function shapeOf({ shape }: NetcdfVariable): readonly number[] {
  return shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
}

function divisorOf(file: NetcdfFile, variable: NetcdfVariable, units: Units, assumed: string | undefined): number {
  const found = assumed ?? attributeText(variable.attributes.units ?? variable.attributes.Units);
  const divisor = Object.hasOwn(units, found) ? units[found] : moleFractionDivisor(units, found);
  if (divisor !== undefined) return divisor;
  const named = Object.keys(units).filter((unit) => unit !== "");
  throw new InputError({
    where: file.path,
    found:
      found === "" ? `variable "${variable.name}" has no units` : `variable "${variable.name}" has units "${found}"`,
    expected: named.map((unit) => `"${unit}"`).join(" or "),
    remedy: "give the file as its producer distributes it, or convert the variable",
  });
}

function moleFractionDivisor(units: Units, found: string): number | undefined {
  const factor = Object.hasOwn(units, MOLE_FRACTION) ? moleFractionFactor(found) : undefined;
  return factor === undefined ? undefined : 1 / factor;
}

/** An attribute as text, also where the file keeps it as a list of one; "" where there is none. */
export function attributeText(attribute: NetcdfAttribute | undefined): string {
  if (attribute === undefined) return "";
  return (Array.isArray(attribute) ? String(attribute[0] ?? "") : String(attribute)).trim();
}
