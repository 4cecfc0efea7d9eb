/** The observing systems that are compared, as what each changes of the standard experiment, which has the first. */
import type { Section } from "./substitution.js";

export const networks = ["gosat", "oco2", "towers", "gosat+towers"] as const;
export type Network = (typeof networks)[number];

export const networkTitles: Readonly<Record<Network, string>> = {
  gosat: "GOSAT-like",
  oco2: "OCO-2-like",
  towers: "towers",
  "gosat+towers": "GOSAT-like and towers",
};

export const networkChanges: Readonly<Record<Network, Section>> = {
  gosat: { observations: { network: "gosat" } },
  oco2: { observations: { network: "oco2" } },
  towers: { observations: { network: "towers" } },
  "gosat+towers": { observations: { network: ["gosat", "towers"] } },
};
