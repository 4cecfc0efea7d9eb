/** Fluxes of a variable of plain netCDF files. */
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import type { FluxContext } from "../product.js";
import type { NetcdfFluxSection } from "./sections.js";

export function openFlux(section: NetcdfFluxSection, { grid, component }: FluxContext): Promise<FluxSource> {
  return openNetcdfFlux(grid, component, section);
}
