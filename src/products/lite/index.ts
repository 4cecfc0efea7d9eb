/** XCO2 of GOSAT (ACOS), OCO-2 and OCO-3: NASA's Level-2 Lite files. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { liteSection } from "./section.js";

export const lite = {
  name: "lite",
  title: "Level-2 Lite of ACOS, OCO-2 or OCO-3",
  versions: ["ACOS v9", "layouts of ACOS v7.3, OCO-2 v10 and v11, OCO-3"],
  citation: "ACOS v9: doi:10.5067/VWSABTO7ZII4; each file names its own (identifier_product_doi)",
  licence: "NASA's Earth science data: free, the provider to be credited",
  recognise: ({ netcdf }) =>
    ["sounding_id", "xco2_averaging_kernel", "co2_profile_apriori", "xco2_apriori"].every((name) => netcdf?.has(name)),
  roles: {
    observations: observationsRole({
      schema: liteSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["column"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
