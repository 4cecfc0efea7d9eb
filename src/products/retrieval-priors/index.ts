/** A background made of the prior profiles that the experiment's own retrievals come with. */
import type { Product } from "../product.js";
import { backgroundRole } from "../role.js";
import { sectionSchema } from "../section.js";

export const retrievalPriors = {
  name: "retrieval-priors",
  title: "prior profiles of retrievals",
  versions: ["the retrievals' own"],
  citation: "that of the retrievals",
  licence: "that of the retrievals",
  recognise: () => false,
  roles: {
    background: backgroundRole({
      schema: sectionSchema("retrieval-priors", {}),
      files: [],
      needsRetrievals: true,
      open: async () => (await import("./openBackground.js")).openBackground,
    }),
  },
} as const satisfies Product;
