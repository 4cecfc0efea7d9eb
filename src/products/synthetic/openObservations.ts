/** Observations of the networks that a section asks for, without values: those a twin's truth gives. */
import { SECONDS_PER_DAY } from "../../constants.js";
import { type SyntheticObservations, syntheticObservations } from "../../observations/sources/syntheticNetworks.js";
import type { ObservationsContext } from "../product.js";
import { networksOf } from "./networks.js";
import type { SyntheticObservationsSection } from "./sections.js";

export function openObservations(
  section: SyntheticObservationsSection,
  { grid, landFraction, surfacePressure, seed, period: { start, end } }: ObservationsContext,
): SyntheticObservations {
  const days = (end - start) / SECONDS_PER_DAY;
  return syntheticObservations(networksOf(section), { grid, landFraction, surfacePressure, seed, start, days });
}
