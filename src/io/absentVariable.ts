/** The error of asking a file for a variable that it does not have. */
import { InputError } from "../errors.js";
import { nearestNames } from "./nearestNames.js";

/** @param names all variables of the file */
export function absentVariable(path: string, name: string, names: readonly string[]): InputError {
  const nearest = nearestNames(name, names).map((other) => `"${other}"`);
  return new InputError({
    where: path,
    found: `no variable "${name}" among ${names.length}`,
    ...(nearest.length > 0 && { expected: `one of those it has, such as ${nearest.join(", ")}` }),
    remedy: "check that the file is of the product that the configuration names",
  });
}
