/** XCO2 measured from the ground: the Total Carbon Column Observing Network. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { tcconSection } from "./section.js";

export const tccon = {
  name: "tccon",
  title: "TCCON",
  versions: ["GGG2020 public (format 2020.B)"],
  citation: "Laughner et al. 2024, doi:10.5194/essd-16-2197-2024; each site's own (data_doi)",
  licence: "TCCON data use policy: free, each site to be credited",
  recognise: ({ netcdf }) => ["ak_xco2", "prior_co2", "integration_operator"].every((name) => netcdf?.has(name)),
  roles: {
    observations: observationsRole({
      schema: tcconSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["column"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
