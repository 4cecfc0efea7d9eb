/** CarbonTracker Europe, by Wageningen University: fluxes on one degree, monthly or finer. */
import { fluxComponents } from "../../fluxes/fluxSource.js";
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { fluxSection } from "./section.js";

export const carbontrackerEurope = {
  name: "carbontracker-europe",
  title: "CarbonTracker Europe",
  versions: ["layout of CTE GCB2023 (ICOS Carbon Portal)", "names of monthly files with bio_flux_opt and cell_area"],
  citation: "van der Laan-Luijkx et al. 2017, doi:10.5194/gmd-10-2785-2017",
  licence: "CC BY 4.0 (ICOS Carbon Portal)",
  recognise: ({ netcdf }) =>
    netcdf !== undefined &&
    (netcdf.has("biosphere_flux_optimized") || (netcdf.has("bio_flux_opt") && netcdf.has("cell_area"))),
  roles: {
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files"],
      components: fluxComponents,
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
