/** Emissions of one inventory inside China and of another outside. */
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { mosaicSection } from "./section.js";

export const mosaic = {
  name: "mosaic",
  title: "two emission inventories joined at the border of China",
  versions: ["those of the inventories"],
  citation: "those of the inventories",
  licence: "those of the inventories",
  // Its files are those of its inventories.
  recognise: () => false,
  roles: {
    fluxes: fluxRole({
      schema: mosaicSection,
      files: ["inside", "outside"],
      components: ["fossil"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
