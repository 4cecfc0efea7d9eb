/** Retrievals of NIES. */
import type { RetrievalSet } from "../../observations/observation.js";
import { readNies } from "../../observations/sources/nies.js";
import type { ObservationsContext } from "../product.js";
import type { NiesSection } from "./section.js";

export function openObservations(
  { files, average, firstLayer }: NiesSection,
  { grid, period }: ObservationsContext,
): Promise<RetrievalSet> {
  return readNies(files, { average, firstLayer, cells: { grid, period } });
}
