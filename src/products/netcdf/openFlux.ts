/** Fluxes of variables of plain netCDF files. */
import { InputError } from "../../errors.js";
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { profiledSource } from "../../fluxes/inventories/profiledSource.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import { openSumOfSources } from "../../fluxes/sources/sumOfSources.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import type { NetcdfFluxPart, NetcdfFluxSection } from "./sections.js";

export function openFlux({ parts, ...own }: NetcdfFluxSection, context: FluxContext): Promise<FluxSource> {
  const { grid, component } = context;
  const open = async (part: NetcdfFluxPart): Promise<FluxSource> => openPart(part, context);
  // The schema asks for files and a variable where there are no parts.
  return parts === undefined ? open(own as NetcdfFluxPart) : openSumOfSources(grid, component, parts, open);
}

async function openPart(
  { dates, diurnal = "none", weekly = "none", clock = "solar", heights = "none", ...part }: NetcdfFluxPart,
  { grid, component }: FluxContext,
): Promise<FluxSource> {
  const profiles = Object.entries({ diurnal, weekly, heights }).filter(([, choice]) => choice !== "none");
  if (profiles.length > 0 && component !== "fossil" && component !== "fire") {
    throw new InputError({
      where: `fluxes.${component}: ${profiles.map(([key]) => key).join(", ")}`,
      found: `profiles of emissions for the ${component}`,
      expected: "them for fossil and fire alone",
    });
  }
  const source = await openNetcdfFlux(grid, component, {
    ...part,
    dates: dates === undefined ? undefined : datesOf(dates),
  });
  return profiledSource(source, grid, { diurnal, weekly, clock, heights });
}
