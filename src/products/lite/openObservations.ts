/** Retrievals of Lite files. */
import type { RetrievalSet } from "../../observations/observation.js";
import { readLite } from "../../observations/sources/lite.js";
import type { ObservationsContext } from "../product.js";
import type { LiteSection } from "./section.js";

export function openObservations(
  { files, scale, modes, quality, average }: LiteSection,
  { grid, period }: ObservationsContext,
): Promise<RetrievalSet> {
  return readLite(files, { scale, views: modes, bits: quality, average, cells: { grid, period } });
}
