/** XCO2 of GOSAT as NIES retrieves it: SWIR level 2. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { niesSection } from "./section.js";

export const nies = {
  name: "nies",
  title: "XCO2 of GOSAT by NIES, SWIR level 2",
  versions: ["layout of V02.9x, corrected for bias"],
  citation: "Yoshida et al. 2013, doi:10.5194/amt-6-1533-2013",
  licence: "GOSAT data policy of NIES: free after registration, the provider to be credited",
  recognise: ({ netcdf }) =>
    ["Data/mixingRatio/XCO2BiasCorrected", "Data/retrievalQuality/columnAveragingKernel"].every((name) =>
      netcdf?.has(name),
    ),
  roles: {
    observations: observationsRole({
      schema: niesSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["column"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
