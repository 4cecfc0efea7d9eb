/** The regions by which a run is looked at closely. */
import { kindOf } from "../regions/kinds.js";

/** @returns provinces and regions of the experiment file; where there are none of them, R24 */
export function smallRegions<Item>(items: readonly Item[], idOf: (item: Item) => string): Item[] {
  const small = items.filter((item) => kindOf(idOf(item)) === "own" || idOf(item).startsWith("province-"));
  return small.length > 0 ? small : items.filter((item) => idOf(item).startsWith("R24-"));
}
