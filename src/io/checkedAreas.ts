/** Areas of cells that a file has beside its fluxes say whether its boxes are understood: half a box at a pole, say. */
import { EARTH_RADIUS } from "../constants.js";
import { InputError } from "../errors.js";
import type { NetcdfFile } from "./netcdf.js";
import { openSurfaceField } from "./surfaceField.js";

/** Of the area of a box; spheres and ellipsoids differ by less. */
const TOLERANCE = 0.01;
const RADIANS = Math.PI / 180;

/** @param name of the areas [m2] @returns the file @throws InputError where one is not that of its box on the sphere */
export function withCheckedAreas(file: NetcdfFile, name: string): NetcdfFile {
  if (!file.has(name)) return file;
  const areas = openSurfaceField(file, name);
  const { boxes, where, units } = areas;
  if (boxes.kind !== "lattice") return file;
  if (!["m2", "m^2", "m**2", ""].includes(units)) {
    throw new InputError({ where, found: `units "${units}"`, expected: "m2" });
  }
  const [x, y] = [boxes.longitude.edges(), boxes.latitude.edges()];
  const columns = x.length - 1;
  areas.step(0).forEach((area, box) => {
    const [row, column] = [Math.floor(box / columns), box % columns];
    const height = Math.sin(y[row + 1] * RADIANS) - Math.sin(y[row] * RADIANS);
    const own = EARTH_RADIUS ** 2 * height * (x[column + 1] - x[column]) * RADIANS;
    if (Number.isNaN(area) || Math.abs(area / own - 1) < TOLERANCE) return;
    throw new InputError({
      where,
      found: `${area.toExponential(4)} m2 for the box from ${y[row]} to ${y[row + 1]} N`,
      expected: `about ${own.toExponential(4)} m2`,
      remedy: "the boxes of the file are not those that its coordinates say: give them as bounds",
    });
  });
  return file;
}
