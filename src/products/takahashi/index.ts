/** The monthly climatology of the air-sea exchange of CO2 of Takahashi et al., as FluxEngine ships it on one degree. */
import type { Product } from "../product.js";
import { fluxRole } from "../role.js";
import { fluxSection } from "./section.js";

export const takahashi = {
  name: "takahashi",
  title: "Takahashi climatology (FluxEngine)",
  versions: ["2009, one degree, reference year 2000"],
  citation:
    "Takahashi et al. 2009, doi:10.1016/j.dsr2.2008.12.009; Shutler et al. 2016, doi:10.1175/JTECH-D-14-00204.1",
  licence: "FluxEngine Open Software License; acknowledge NEODAAS",
  recognise: ({ netcdf }) => netcdf !== undefined && netcdf.has("CO2flux") && netcdf.has("Dpco2"),
  roles: {
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files"],
      components: ["ocean"],
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
  },
} as const satisfies Product;
