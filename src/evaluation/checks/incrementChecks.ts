/**
 * Increments of the analysis at the observations, by local hour and near each side of the domain: where they keep one sign,
 * something in the model is wrong that no flux should be made to answer for.
 */
import { mean } from "../columnStatistics.js";
import type { Grid } from "../../grids/grid.js";
import type { Observation } from "../../observations/observation.js";
import type { RunObservations } from "../readRun.js";
import { startOfDay } from "../../time.js";
import { studentQuantile } from "../studentQuantile.js";
import { type Check, type CheckKind, type CheckNumber, FEWEST_OF_PART, judged, untested } from "./check.js";
import type { Departure } from "./departures.js";

/** Where the domain is; what is asked of its grid. */
export type DomainGrid = Pick<Grid, "columns" | "rows" | "cellAt">;

const hourKind: CheckKind = {
  id: "increments-by-hour",
  title: "Increments by hour of the day",
  unit: "ppm",
  meaning:
    "Mean of analysis minus background at the assimilated observations, by three hours of local solar time: of one sign at some " +
    "hours alone it is the daily cycle of boundary layer or prior that is wrong.",
  advice: "leave those hours out (sites), or look at boundary-layer height, mixing and the daily cycle of the prior",
};
const sideKind: CheckKind = {
  id: "increments-by-side",
  title: "Increments by side of the domain",
  unit: "ppm",
  meaning:
    "Mean of analysis minus background at the assimilated observations in the outer sixth of the domain at each side: of one sign " +
    "the air that comes in is wrong, and the fluxes behind that side take it up.",
  advice: "filter.estimate.boundaryOffset; another background; a longer spin-up",
};

/** A mean of increments that stands out: as large [ppm], and so unlikely to come of days that are independent of each other. */
const LARGE = { ppm: 0.3, probability: 0.997 } as const;
const FEWEST_DAYS = 4;

/** Increments [ppm] by day, as those of one day share its errors. */
type ByDay = Map<number, number[]>;

export function incrementChecks(
  observations: RunObservations,
  departures: readonly Departure[],
  grid: DomainGrid | undefined,
): Check[] {
  const own = departures.filter(({ after }) => Number.isFinite(after));
  const byHour = new Map<string, ByDay>();
  const bySide = new Map<string, ByDay>();
  for (const { index, before, after } of own) {
    const { kind, longitude, latitude, time } = observations;
    const [what, day, increment] = [kindInWords(kind[index]), startOfDay(time[index]), before - after];
    push(byHour, `${what} ${hoursOf(time[index], longitude[index])}`, day, increment);
    for (const side of grid === undefined ? [] : sidesOf(grid, longitude[index], latitude[index])) {
      push(bySide, `${what} ${side}`, day, increment);
    }
  }
  return [meansOf(hourKind, byHour, "hours"), meansOf(sideKind, bySide, "sides")];
}

function meansOf(kind: CheckKind, parts: ReadonlyMap<string, ByDay>, what: string): Check {
  const enough = [...parts]
    .map(([of, byDay]) => ({ of, values: [...byDay.values()].flat(), days: [...byDay.values()].map(mean) }))
    .filter(({ values, days }) => values.length >= FEWEST_OF_PART && days.length >= FEWEST_DAYS)
    .sort((a, b) => a.of.localeCompare(b.of));
  if (enough.length === 0)
    return untested(kind, `no ${what} with ${FEWEST_OF_PART} observations on ${FEWEST_DAYS} days`);
  const numbers = enough.map(({ of, values }): CheckNumber => ({ of, value: mean(values), count: values.length }));
  const off = numbers.filter(({ value }, i) => Math.abs(value) > Math.max(LARGE.ppm, reach(enough[i].days)));
  const told = off.length > 0 ? off : [numbers.reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a))];
  const words = told.map(({ of, value, count }) => `${of} ${value.toFixed(2)} ppm (${count})`).join(", ");
  return judged(kind, off.length === 0, off.length > 0 ? `${words}.` : `at most ${words}.`, numbers);
}

/** How far the mean of some days may be from 0 by chance [ppm]. */
function reach(days: readonly number[]): number {
  const centre = mean(days);
  const variance = days.reduce((sum, day) => sum + (day - centre) ** 2, 0) / (days.length - 1);
  return studentQuantile(days.length - 1, LARGE.probability) * Math.sqrt(variance / days.length);
}

function push(parts: Map<string, ByDay>, name: string, day: number, value: number): void {
  const byDay = parts.get(name) ?? new Map<number, number[]>();
  parts.set(name, byDay);
  byDay.set(day, [...(byDay.get(day) ?? []), value]);
}

function kindInWords(kind: Observation["kind"]): string {
  return kind === "column" ? "columns" : "sites";
}

/** "12-15 h" */
function hoursOf(time: number, longitude: number): string {
  const hour = (((time / 3600 + longitude / 15) % 24) + 24) % 24;
  const from = 3 * Math.floor(hour / 3);
  return `${String(from).padStart(2, "0")}-${String(from + 3).padStart(2, "0")} h`;
}

/** Those within a sixth of the domain's width. */
function sidesOf({ columns, rows, cellAt }: DomainGrid, longitude: number, latitude: number): string[] {
  const cell = cellAt(longitude, latitude);
  if (cell < 0) return [];
  const [x, y] = [(cell % columns) / columns, Math.floor(cell / columns) / rows];
  return [
    ...(x < 1 / 6 ? ["west"] : []),
    ...(x >= 5 / 6 ? ["east"] : []),
    ...(y < 1 / 6 ? ["south"] : []),
    ...(y >= 5 / 6 ? ["north"] : []),
  ];
}
