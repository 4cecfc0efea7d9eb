/** Weather in CF netCDF or GRIB, of whatever reanalysis, forecast or general circulation model. */
import { quantities } from "../../meteorology/sources/griddedQuantities.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { Product } from "../product.js";
import { meteorologyRole } from "../role.js";
import { griddedSection } from "./section.js";

export const gridded = {
  name: "gridded",
  title: "gridded weather",
  versions: [
    "NCEP GFS 2.5 degrees",
    "SPEEDY (doi:10.5281/zenodo.5816982)",
    "ERA5 (doi:10.1002/qj.3803) on a UTM grid; its layouts",
    "layout of MERRA-2 (doi:10.1175/JCLI-D-16-0758.1)",
  ],
  citation: "that of the weather's producer",
  licence: "that of the weather's producer",
  recognise: ({ netcdf, firstBytes }) =>
    netcdf === undefined
      ? isReanalysis(firstBytes)
      : // WRF has a "U" too.
        !("west_east" in netcdf.dimensions) && (hasWind(netcdf) || hasField(netcdf)),
  roles: {
    meteorology: meteorologyRole({
      schema: griddedSection,
      files: ["files"],
      domain: { brings: "layers", open: async () => (await import("./openWeather.js")).openLayers },
      open: async () => (await import("./openWeather.js")).openWeather,
    }),
  },
} as const satisfies Product;

function hasWind(file: NetcdfFile): boolean {
  return quantities.eastwardWind.names.some((name) => file.has(name));
}

/** Reanalyses may have a file for each quantity; with CO2 it is the weather beside it, with VGLVLS that of MCIP. */
function hasField(file: NetcdfFile): boolean {
  const names = [quantities.northwardWind, quantities.temperature, quantities.specificHumidity].flatMap(
    (one) => one.names,
  );
  return (
    !file.has("co2") &&
    !("VGLVLS" in file.attributes) &&
    names.some((name) => file.has(name) && file.variable(name).shape.length > 2)
  );
}

/** GRIB, or an archive of the Climate Data Store, whose first member is named after its stream. */
function isReanalysis(firstBytes: Uint8Array): boolean {
  const begins = new TextDecoder("latin1").decode(firstBytes.subarray(0, 64));
  return begins.startsWith("GRIB") || (begins.startsWith("PK") && begins.includes("data_stream-"));
}
