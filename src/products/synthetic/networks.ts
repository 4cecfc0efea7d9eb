/** The observing networks that a section asks for. */
import type { Observation } from "../../observations/observation.js";
import type { NetworkName } from "../../observations/sources/syntheticNetworks.js";
import type { SyntheticObservationsSection } from "./sections.js";

const KIND = { gosat: "column", oco2: "column", towers: "point" } as const satisfies Record<
  NetworkName,
  Observation["kind"]
>;

export function networksOf({ network }: SyntheticObservationsSection): readonly NetworkName[] {
  return network ?? ["gosat"];
}

export function kindsOf(section: SyntheticObservationsSection): Observation["kind"][] {
  return networksOf(section).map((name) => KIND[name]);
}
