/** TVPRM's NEE [umol m-2 s-1], on the cells of its projection and the hours of its bounds. */
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import type { TvprmSection } from "./section.js";

export function openFlux({ files, dates }: TvprmSection, { grid, component }: FluxContext): Promise<FluxSource> {
  return openNetcdfFlux(grid, component, {
    files,
    variable: "NEE",
    dates: dates === undefined ? undefined : datesOf(dates),
    title: "TVPRM, net ecosystem exchange",
  });
}
