/** Weather of WRF, and the grid and layers that it comes on. */
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { wrfDomain, wrfMeteorology } from "../../meteorology/sources/wrf.js";
import type { Context, OwnDomain } from "../product.js";
import { shiftOf } from "../section.js";
import type { WrfSection } from "./section.js";

export function openWeather({ files, dates }: WrfSection, { grid, landFraction }: Context): Promise<MeteorologySource> {
  return wrfMeteorology(files, grid, landFraction, shiftOf(dates));
}

export function openDomain({ files }: WrfSection): Promise<OwnDomain> {
  return wrfDomain(files);
}
