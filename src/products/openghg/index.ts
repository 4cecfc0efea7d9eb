/** Files in the forms of OpenGHG: fluxes `flux` with time last, and CO2 at the four sides of a box by height. */
import { fluxComponents } from "../../fluxes/fluxSource.js";
import type { Product } from "../product.js";
import { backgroundRole, fluxRole } from "../role.js";
import { backgroundSection, fluxSection } from "./sections.js";

const SIDES = ["vmr_n", "vmr_e", "vmr_s", "vmr_w"];

export const openghg = {
  name: "openghg",
  title: "OpenGHG form",
  versions: ["CARDAMOM and NEMO fluxes of its tests", "boundary conditions (CAMS over Europe, July 2014)"],
  citation: "that of the files' producer",
  licence: "that of the files' producer",
  recognise: ({ netcdf }) =>
    netcdf !== undefined &&
    (SIDES.every((name) => netcdf.has(name)) ||
      (netcdf.has("flux") && netcdf.attributes.number_of_prior_files_used !== undefined)),
  roles: {
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files"],
      components: fluxComponents,
      open: async () => (await import("./openFlux.js")).openFlux,
    }),
    background: backgroundRole({
      schema: backgroundSection,
      files: ["files"],
      needsRetrievals: false,
      open: async () => (await import("./openBackground.js")).openBackground,
    }),
  },
} as const satisfies Product;
