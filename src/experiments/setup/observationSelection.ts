/** Which of the good observations the configuration wants assimilated. */
import type { Selection } from "../../observations/quality.js";
import type { ExperimentConfig } from "../../config/schema.js";

export function selectionOf(
  { withheldShare, correlatedNeighbours }: NonNullable<ExperimentConfig["observations"]>,
  seed: number,
): Selection {
  if (correlatedNeighbours === "none") return { seed, withheldShare };
  const { lengthKm, treatment } = correlatedNeighbours;
  return { seed, withheldShare, neighbours: { length: 1000 * lengthKm, treatment } };
}
