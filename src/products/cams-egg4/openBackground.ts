/** Mass mixing ratios of EGG4 [kg kg-1], taken per dry air, to moles by the ratio of the molar masses. */
import { netcdfBackground } from "../../backgrounds/sources/netcdf.js";
import type { Background } from "../../fields/background.js";
import type { Context } from "../product.js";
import { datesOf } from "../section.js";
import type { Egg4Section } from "./section.js";

export async function openBackground({ files, dates }: Egg4Section, { grid }: Context): Promise<Background> {
  return netcdfBackground(grid, { files, dates: datesOf(dates), variable: "co2" });
}
