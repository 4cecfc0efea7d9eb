/** TVPRM: net ecosystem exchange of the tundra and boreal forest of Alaska, hourly on an Albers grid of 30 km (ABoVE). */
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { fluxSection } from "./section.js";

export const tvprm = {
  name: "tvprm",
  title: "TVPRM",
  versions: ["ORNL DAAC, 2008 (a subset)"],
  citation: "Schiferl et al. 2022, doi:10.5194/bg-19-5953-2022",
  licence: "NASA's Earth science data: free, the provider to be credited",
  recognise: ({ netcdf }) =>
    netcdf?.has("NEE") === true &&
    /TVPRM/.test(`${String(netcdf.attributes.source)} ${String(netcdf.attributes.title)}`),
  roles: {
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files"],
      components: ["biosphere"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
