/** Retrievals in the format of GHG-CCI and C3S. */
import type { RetrievalSet } from "../../observations/observation.js";
import { readC3s } from "../../observations/sources/c3s.js";
import type { ObservationsContext } from "../product.js";
import type { C3sSection } from "./section.js";

export function openObservations(
  { files, average }: C3sSection,
  { grid, period }: ObservationsContext,
): Promise<RetrievalSet> {
  return readC3s(files, { average, cells: { grid, period } });
}
