/** Surface sites of ObsPack: NOAA's collections of many laboratories in netCDF, such as GLOBALVIEWplus. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { obspackSection } from "./section.js";

export const obspack = {
  name: "obspack",
  title: "ObsPack",
  versions: ["GLOBALVIEWplus v2.0 of CH4", "CCGGTowerInsitu v1.0 of CH4", "layout of GLOBALVIEWplus of CO2"],
  citation: "Masarie et al. 2014, doi:10.5194/essd-6-375-2014; each collection names its own (obspack_citation)",
  licence: "each collection's fair-use statement (obspack_fair_use): free, laboratories to be asked and credited",
  recognise: ({ netcdf }) =>
    netcdf?.attributes.dataset_parameter !== undefined && netcdf.has("value") && netcdf.has("intake_height"),
  roles: {
    observations: observationsRole({
      schema: obspackSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["point"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
