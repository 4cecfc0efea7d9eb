/** The variable of a file that goes by one of several names, as versions of a product changed them. */
import { InputError } from "../errors.js";
import type { NetcdfFile } from "./netcdf.js";
import { nearestNames } from "./nearestNames.js";

/** @param names the newest first @throws InputError where the file has none of them, naming those most like the first */
export function firstVariable(file: NetcdfFile, names: readonly string[], remedy?: string): string {
  const found = names.find((name) => file.has(name));
  if (found !== undefined) return found;
  const nearest = nearestNames(names[0], file.variables).join(", ");
  throw new InputError({
    where: file.path,
    found: `none of the variables ${names.join(", ")}, only such as ${nearest}`,
    expected: "one of them",
    remedy: remedy ?? "check that the file is of the product that the configuration names",
  });
}
