/** Surface sites of NOAA's Global Monitoring Laboratory: flasks and in situ measurements as text. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { noaaSection } from "./section.js";

export const noaa = {
  name: "noaa",
  title: "NOAA GML text files",
  versions: ["in situ of 2021 (CO2)", "flask events of 2017 and 2018 (CH4, CO)", "layout of hourly means"],
  citation: "each file names its own (dataset_citation); Andrews et al. 2014, doi:10.5194/amt-7-647-2014 (towers)",
  licence: "public domain; fair use asks that NOAA is told and credited",
  recognise: ({ text }) => text !== undefined && /^# *(number_of_)?header_lines *:/.test(text) && !/wdcgg/i.test(text),
  roles: {
    observations: observationsRole({
      schema: noaaSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["point"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
