/**
 * Which way a sensible heat flux counts. ECMWF counts downward fluxes positive whatever the standard name in its netCDF
 * says; elsewhere the CF standard name decides; a flux that says neither is not used, for its sign would be a guess.
 */
import type { GriddedVariable } from "./griddedVariable.js";

const ECMWF = /ECMWF|European Centre|ecmf/i;

/** Length of the accumulation whose energy per area is divided by it [s]: that of ERA5. */
const ACCUMULATION = 3600;

/**
 * Seconds from the stamp of a value to the instant that it is of: an accumulation over the hour before its stamp is that of
 * the middle of the hour.
 */
export function stampToInstant({ lattice, accumulated }: Pick<GriddedVariable, "lattice" | "accumulated">): number {
  return accumulated && overHours(lattice) ? -ACCUMULATION / 2 : 0;
}

/** Why a flux is not used, in words; undefined where it is. */
export function unusableHeatFlux(variable: GriddedVariable): string | undefined {
  if (upwardHeatFlux(variable) === undefined) return "the file does not say whether it counts upward or downward";
  if (variable.accumulated && !overHours(variable.lattice)) {
    return "the file does not say over how long it is accumulated, for its times are not an hour apart";
  }
  return undefined;
}

/** ERA5 accumulates over the hour before each time, which others (ERA-Interim, forecasts) do not: told by hourly steps, or by its versions. */
function overHours({ file, times }: GriddedVariable["lattice"]): boolean {
  return (
    file.has("expver") ||
    (times.length > 1 && times.every((time, i) => i === 0 || Math.abs(time - times[i - 1] - ACCUMULATION) < 5))
  );
}

/** @returns the factor that makes the flux positive upward, or undefined where the file does not tell */
export function upwardHeatFlux({ lattice: { file, variable } }: GriddedVariable): 1 | -1 | undefined {
  const origin = [
    file.attributes.institution,
    file.attributes.GRIB_centre,
    file.attributes.history,
    variable.attributes.GRIB_centre,
  ];
  if (origin.some((text) => typeof text === "string" && ECMWF.test(text))) return -1;
  switch (variable.attributes.standard_name) {
    case "surface_upward_sensible_heat_flux":
      return 1;
    // MERRA-2's HFLUX.
    case "sensible_heat_flux_from_turbulence":
      return 1;
    case "surface_downward_sensible_heat_flux":
      return -1;
    default:
      return undefined;
  }
}
