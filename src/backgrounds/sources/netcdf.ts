/** A background from netCDF files, in whichever of the understood layouts they are. */
import type { Background } from "../../fields/background.js";
import type { Grid } from "../../grids/grid.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { openNetcdfFiles } from "../../io/openNetcdf.js";
import { columnBackground } from "../columnBackground.js";
import type { BackgroundDates } from "../timeAxis.js";
import { type FieldChoice, fieldSource } from "./fields.js";
import { hasSides, sideSource } from "./sides.js";

export interface NetcdfBackgroundChoice extends FieldChoice {
  readonly files: readonly string[];
  /** What a product's format leaves unsaid is added to each file. */
  readonly view?: ((file: NetcdfFile) => NetcdfFile) | undefined;
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
  const opened = await openNetcdfFiles(choice.files);
  try {
    const files = choice.view === undefined ? opened : opened.map(choice.view);
    const source = files.every(hasSides) ? sideSource(grid, files, choice.units) : fieldSource(grid, files, choice);
    return columnBackground(source, choice.dates);
  } catch (error) {
    for (const file of opened) file.close();
    throw error;
  }
}
