/**
 * `CO2flux` [g C m-2 month-1, positive to the atmosphere], a month a file, the same in every year. Its unit stands in
 * `units_nonstandard`. Its latitudes (90 to -89) and longitudes (-180 to 179) are middles: the boxes of 4 by 5 degrees that
 * it was made of end in them.
 */
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { overlayNetcdf, withAttributes } from "../../io/overlayNetcdf.js";
import type { FluxContext } from "../product.js";
import type { TakahashiSection } from "./section.js";

export function openFlux({ files }: TakahashiSection, { grid, component }: FluxContext): Promise<FluxSource> {
  return openNetcdfFlux(grid, component, {
    files,
    variable: "CO2flux",
    view: withUnits,
    steps: "monthly",
    dates: { kind: "every-year" },
    title: "air-sea exchange of Takahashi et al. (2009)",
  });
}

function withUnits(file: NetcdfFile): NetcdfFile {
  const flux = file.variable("CO2flux");
  const units = flux.attributes.units ?? flux.attributes.units_nonstandard;
  return units === undefined ? file : overlayNetcdf(file, [withAttributes(flux, { units })]);
}
