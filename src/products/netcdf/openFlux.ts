/** Fluxes of variables of plain netCDF files. */
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import { openSumOfSources } from "../../fluxes/sources/sumOfSources.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import type { NetcdfFluxPart, NetcdfFluxSection } from "./sections.js";

export function openFlux({ parts, ...own }: NetcdfFluxSection, { grid, component }: FluxContext): Promise<FluxSource> {
  const open = ({ dates, ...part }: NetcdfFluxPart): Promise<FluxSource> =>
    openNetcdfFlux(grid, component, { ...part, dates: dates === undefined ? undefined : datesOf(dates) });
  // The schema asks for files and a variable where there are no parts.
  return parts === undefined ? open(own as NetcdfFluxPart) : openSumOfSources(grid, component, parts, open);
}
