/**
 * Heights at which sectors emit, chimney and rise of the plume together: mean profiles of Europe by Bieser et al. (2011,
 * doi:10.1016/j.envpol.2011.04.030, table 3) on the layers up to 1106 m, of public power and of industry. Homes and traffic emit
 * below 20 m.
 */
import type { HeightProfile } from "../heightProfile.js";
import { type ProfileName, profileOfSector } from "./timeProfiles.js";

const UP_TO = [20, 92, 184, 324, 522, 781, 1106];
const NEAR_THE_GROUND: HeightProfile = { upTo: [20], share: [1] };

const HEIGHTS: Readonly<Record<ProfileName, HeightProfile>> = {
  power: { upTo: UP_TO, share: [0, 0, 0.0025, 0.51, 0.453, 0.0325, 0.002] },
  industry: { upTo: UP_TO, share: [0.06, 0.16, 0.75, 0.03, 0, 0, 0] },
  residential: NEAR_THE_GROUND,
  transport: NEAR_THE_GROUND,
};

/** None (all into the lowest layer), that of each sector, one of the table for all, or numbers. */
export type HeightChoice = "none" | "sector" | ProfileName | HeightProfile;

/** @returns undefined where all goes into the lowest layer */
export function heightProfileOf(choice: HeightChoice, sector: string): HeightProfile | undefined {
  if (choice === "none") return undefined;
  if (typeof choice !== "string") return scaled(choice);
  const name = choice === "sector" ? profileOfSector(sector) : choice;
  return name === undefined ? undefined : scaled(HEIGHTS[name]);
}

/** To a sum of 1. */
function scaled({ upTo, share }: HeightProfile): HeightProfile {
  const sum = share.reduce((total, one) => total + one, 0);
  return { upTo, share: share.map((one) => one / sum) };
}

/** What the profiles are, for the remarks. */
export function heightWords(choice: HeightChoice): string | undefined {
  if (choice === "none") return undefined;
  if (typeof choice !== "string")
    return `given off up to ${choice.upTo[choice.upTo.length - 1]} m above the ground, as the experiment says`;
  const whose = choice === "sector" ? "of each sector" : `of ${choice}`;
  return `given off at the heights ${whose} in Europe (Bieser et al. 2011)`;
}
