/** The horizontal grid of an output file of this program: coordinates `x` and `y`, and the grid mapping `crs`. */
import { InputError } from "../errors.js";
import { createGrid, type Grid } from "../grids/grid.js";
import { createProjection, longitudeLatitude } from "../grids/projection.js";
import type { NetcdfFile } from "./netcdf.js";

/**
 * @param file with cell centres `x` [column] and `y` [row], in [m] or [degrees], and `crs` with the attribute `proj4`
 * @throws InputError where the coordinates are not evenly spaced or the grid mapping is not told
 */
export function readGrid(file: NetcdfFile): Grid {
  const definition = file.variable("crs").attributes.proj4;
  if (typeof definition !== "string") {
    throw new InputError({
      where: `${file.path}: variable "crs"`,
      found: "no attribute proj4",
      expected: "the projection as a proj4 string",
      remedy: "name a file that this program wrote",
    });
  }
  const [x, y] = [file.variable("x").read(), file.variable("y").read()];
  const [dx, dy] = [spacing(file, "x", x), spacing(file, "y", y)];
  const projection = /^\+proj=longlat\b/.test(definition)
    ? longitudeLatitude((x[0] + x[x.length - 1]) / 2)
    : createProjection(definition);
  const name = typeof file.attributes.grid === "string" ? file.attributes.grid : "grid";
  return createGrid({ name, projection, columns: x.length, rows: y.length, x0: x[0], y0: y[0], dx, dy });
}

function spacing(file: NetcdfFile, name: string, values: Float64Array): number {
  const step = (values[values.length - 1] - values[0]) / (values.length - 1);
  if (!values.every((value, i) => Math.abs(value - values[0] - i * step) <= 1e-4 * Math.abs(step))) {
    throw new InputError({
      where: `${file.path}: coordinate "${name}"`,
      found: "uneven spacing",
      expected: "an evenly spaced lattice of cell centres",
    });
  }
  return step;
}
