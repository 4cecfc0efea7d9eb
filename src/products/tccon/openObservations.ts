/** Columns of TCCON, means by hour. */
import type { RetrievalSet } from "../../observations/observation.js";
import { readTccon } from "../../observations/sources/tccon.js";
import type { TcconSection } from "./section.js";

export function openObservations({ files, scale, use }: TcconSection): Promise<RetrievalSet> {
  return readTccon(files, { scale, validates: use === "validation" });
}
