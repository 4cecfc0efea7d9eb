/** XCO2 of OCO-2, OCO-3 and GOSAT (ACOS): NASA's Level-2 Standard files, before filters and bias correction. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { l2StandardSection } from "./section.js";

export const l2Standard = {
  name: "l2-standard",
  title: "Level-2 Standard of OCO-2, OCO-3 or ACOS",
  versions: ["layout of B7 to B11"],
  citation: "OCO-2 v10: doi:10.5067/6SBROTA57TFH",
  licence: "NASA's Earth science data: free, the provider to be credited",
  recognise: ({ netcdf }) =>
    ["RetrievalResults/xco2", "RetrievalResults/xco2_avg_kernel_norm"].every((name) => netcdf?.has(name)),
  roles: {
    observations: observationsRole({
      schema: l2StandardSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["column"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
