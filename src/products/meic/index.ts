/** Anthropogenic emissions of China by MEIC, as its netCDF and ASCII grids are downloaded. */
import { meicName } from "../../fluxes/sources/meic.js";
import { isGmtGrid, isArcGrid } from "../../io/raster.js";
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { meicSection } from "./section.js";

export const meic = {
  name: "meic",
  title: "MEIC",
  versions: ["layout of v1.3 and v1.4, netCDF and ASCII"],
  citation: "Li et al. 2017, doi:10.1093/nsr/nwx150; Zheng et al. 2018, doi:10.5194/acp-18-14095-2018",
  licence: "free for research after registration, no redistribution: see meicmodel.org.cn",
  recognise: ({ name, netcdf, text }) =>
    meicName(name) !== undefined && (netcdf === undefined ? text !== undefined && isArcGrid(text) : isGmtGrid(netcdf)),
  roles: {
    fluxes: fluxRole({
      schema: meicSection,
      files: ["files"],
      components: ["fossil"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
