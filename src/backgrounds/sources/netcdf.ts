/** A background from netCDF files, in whichever of the understood layouts they are. */
import type { Background } from "../../fields/background.js";
import type { Grid } from "../../grids/grid.js";
import { openNetcdfFiles } from "../../io/openNetcdf.js";
import { columnBackground } from "../columnBackground.js";
import type { BackgroundDates } from "../timeAxis.js";
import { fieldSource } from "./fields.js";
import { hasSides, sideSource } from "./sides.js";

export interface NetcdfBackgroundChoice {
  readonly files: readonly string[];
  /** Where it is not one of the names that are known. */
  readonly variable?: string | undefined;
  /** In place of the variable's own attribute. */
  readonly units?: string | undefined;
  readonly dates: BackgroundDates;
}

/**
 * @throws InputError, CoverageError where the files cannot serve the grid
 * @example
 * import { createGrid, longitudeLatitudeGrid, netcdfBackground, toPpm, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 2, 1));
 * const background = await netcdfBackground(grid, { files: ["co2.nc"], dates: { kind: "as-is" } });
 * const layers = new Float64Array(15 * 2);
 * const surfacePressure = Float64Array.of(1e5, 9e4);
 * background.layers(Int32Array.of(0, 1), 1467331200, verticalPreset("jdas-15"), surfacePressure, layers);
 * toPpm(layers[0]).toFixed(1); // => "402.0"
 * background.close();
 */
export async function netcdfBackground(grid: Grid, choice: NetcdfBackgroundChoice): Promise<Background> {
  const files = await openNetcdfFiles(choice.files);
  try {
    const source = files.every(hasSides) ? sideSource(grid, files, choice.units) : fieldSource(grid, files, choice);
    return columnBackground(source, choice.dates);
  } catch (error) {
    for (const file of files) file.close();
    throw error;
  }
}
