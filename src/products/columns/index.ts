/** XCO2 of any file whose variables are named in the experiment file. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { columnsSection } from "./section.js";

export const columns = {
  name: "columns",
  title: "columns by name of variable",
  versions: ["any netCDF or HDF5 with kernel, weights, prior and pressures"],
  citation: "that of the files' producer",
  licence: "that of the files' producer",
  // Nothing of a file says that somebody means to name its variables.
  recognise: () => false,
  roles: {
    observations: observationsRole({
      schema: columnsSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["column"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
