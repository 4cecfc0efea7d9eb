/** Mole fractions of CO2 of GEOS-Chem's diagnostic collection SpeciesConc. */
import type { Product } from "../product.js";
import { backgroundRole } from "../role.js";
import { backgroundSection } from "./section.js";

export const geosChem = {
  name: "geos-chem",
  title: "GEOS-Chem SpeciesConc",
  versions: ["SpeciesConc_CO2 of 12 and 13", "SpeciesConcVV_CO2 of 14"],
  citation: "that of the simulation; GEOS-Chem 12: doi:10.5281/zenodo.1343546",
  licence: "that of the simulation",
  recognise: ({ netcdf }) => netcdf?.variables.some((name) => /^SpeciesConc(VV)?_/.test(name)) === true,
  roles: {
    background: backgroundRole({
      schema: backgroundSection,
      files: ["files", "edgeFiles"],
      needsRetrievals: false,
      open: async () => (await import("./openBackground.js")).openBackground,
    }),
  },
} as const satisfies Product;
