/** Variables of a retrieval file, their units and shapes checked, converted to SI. */
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";

export interface Quantity {
  /** Spellings of the expected unit, the usual one first. */
  readonly units: readonly string[];
  /** Values are divided by this (1e6: ppm to mol mol-1). */
  readonly divisor: number;
}

/** @throws InputError where a variable is absent or has other units or another shape */
export function readQuantities<Name extends string>(
  file: NetcdfFile,
  quantities: Readonly<Record<Name, Quantity>>,
  shape: readonly number[],
): Record<Name, Float64Array> {
  const names = Object.keys(quantities) as Name[];
  return Object.fromEntries(names.map((name) => [name, readQuantity(file, name, quantities[name], shape)])) as Record<
    Name,
    Float64Array
  >;
}

function readQuantity(
  file: NetcdfFile,
  name: string,
  { units, divisor }: Quantity,
  shape: readonly number[],
): Float64Array {
  const variable = file.variable(name);
  const found = attributeText(variable.attributes.units);
  if (!units.includes(found)) {
    throw new InputError({
      where: file.path,
      found: found === "" ? `variable "${name}" has no units` : `variable "${name}" has units "${found}"`,
      expected: `"${units[0]}"`,
      remedy: "give the file as its producer distributes it, or convert the variable",
    });
  }
  if (variable.shape.join() !== shape.join()) {
    throw new InputError({
      where: file.path,
      found: `variable "${name}" has shape [${variable.shape.join(", ")}]`,
      expected: `[${shape.join(", ")}] as "sounding_id" and "pressure_levels" have`,
      remedy: "give the file as its producer distributes it",
    });
  }
  const values = variable.read();
  return divisor === 1 ? values : values.map((value) => value / divisor);
}

/** An attribute as text, also where the file keeps it as a list of one; "" where there is none. */
export function attributeText(attribute: string | number | readonly (string | number)[] | undefined): string {
  if (attribute === undefined) return "";
  return (Array.isArray(attribute) ? String(attribute[0] ?? "") : String(attribute)).trim();
}
