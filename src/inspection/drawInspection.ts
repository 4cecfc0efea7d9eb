/** The map of what files hold: where their observations are, else the first field of the first file that has one. */
import type { MapOverlays } from "../drawing/mapOverlays.js";
import { CoverageError } from "../errors.js";
import { withNetcdf } from "../io/withNetcdf.js";
import { fieldToDraw } from "./fieldToDraw.js";
import type { Inspected } from "./inspect.js";
import { fieldMap, placesMap } from "./inspectionMap.js";

/** @returns an SVG picture @throws CoverageError where nothing of the files can be drawn */
export async function drawInspection(
  { files, uses, places }: Inspected,
  resolve: (path: string) => string,
  overlays: MapOverlays,
): Promise<string> {
  const nameOf = (path: string): string => path.split("/").slice(-1)[0];
  const seen = places.find(({ longitude }) => longitude.length > 0);
  if (seen !== undefined) {
    const own = uses.find(({ role }) => role === "observations")?.files ?? [];
    return placesMap(own.length === 1 ? nameOf(own[0]) : `${own.length} files`, seen, overlays);
  }
  for (const { path, contents } of files) {
    if (contents === undefined) continue;
    const names = contents.variables.map(({ name }) => name);
    const field = await withNetcdf(resolve(path), (file) => fieldToDraw(file, names));
    if (field !== undefined) return fieldMap(nameOf(path), field, overlays);
  }
  throw new CoverageError({
    where: "--figure",
    found: "no field on a grid and no observation in these files",
    expected: "one of them, to draw a map of",
    remedy: "leave --figure out",
  });
}
