/** Columns whose variables are named by hand. */
import type { RetrievalSet } from "../../observations/observation.js";
import { readColumns } from "../../observations/sources/columns.js";
import type { ObservationsContext } from "../product.js";
import type { ColumnsSection } from "./section.js";

export function openObservations(
  { files, title, variables, quality, average }: ColumnsSection,
  { grid, period }: ObservationsContext,
): Promise<RetrievalSet> {
  return readColumns(files, { title, variables, quality, average, cells: { grid, period } });
}
