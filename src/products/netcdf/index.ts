/** Fluxes and CO2 fields of any producer in plain netCDF files, by the name of their variable. */
import { fluxComponents } from "../../fluxes/fluxSource.js";
import type { Product } from "../product.js";
import { backgroundRole, fluxRole } from "../role.js";
import { backgroundSection, fluxSection } from "./sections.js";

export const netcdf = {
  name: "netcdf",
  title: "netCDF by name of variable",
  versions: ["layouts of CarbonTracker (CT2019B, CT2022), CAMS (before v21; egg4) and OpenGHG"],
  citation: "that of the files' producer",
  licence: "that of the files' producer",
  // Whose variable the user names: nothing tells the file from any other.
  recognise: () => false,
  roles: {
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files", "parts"],
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
