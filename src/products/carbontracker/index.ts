/** NOAA's CarbonTracker: fluxes on one degree, and mole fractions of its transport model (TM5). */
import { fluxComponents } from "../../fluxes/fluxSource.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { Product } from "../product.js";
import { backgroundRole, fluxRole } from "../role.js";
import { backgroundSection, fluxSection } from "./sections.js";

const FLUXES = ["bio_flux_opt", "bio_flux_optimized"];

export const carbontracker = {
  name: "carbontracker",
  title: "CarbonTracker",
  versions: ["layouts of CT2019B, CT2022 and CT-NRT", "names of CT2009 to CT2016"],
  citation: "CT2022: doi:10.25925/z1gj-3254; CT2019B: doi:10.25925/20201008; Jacobson et al.",
  licence: "NOAA: free, with acknowledgement; tell the makers of important use",
  recognise: ({ netcdf }) => netcdf !== undefined && (hasFluxes(netcdf) || hasMoleFractions(netcdf)),
  roles: {
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files"],
      components: fluxComponents,
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
    background: backgroundRole({
      schema: backgroundSection,
      files: ["files"],
      needsRetrievals: false,
      open: async () => (await import("./openBackground.js")).openBackground,
    }),
  },
} as const satisfies Product;

/** CarbonTracker Europe has the areas of its cells beside them. */
function hasFluxes(file: NetcdfFile): boolean {
  return FLUXES.some((name) => file.has(name)) && !file.has("cell_area");
}

/** Pressure at boundaries, one more than levels. */
function hasMoleFractions(file: NetcdfFile): boolean {
  const { level, boundary } = file.dimensions;
  return (file.has("co2") || file.has("bg")) && boundary !== undefined && boundary === level + 1;
}
