/** How seasons are named and ordered in figures. */
import type { SeasonName } from "../periods.js";

const NAMES: Readonly<Record<SeasonName, string>> = {
  MAM: "Mar–May",
  JJA: "Jun–Aug",
  SON: "Sep–Nov",
  DJF: "Dec–Feb",
};

/** @param periods with or without repetition @returns the seasons among them, from spring on */
export function inOrderOfSeasons(periods: readonly string[]): SeasonName[] {
  return (Object.keys(NAMES) as SeasonName[]).filter((season) => periods.includes(season));
}

export function periodName(period: string): string {
  return NAMES[period as SeasonName] ?? "All scored days";
}
