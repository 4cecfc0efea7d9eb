/** CO2 at four sides of a box by height. */
import { netcdfBackground } from "../../backgrounds/sources/netcdf.js";
import type { Background } from "../../fields/background.js";
import type { Context } from "../product.js";
import { datesOf } from "../section.js";
import type { OpenghgBackgroundSection } from "./sections.js";

export function openBackground({ files, dates }: OpenghgBackgroundSection, { grid }: Context): Promise<Background> {
  return netcdfBackground(grid, { files, dates: datesOf(dates) });
}
