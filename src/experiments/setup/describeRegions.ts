/** What a run has of the regions that its file gives, in lines for people. */
import { type OwnRegions, overlapsInWords } from "../../regions/ownRegions.js";

/** Names that are told one by one. */
const TOLD = 6;

/** @param area of the cells [m2] @returns nothing where none were given */
export function describeRegions({ regions, outside }: OwnRegions, area: ArrayLike<number>): string[] {
  if (regions.length === 0) return [];
  const list = (names: readonly string[]): string =>
    [...names.slice(0, TOLD), ...(names.length > TOLD ? [`${names.length - TOLD} more`] : [])].join(", ");
  const lines = [`${regions.length} of the experiment file: ${list(regions.map(({ title }) => title))}`];
  if (outside.length > 0) lines.push(`no cell of the domain, left out: ${list(outside)}`);
  lines.push(...overlapsInWords(regions, area));
  return lines.map((line) => `  regions      ${line}`);
}
