/** Fluxes of CarbonTracker Europe [mol m-2 s-1], by which of its two sets of names the file has. */
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import { withComponentTimes } from "../../io/timeComponents.js";
import { estimateOf, type EstimateNames, estimateTitle } from "../../fluxes/sources/estimates.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import { withCheckedAreas } from "../../io/checkedAreas.js";
import type { CarbonTrackerEuropeSection } from "./section.js";

const NAMES: EstimateNames = {
  biosphere: {
    optimized: ["biosphere_flux_optimized", "bio_flux_opt"],
    prior: ["biosphere_flux_prior", "bio_flux_prior"],
  },
  ocean: { optimized: ["ocean_flux_optimized", "ocn_flux_opt"], prior: ["ocean_flux_prior", "ocn_flux_prior"] },
  fossil: { imposed: ["fossil_flux_imposed", "fossil_flux_imp"] },
  fire: { imposed: ["fire_flux_imposed", "fire_flux_imp"] },
};

export function openFlux(
  { files, estimate, steps, stamp, dates }: CarbonTrackerEuropeSection,
  { grid, component }: FluxContext,
): Promise<FluxSource> {
  return openNetcdfFlux(grid, component, {
    files,
    variable: estimateOf(NAMES, component, estimate),
    view: (file) => withCheckedAreas(withComponentTimes(file), "cell_area"),
    steps,
    stamp,
    dates: dates === undefined ? undefined : datesOf(dates),
    title: `CarbonTracker Europe, ${estimateTitle(NAMES, component, estimate)}`,
  });
}
