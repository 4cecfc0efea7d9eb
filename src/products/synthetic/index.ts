/** Weather, fluxes, background and observations made up by this program from a seed, for tests and twin experiments. */
import { fluxComponents } from "../../fluxes/fluxSource.js";
import type { Product } from "../product.js";
import { backgroundRole, fluxRole, meteorologyRole, observationsRole } from "../role.js";
import { kindsOf } from "./networks.js";
import { observationsSection, plainSection } from "./sections.js";

export const synthetic = {
  name: "synthetic",
  title: "synthetic data",
  versions: ["the program's own"],
  citation: "the program",
  licence: "the program's",
  recognise: () => false,
  roles: {
    meteorology: meteorologyRole({
      schema: plainSection,
      files: [],
      domain: { brings: "nothing" },
      open: async () => (await import("./openWeather.js")).openWeather,
    }),
    fluxes: fluxRole({
      schema: plainSection,
      files: [],
      components: fluxComponents,
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
    background: backgroundRole({
      schema: plainSection,
      files: [],
      needsRetrievals: false,
      open: async () => (await import("./openBackground.js")).openBackground,
    }),
    observations: observationsRole({
      schema: observationsSection,
      files: [],
      values: "from the truth",
      kinds: kindsOf,
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
