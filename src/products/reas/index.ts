/** Anthropogenic emissions of Asia by REAS, as its texts are downloaded. */
import { reasName } from "../../fluxes/sources/reas.js";
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { reasSection } from "./section.js";

export const reas = {
  name: "reas",
  title: "REAS",
  versions: ["layout of v3.1 and v3.2, text"],
  citation: "Kurokawa & Ohara 2020, doi:10.5194/acp-20-12761-2020",
  licence: "free for research, the makers to be told and cited: see nies.go.jp/REAS",
  recognise: ({ name, text }) => reasName(name) !== undefined && text !== undefined && /^\s*\d+\s*$/m.test(text),
  roles: {
    fluxes: fluxRole({
      schema: reasSection,
      files: ["files"],
      components: ["fossil"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
