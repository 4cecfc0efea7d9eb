/** The layers of gridded weather as the model's own vertical coordinate. */
import { ConfigError } from "../../errors.js";
import { hybridCoordinate, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { openGriddedFiles } from "./griddedFiles.js";

/** @throws ConfigError where the files have levels without interfaces, InputError, CoverageError where they cannot serve */
export async function griddedVertical(paths: readonly string[]): Promise<VerticalCoordinate> {
  const files = await openGriddedFiles(paths);
  try {
    const { lattice, levels } = files.find("eastwardWind", files.times[0]);
    const { interfaces } = levels;
    if (interfaces.kind === "none") {
      throw new ConfigError({
        where: lattice.where,
        found: interfaces.found,
        expected: "sigma or hybrid layers with their interfaces: bounds of the level's formula_terms, or hyai and hybi",
        remedy: 'write "vertical: jdas-15", or interfaces of your own as {aPa, b}',
      });
    }
    const { a, b } = interfaces.axis;
    const name = `layers of ${lattice.file.path.slice(lattice.file.path.lastIndexOf("/") + 1)}`;
    return hybridCoordinate(name, Array.from(a), Array.from(b));
  } finally {
    files.close();
  }
}
