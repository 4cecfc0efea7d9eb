/** The series of the page: totals of regions by day, or by month where days would take too much room. */
import { SECONDS_PER_DAY } from "../../constants.js";
import { formatDay } from "../../time.js";
import { toPetagramsCarbon } from "../../units.js";
import { shortTitle } from "../combination.js";
import type { RunFluxes } from "../readFluxes.js";
import type { RegionRow } from "../rows.js";
import type { SeriesData, SeriesLine } from "./pageData.js";
import { quantise, quantisedSize } from "./quantised.js";

/** Characters that all series may take. */
const SERIES_BYTES = 1.5e6;
const BITS = 16;

const FLUXES = [
  ["prior", "natural_prior"],
  ["posterior", "natural_posterior"],
  ["truth", "natural_truth"],
  ["fossil", "fossil"],
  ["fire", "fire"],
] as const;
/** Lines of a region with spreads of two. */
const LINES = FLUXES.length + 2;

/** @param rows totals of every region, of months too @returns undefined where there are fewer than two times */
export function seriesOf(fluxes: RunFluxes, rows: readonly RegionRow[]): SeriesData | undefined {
  const { days, regions } = fluxes;
  const months = [...fluxes.months.keys()];
  const size = (times: number): number => LINES * quantisedSize(times, BITS) + 80;
  const step = regions.length * size(days.length) <= SERIES_BYTES ? "day" : "month";
  const times = step === "day" ? days.map(({ day }) => formatDay(day)) : months;
  if (times.length < 2) return undefined;
  const shown = regions.slice(0, Math.floor(SERIES_BYTES / size(times.length)));
  const data = shown.map((region, r) => ({
    title: shortTitle(region),
    lines:
      step === "day"
        ? dailyLines(days, r)
        : monthlyLines(months.map((month) => rows.find((row) => row.region === region.id && row.period === month))),
  }));
  return { step, times, regions: data };
}

/** TgC in a day of 1 mol s-1. */
const TERAGRAMS_A_DAY = 1e3 * toPetagramsCarbon(SECONDS_PER_DAY);

function dailyLines(days: RunFluxes["days"], region: number): SeriesLine[] {
  return FLUXES.flatMap(([flux, name]) => {
    const values = days.map(({ totals }) => TERAGRAMS_A_DAY * (totals[name]?.[region] ?? Number.NaN));
    const spread = days.map(
      (day) =>
        TERAGRAMS_A_DAY *
        (flux === "prior" ? day.priorSpread[region] : flux === "posterior" ? day.posteriorSpread[region] : Number.NaN),
    );
    return lineOf(flux, values, spread);
  });
}

/** Means of the days of each month. */
function monthlyLines(months: readonly (RegionRow | undefined)[]): SeriesLine[] {
  const daily = (of: (row: RegionRow) => number): number[] =>
    months.map((row) => (row === undefined ? Number.NaN : of(row) / row.days));
  return [
    ...lineOf(
      "prior",
      daily((row) => row.teragrams.prior),
      daily((row) => row.teragrams.priorSpread),
    ),
    ...lineOf(
      "posterior",
      daily((row) => row.teragrams.posterior),
      daily((row) => row.teragrams.posteriorSpread),
    ),
    ...lineOf(
      "truth",
      daily((row) => row.teragrams.truth),
      [],
    ),
  ];
}

/** @returns nothing where nothing is known */
function lineOf(flux: SeriesLine["flux"], values: readonly number[], spread: readonly number[]): SeriesLine[] {
  if (!values.some(Number.isFinite)) return [];
  return [
    {
      flux,
      values: quantise(values, BITS),
      ...(spread.some(Number.isFinite) && { spread: quantise(spread, BITS) }),
    },
  ];
}
