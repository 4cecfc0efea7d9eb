/** What kind of region a name is of. Every name that the program does not give itself is one of a user's own. */
import { boxes } from "./boxes.js";
import { partitions } from "./masks.js";

/**
 * `named`: the domain, land, ocean and the boxes of the literature; `part`: one of R8 or R24; `province`: a province of
 * China, or mainland China; `own`: given in the experiment file.
 */
export type RegionKind = "named" | "part" | "province" | "own";

const NAMED: ReadonlySet<string> = new Set(["domain", "land", "ocean", ...boxes.map(({ id }) => id)]);
const PART = new RegExp(`^(${partitions.map(({ id }) => id).join("|")})-\\d+$`, "i");
const PROVINCE = /^(province-.+|mainland-china)$/;

/** @param id of a region */
export function kindOf(id: string): RegionKind {
  if (NAMED.has(id)) return "named";
  if (PART.test(id)) return "part";
  return PROVINCE.test(id) ? "province" : "own";
}
