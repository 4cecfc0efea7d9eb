/** Surface sites of ICOS: text files of its Atmosphere Thematic Centre, and netCDF of the Carbon Portal as OpenGHG stores it. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { icosSection } from "./section.js";

export const icos = {
  name: "icos",
  title: "ICOS atmosphere files",
  versions: ["release 2024.1 (CH4, 14C)", "layout of CO2, continuous and flasks", "netCDF of OpenGHG (Torfhaus 147 m)"],
  citation: "the release, ICOS RI, of which each has a DOI; Hazan et al. 2016, doi:10.5194/amt-9-4719-2016",
  licence: "CC BY 4.0",
  recognise: ({ text, netcdf }) =>
    (text !== undefined && text.startsWith("# TITLE:") && /^# STATION CODE:/m.test(text)) ||
    (netcdf !== undefined && netcdf.attributes.network === "ICOS" && "station_longitude" in netcdf.attributes),
  roles: {
    observations: observationsRole({
      schema: icosSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["point"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
