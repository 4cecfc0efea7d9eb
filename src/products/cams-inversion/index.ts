/** The inversions of CO2 of the Copernicus Atmosphere Monitoring Service (LSCE): monthly fluxes, and mole fractions. */
import type { Product } from "../product.js";
import { backgroundRole, fluxRole } from "../role.js";
import { backgroundSection, fluxSection } from "./sections.js";

export const camsInversion = {
  name: "cams-inversion",
  title: "CAMS inversion of CO2",
  versions: ["layouts of fluxes v18 to v23 and FT23, of mole fractions before v21"],
  citation: "Chevallier et al. 2005, doi:10.1029/2005JD006390; Chevallier et al. 2019, doi:10.5194/acp-19-14233-2019",
  licence: "CC BY 4.0 (Copernicus Atmosphere Monitoring Service)",
  recognise: ({ netcdf }) =>
    netcdf !== undefined &&
    (netcdf.has("flux_apos_bio") || ["CO2", "ap", "bp", "Psurf"].every((name) => netcdf.has(name))),
  roles: {
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files"],
      components: ["biosphere", "ocean", "fossil"],
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
