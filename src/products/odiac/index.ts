/** Fossil emissions of the world by ODIAC, of 1 degree and of a kilometre. */
import { odiacName } from "../../fluxes/sources/odiac.js";
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { odiacSection } from "./section.js";

export const odiac = {
  name: "odiac",
  title: "ODIAC",
  versions: ["layout of 2019 to 2022, 1 degree netCDF and 1 km GeoTIFF"],
  citation: "Oda et al. 2018, doi:10.5194/essd-10-87-2018; the data doi:10.17595/20170411.001",
  licence: "free for research, the makers to be cited: see db.cger.nies.go.jp/dataset/ODIAC",
  recognise: ({ name }) => odiacName(name) !== undefined,
  roles: {
    fluxes: fluxRole({
      schema: odiacSection,
      files: ["files"],
      components: ["fossil"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
