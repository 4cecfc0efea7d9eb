/** Retrievals of Level-2 Standard files. */
import type { RetrievalSet } from "../../observations/observation.js";
import { readL2Standard } from "../../observations/sources/l2Standard.js";
import type { ObservationsContext } from "../product.js";
import type { L2StandardSection } from "./section.js";

export function openObservations(
  { files, average }: L2StandardSection,
  { grid, period }: ObservationsContext,
): Promise<RetrievalSet> {
  return readL2Standard(files, { average, cells: { grid, period } });
}
