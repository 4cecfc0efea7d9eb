/**
 * Which way a sensible heat flux counts. ECMWF counts downward fluxes positive whatever the standard name in its netCDF
 * says; elsewhere the CF standard name decides; a flux that says neither is not used, for its sign would be a guess.
 */
import { unknownAccumulation } from "./accumulation.js";
import type { GriddedVariable } from "./griddedVariable.js";

const ECMWF = /ECMWF|European Centre|ecmf/i;

/** Why a flux is not used, in words; undefined where it is. */
export function unusableHeatFlux(variable: GriddedVariable): string | undefined {
  if (upwardHeatFlux(variable) === undefined) return "the file does not say whether it counts upward or downward";
  return unknownAccumulation(variable);
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
