/** Weather in CF netCDF, of whatever reanalysis, forecast or general circulation model. */
import { quantities } from "../../meteorology/sources/griddedQuantities.js";
import type { Product } from "../product.js";
import { meteorologyRole } from "../role.js";
import { griddedSection } from "./section.js";

export const gridded = {
  name: "gridded",
  title: "gridded weather",
  versions: ["NCEP GFS 2.5 degrees", "SPEEDY (doi:10.5281/zenodo.5816982)", "ERA5 (doi:10.1002/qj.3803) on a UTM grid"],
  citation: "that of the weather's producer",
  licence: "that of the weather's producer",
  recognise: ({ netcdf }) =>
    netcdf !== undefined &&
    quantities.eastwardWind.names.some((name) => netcdf.has(name)) &&
    // WRF has a "U" too.
    !("west_east" in netcdf.dimensions),
  roles: {
    meteorology: meteorologyRole({
      schema: griddedSection,
      files: ["files"],
      domain: { brings: "layers", open: async () => (await import("./openWeather.js")).openLayers },
      open: async () => (await import("./openWeather.js")).openWeather,
    }),
  },
} as const satisfies Product;
