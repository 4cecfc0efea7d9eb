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
const NATURAL = ["prior", "posterior", "truth"] as const;
/** Lines of a region with spreads of two. */
const LINES = FLUXES.length + 2;

/** A run, and the totals of its regions, of months too. */
export interface RunTotals {
  readonly fluxes: RunFluxes;
  readonly rows: readonly RegionRow[];
}

/** @returns undefined where there are fewer than two times */
export function seriesOf(run: RunTotals): SeriesData | undefined {
  return seriesOfRegions([run], (region, times) => linesOf(run, region, times));
}

/** Natural fluxes of two runs of the same days, of regions that both have; a line that they have alike stands once. */
export function comparedSeries(a: RunTotals, b: RunTotals): SeriesData | undefined {
  return seriesOfRegions([a, b], (region, times) => {
    const [ofA, ofB] = [a, b].map((run) => linesOf(run, region, times));
    return NATURAL.flatMap((flux) => {
      const [one, other] = [ofA, ofB].map((lines) => lines.find((line) => line.flux === flux));
      if (JSON.stringify(one) === JSON.stringify(other)) return one ?? [];
      return [...(one ? [{ ...one, run: "A" as const }] : []), ...(other ? [{ ...other, run: "B" as const }] : [])];
    });
  });
}

type Step = SeriesData["step"];
interface Times {
  readonly step: Step;
  readonly times: readonly string[];
}

/** @param runs of which the first says the times */
function seriesOfRegions(
  runs: readonly RunTotals[],
  lines: (region: string, times: Times) => SeriesLine[],
): SeriesData | undefined {
  const [{ fluxes }, ...others] = runs;
  const regions = fluxes.regions.filter(({ id }) =>
    others.every((other) => other.fluxes.regions.some((own) => own.id === id)),
  );
  const size = (times: number): number => runs.length * LINES * quantisedSize(times, BITS) + 80;
  const step: Step = regions.length * size(fluxes.days.length) <= SERIES_BYTES ? "day" : "month";
  const times = step === "day" ? fluxes.days.map(({ day }) => formatDay(day)) : [...fluxes.months.keys()];
  if (times.length < 2) return undefined;
  const shown = regions.slice(0, Math.floor(SERIES_BYTES / size(times.length)));
  return {
    step,
    times,
    regions: shown.map((region) => ({ title: shortTitle(region), lines: lines(region.id, { step, times }) })),
  };
}

function linesOf({ fluxes, rows }: RunTotals, region: string, { step, times }: Times): SeriesLine[] {
  if (step === "month") {
    return monthlyLines(times.map((month) => rows.find((row) => row.region === region && row.period === month)));
  }
  const days = new Map(fluxes.days.map((day) => [formatDay(day.day), day]));
  return dailyLines(
    times.map((time) => days.get(time)),
    fluxes.regions.findIndex(({ id }) => id === region),
  );
}

/** TgC in a day of 1 mol s-1. */
const TERAGRAMS_A_DAY = 1e3 * toPetagramsCarbon(SECONDS_PER_DAY);

function dailyLines(days: readonly (RunFluxes["days"][number] | undefined)[], region: number): SeriesLine[] {
  return FLUXES.flatMap(([flux, name]) => {
    const values = days.map((day) => TERAGRAMS_A_DAY * (day?.totals[name]?.[region] ?? Number.NaN));
    const spread = days.map((day) => {
      const spreads = { prior: day?.priorSpread, posterior: day?.posteriorSpread }[flux as string];
      return TERAGRAMS_A_DAY * (spreads?.[region] ?? Number.NaN);
    });
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
