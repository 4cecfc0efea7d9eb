/** CO2 of fires by GFED4.1s. */
import { gfedYear } from "../../fluxes/sources/gfedFile.js";
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { gfedSection } from "./section.js";

export const gfed = {
  name: "gfed",
  title: "GFED4.1s",
  versions: ["layout of 4.1s, with daily and 3-hourly fractions, `_beta` years too"],
  citation: "van der Werf et al. 2017, doi:10.5194/essd-9-697-2017; the data doi:10.3334/ORNLDAAC/1293",
  licence: "free, the makers to be cited: see globalfiredata.org",
  recognise: ({ name, netcdf }) =>
    netcdf !== undefined && gfedYear(name) !== undefined && netcdf.has("ancill/grid_cell_area"),
  roles: {
    fluxes: fluxRole({
      schema: gfedSection,
      files: ["files"],
      components: ["fire"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
