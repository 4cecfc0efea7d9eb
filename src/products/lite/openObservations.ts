/** Retrievals of Lite files. */
import type { RetrievalSet } from "../../observations/observation.js";
import { readLite } from "../../observations/sources/lite.js";
import type { LiteSection } from "./section.js";

export function openObservations({ files }: LiteSection): Promise<RetrievalSet> {
  return readLite(files);
}
