/** XCO2 in the common level-2 format of ESA's GHG-CCI and of the Copernicus Climate Change Service. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { c3sSection } from "./section.js";

export const c3s = {
  name: "c3s",
  title: "XCO2 of C3S or ESA GHG-CCI, level 2",
  versions: ["layout of GHG-CCI and C3S (GOSAT OCFP v7)"],
  citation: "C3S: doi:10.24381/cds.f74805c8; the algorithm's own paper",
  licence: "Copernicus licence or ESA CCI data policy: free, the provider to be credited",
  recognise: ({ netcdf }) =>
    ["xco2", "pressure_weight", "co2_profile_apriori"].every((name) => netcdf?.has(name)) &&
    netcdf?.has("xco2_apriori") === false,
  roles: {
    observations: observationsRole({
      schema: c3sSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["column"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
