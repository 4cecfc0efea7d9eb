/**
 * The seasonal cycle of a region: how far its months are apart, and when it is a sink. The growing season is the longest
 * stretch of days whose natural flux, in the running mean of 31 days, is negative; it counts where the days go on by 15
 * and more on both sides of it. Defined for periods of a year and more, of which the first is looked at.
 */
import type { RegionRow } from "../rows.js";
import type { FluxName, RunFluxes } from "../readFluxes.js";
import { formatDay, type Time } from "../../time.js";
import { SECONDS_PER_DAY } from "../../constants.js";

/** Of one flux. */
export interface SeasonalCycle {
  /** Largest minus least of the months' totals [TgC month-1]. */
  readonly amplitude: number;
  /** First and last day of the growing season, ISO dates; absent where there is none within the period. */
  readonly seasonStart?: string;
  readonly seasonEnd?: string;
}

export interface SeasonRow {
  readonly region: string;
  readonly title: string;
  readonly months: number;
  readonly prior: SeasonalCycle;
  readonly posterior?: SeasonalCycle;
  readonly truth?: SeasonalCycle;
  /** Posterior minus prior [days]; NaN where one of them has no growing season. */
  readonly startShift: number;
  readonly endShift: number;
}

const MONTHS = 12;
const HALF_WINDOW = 15;

/** @param rows totals, by month too @returns none for periods below a year */
export function seasonRows({ regions, days, months }: RunFluxes, rows: readonly RegionRow[]): SeasonRow[] {
  if (months.size < MONTHS) return [];
  const year = days.slice(0, 366);
  return regions.flatMap(({ id, title }, r): SeasonRow[] => {
    const ofMonths = rows.filter(({ region, period }) => region === id && period !== "whole").slice(0, MONTHS);
    const cycle = (key: "prior" | "posterior" | "truth", name: FluxName): SeasonalCycle | undefined => {
      const totals = ofMonths.map(({ teragrams }) => teragrams[key]);
      if (!totals.every(Number.isFinite)) return undefined;
      const season = growingSeason(
        year.map(({ day }) => day),
        year.map(({ totals: ofDay }) => ofDay[name]?.[r] ?? Number.NaN),
      );
      return {
        amplitude: Math.max(...totals) - Math.min(...totals),
        ...(season && { seasonStart: formatDay(season[0]), seasonEnd: formatDay(season[1]) }),
      };
    };
    const [prior, posterior] = [cycle("prior", "natural_prior"), cycle("posterior", "natural_posterior")];
    const truth = cycle("truth", "natural_truth");
    if (prior === undefined) return [];
    const shift = (end: "seasonStart" | "seasonEnd"): number =>
      (Date.parse(posterior?.[end] ?? "") - Date.parse(prior[end] ?? "")) / (1000 * SECONDS_PER_DAY);
    return [
      {
        region: id,
        title,
        months: ofMonths.length,
        prior,
        ...(posterior && { posterior }),
        ...(truth && { truth }),
        startShift: shift("seasonStart"),
        endShift: shift("seasonEnd"),
      },
    ];
  });
}

/** @param days in order @param flux total of each, one sign for all units @returns first and last day */
export function growingSeason(days: readonly Time[], flux: readonly number[]): [Time, Time] | undefined {
  const smooth = flux.map((_, d) => {
    const window = flux.slice(Math.max(0, d - HALF_WINDOW), d + HALF_WINDOW + 1);
    return window.length < 2 * HALF_WINDOW + 1 ? Number.NaN : window.reduce((sum, value) => sum + value, 0);
  });
  let best: [number, number] | undefined;
  for (let start = 0; start < smooth.length; start++) {
    if (!(smooth[start] < 0)) continue;
    let end = start;
    while (smooth[end + 1] < 0) end++;
    // A stretch that touches the ends of what is known may go on beyond them.
    const within = Number.isFinite(smooth[start - 1]) && Number.isFinite(smooth[end + 1]);
    if (within && (best === undefined || end - start > best[1] - best[0])) best = [start, end];
    start = end;
  }
  return best && [days[best[0]], days[best[1]]];
}
