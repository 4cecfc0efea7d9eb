/** Weather of WRF-ARW as the model itself writes it. */
import type { Product } from "../product.js";
import { meteorologyRole } from "../role.js";
import { wrfSection } from "./section.js";

export const wrf = {
  name: "wrf",
  title: "output of WRF",
  versions: ["WRF-ARW 3.3.1 (eta)", "WRF-ARW 4.5.1 (hybrid coordinate)"],
  citation: "Skamarock et al. 2021, doi:10.5065/1dfh-6p97",
  licence: "that of whoever ran the model",
  recognise: ({ netcdf }) =>
    netcdf !== undefined && "west_east" in netcdf.dimensions && "south_north" in netcdf.dimensions,
  roles: {
    meteorology: meteorologyRole({
      schema: wrfSection,
      files: ["files"],
      domain: { brings: "grid and layers", open: async () => (await import("./openWeather.js")).openDomain },
      open: async () => (await import("./openWeather.js")).openWeather,
    }),
  },
} as const satisfies Product;
