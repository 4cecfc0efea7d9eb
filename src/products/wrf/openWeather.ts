/** Weather of WRF, and the grid and layers that it comes on. */
import type { Grid } from "../../grids/grid.js";
import { landFraction } from "../../grids/landFraction.js";
import { naturalEarthLand } from "../../io/naturalEarth.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { isSameGrid, onRun } from "../../meteorology/sources/remappedMeteorology.js";
import { wrfDomain, wrfMeteorology } from "../../meteorology/sources/wrf.js";
import type { Context, OwnDomain } from "../product.js";
import { shiftOf } from "../section.js";
import type { WrfSection } from "./section.js";

export async function openWeather({ files, dates }: WrfSection, run: Context): Promise<MeteorologySource> {
  const land = (own: Grid): Float64Array =>
    isSameGrid(own, run.grid) ? run.landFraction : landFraction(own, naturalEarthLand("50m"));
  return onRun(await wrfMeteorology(files, land, shiftOf(dates)), run);
}

export function openDomain({ files }: WrfSection): Promise<OwnDomain> {
  return wrfDomain(files);
}
