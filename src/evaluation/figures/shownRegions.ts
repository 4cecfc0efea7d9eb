/** The regions that figures show: those of the paper where the domain has them, else what stands for them. */
import { boxes } from "../../regions/boxes.js";
import { kindOf } from "../../regions/kinds.js";
import type { Region } from "../../regions/region.js";

type Named = Pick<Region, "id" | "title">;

const FOUR = ["west", "north", "central", "south"];
const MOST = 4;

/** The sum and its parts: China and its four regions; else the land and the user's own regions, or R8. */
export function mainRegions<R extends Named>(
  regions: readonly R[],
): { readonly sum: R | undefined; readonly parts: R[] } {
  const find = (id: string): R | undefined => regions.find((region) => region.id === id);
  const four = FOUR.flatMap((id) => find(id) ?? []);
  const sum = find("mainland-china") ?? find("land");
  if (four.length === FOUR.length) return { sum, parts: four };
  const own = regions.filter(({ id }) => kindOf(id) === "own");
  const eighths = regions.filter(({ id }) => id.startsWith("R8-"));
  return { sum, parts: (own.length > 0 ? own : eighths).slice(0, MOST) };
}

/** Small boxes of the literature that are in the domain. */
export function ecologicalAreas<R extends Named>(regions: readonly R[]): R[] {
  const ids = boxes.map(({ id }) => id).filter((id) => !FOUR.includes(id));
  return ids.flatMap((id) => regions.find((region) => region.id === id) ?? []);
}
