/**
 * Factors of the hour of the day and of the weekday on emissions that files give by month or year. Both are scaled to a mean
 * of 1, so that any seven days have the emissions that they have without factors, and any day those of its weekday.
 * Local time is mean solar time, or that of one zone.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { Time } from "../../time.js";
import { DAILY, HOURLY, type ProfileName, profileOfSector } from "./timeProfiles.js";

/** None, that of each sector, one of the table for all, or numbers. */
export type ProfileChoice = "none" | "sector" | ProfileName | readonly number[];

export interface TimeFactorChoice {
  /** Of 24 hours from midnight. */
  readonly diurnal: ProfileChoice;
  /** Of seven days from Monday. */
  readonly weekly: ProfileChoice;
  /** `solar`, or hours ahead of UTC. */
  readonly clock: "solar" | number;
}

/** Mean over [time, time + 1 h) of the factor at a longitude [degrees], [1]. */
export type TimeFactor = (time: Time, longitude: number) => number;

/** @returns undefined where nothing varies in a sector */
export function timeFactorOf({ diurnal, weekly, clock }: TimeFactorChoice, sector: string): TimeFactor | undefined {
  const ofHour = tableOf(diurnal, HOURLY, sector);
  const ofDay = tableOf(weekly, DAILY, sector);
  if (ofHour === undefined && ofDay === undefined) return undefined;
  const at = (hour: number): number => {
    // 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
    const day = (((Math.floor(hour / 24) + 3) % 7) + 7) % 7;
    return (ofHour?.[((hour % 24) + 24) % 24] ?? 1) * (ofDay?.[day] ?? 1);
  };
  return (time, longitude) => {
    const local = time / SECONDS_PER_HOUR + (clock === "solar" ? longitude / 15 : clock);
    const hour = Math.floor(local);
    const later = local - hour;
    return (1 - later) * at(hour) + later * at(hour + 1);
  };
}

function tableOf(
  choice: ProfileChoice,
  tables: Readonly<Record<ProfileName, readonly number[]>>,
  sector: string,
): readonly number[] | undefined {
  if (choice === "none") return undefined;
  const name = choice === "sector" ? profileOfSector(sector) : choice;
  if (name === undefined) return undefined;
  const table = typeof name === "string" ? tables[name] : name;
  const mean = table.reduce((sum, factor) => sum + factor, 0) / table.length;
  return table.map((factor) => factor / mean);
}

/** What the factors are, for the remarks. */
export function timeFactorWords({ diurnal, weekly, clock }: TimeFactorChoice): string | undefined {
  const words = (choice: ProfileChoice): string =>
    typeof choice !== "string"
      ? "of the experiment"
      : choice === "sector"
        ? "of each sector (TNO)"
        : `of ${choice} (TNO)`;
  const parts = [
    ...(diurnal === "none" ? [] : [`of the hour ${words(diurnal)}`]),
    ...(weekly === "none" ? [] : [`of the weekday ${words(weekly)}`]),
  ];
  if (parts.length === 0) return undefined;
  return `factors ${parts.join(" and ")}, by ${clock === "solar" ? "mean solar time" : `UTC${clock < 0 ? "" : "+"}${clock}`}`;
}
