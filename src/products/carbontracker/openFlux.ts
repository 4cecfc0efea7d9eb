/**
 * CarbonTracker's fluxes [mol m-2 s-1], three-hourly with times in the middle of their steps, or monthly. Biosphere and
 * ocean are estimated, fossil and fire imposed; the biosphere is without fire.
 */
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import { withComponentTimes } from "../../io/timeComponents.js";
import { estimateOf, type EstimateNames, estimateTitle } from "../../fluxes/sources/estimates.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import type { CarbonTrackerFluxSection } from "./sections.js";

/** The newest names first: those of CT2016 to CT2022, then of older ones. */
const NAMES: EstimateNames = {
  biosphere: {
    optimized: ["bio_flux_opt", "bio_flux_optimized"],
    prior: ["bio_flux_prior", "bio_flux_pri", "bio_flux_first_guess"],
  },
  ocean: {
    optimized: ["ocn_flux_opt", "ocean_flux_opt", "ocean_flux_optimized"],
    prior: ["ocn_flux_prior", "ocn_flux_pri", "ocean_flux_prior"],
  },
  fossil: { imposed: ["fossil_flux_imp", "fossil_imp", "fossil_flux_imposed", "fossil_imposed"] },
  fire: { imposed: ["fire_flux_imp", "fire_imp", "fire_flux_imposed"] },
};

export function openFlux(
  { files, estimate, dates }: CarbonTrackerFluxSection,
  { grid, component }: FluxContext,
): Promise<FluxSource> {
  return openNetcdfFlux(grid, component, {
    files,
    variable: estimateOf(NAMES, component, estimate),
    view: withComponentTimes,
    // Of a monthly file, or of one of a single month, which holds one time.
    steps: ({ path, dimensions }) => (isMonthly(path, dimensions) ? "monthly" : undefined),
    stamp: "middle",
    dates: dates === undefined ? undefined : datesOf(dates),
    title: `CarbonTracker, ${estimateTitle(NAMES, component, estimate)}`,
  });
}

function isMonthly(path: string, { time, date }: Readonly<Record<string, number>>): boolean {
  return /monthly|\.\d{6}\.nc$/.test(path) || (time ?? date) === 1;
}
