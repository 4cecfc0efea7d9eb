/** Anthropogenic emissions of the world by CEDS, and others of input4MIPs, by month and sector. */
import { CEDS_VARIABLE } from "../../fluxes/sources/ceds.js";
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { cedsSection } from "./section.js";

export const ceds = {
  name: "ceds",
  title: "CEDS",
  versions: ["layout of input4MIPs (CMIP6)"],
  citation: "Hoesly et al. 2018, doi:10.5194/gmd-11-369-2018",
  licence: "CC BY 4.0, from the version of 2021; earlier ones CC BY-SA 4.0",
  recognise: ({ netcdf }) => netcdf?.has(CEDS_VARIABLE) === true,
  roles: {
    fluxes: fluxRole({
      schema: cedsSection,
      files: ["files"],
      components: ["fossil"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
