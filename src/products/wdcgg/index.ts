/** Surface sites of the World Data Centre for Greenhouse Gases, as text. */
import type { Product } from "../product.js";
import { observationsRole } from "../role.js";
import { wdcggSection } from "./section.js";

export const wdcgg = {
  name: "wdcgg",
  title: "WDCGG text files",
  versions: ["layout until 2018 (GAW report 188)", "layout since"],
  citation: "the contributors whom each file names; WDCGG, gaw.kishou.go.jp",
  licence: "contributors' terms: free for science, co-authorship to be offered",
  recognise: ({ text }) =>
    text !== undefined && (text.startsWith("C01 TITLE:") || (/^# *header_lines *:/.test(text) && /wdcgg/i.test(text))),
  roles: {
    observations: observationsRole({
      schema: wdcggSection,
      files: ["files"],
      values: "measured",
      kinds: () => ["point"],
      open: async () => (await import("./openObservations.js")).openObservations,
    }),
  },
} as const satisfies Product;
