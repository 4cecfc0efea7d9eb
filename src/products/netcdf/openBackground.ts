/** CO2 fields of plain netCDF files. */
import { netcdfBackground } from "../../backgrounds/sources/netcdf.js";
import type { Background } from "../../fields/background.js";
import type { Context } from "../product.js";
import { datesOf } from "../section.js";
import type { NetcdfBackgroundSection } from "./sections.js";

export function openBackground(
  { files, variable, units, dates }: NetcdfBackgroundSection,
  { grid }: Context,
): Promise<Background> {
  return netcdfBackground(grid, { files, variable, units, dates: datesOf(dates) });
}
