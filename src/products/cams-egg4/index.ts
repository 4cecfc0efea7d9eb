/** The greenhouse gas reanalysis of the Copernicus Atmosphere Monitoring Service, EGG4 (2003 to 2020), as netCDF. */
import type { Product } from "../product.js";
import { backgroundRole } from "../role.js";
import { backgroundSection } from "./section.js";

export const camsEgg4 = {
  name: "cams-egg4",
  title: "CAMS reanalysis EGG4",
  versions: ["layout on pressure levels (netCDF of the Atmosphere Data Store)"],
  citation: "Agustí-Panareda et al. 2023, doi:10.5194/acp-23-3829-2023",
  licence: "CC BY 4.0 (Copernicus Atmosphere Monitoring Service)",
  recognise: ({ netcdf }) => {
    if (netcdf === undefined || !netcdf.has("co2")) return false;
    return /^kg ?\/? ?kg/.test(String(netcdf.variable("co2").attributes.units ?? ""));
  },
  roles: {
    background: backgroundRole({
      schema: backgroundSection,
      files: ["files"],
      needsRetrievals: false,
      open: async () => (await import("./openBackground.js")).openBackground,
    }),
  },
} as const satisfies Product;
