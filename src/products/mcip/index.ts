/** Weather of WRF as MCIP, the meteorology processor of CMAQ, writes it. */
import type { Product } from "../product.js";
import { meteorologyRole } from "../role.js";
import { mcipSection } from "./section.js";

export const mcip = {
  name: "mcip",
  title: "MCIP",
  versions: ["those with DENSA_J and MSFX2, of WRF"],
  citation: "Otte & Pleim 2010, doi:10.5194/gmd-3-243-2010",
  licence: "that of the weather's producer",
  recognise: ({ netcdf }) => netcdf !== undefined && "VGLVLS" in netcdf.attributes,
  roles: {
    meteorology: meteorologyRole({
      schema: mcipSection,
      files: ["files"],
      domain: { brings: "grid and layers", open: async () => (await import("./openWeather.js")).openDomain },
      open: async () => (await import("./openWeather.js")).openWeather,
    }),
  },
} as const satisfies Product;
