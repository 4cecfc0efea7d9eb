/** The tables of an evaluation as CSV, one file each: every number of the text, and what is too long for it. */
import { SECONDS_PER_DAY } from "../../constants.js";
import { kindOf } from "../../regions/kinds.js";
import { formatDay } from "../../time.js";
import { toPetagramsCarbon } from "../../units.js";
import { type CsvColumns, csvText } from "../csvText.js";
import type { Evaluation } from "../evaluation.js";
import type { BiasShareRow, ColumnRow, LatitudeRow, RegionRow } from "../rows.js";
import type { FluxScore } from "../fluxScores.js";
import type { FluxName } from "../readFluxes.js";
import type { RunContents } from "../runContents.js";
import type { WeatherQuantity } from "../../runs/regionWeatherFile.js";
import { consistencyRows } from "./consistency.js";
import { departureBins, departureDays } from "./departures.js";
import { fateCounts } from "./fateCounts.js";
import { type IncrementRow, incrementsOf } from "./increments.js";
import { rankBins } from "./ranks.js";
import { patternRows } from "./taylor.js";

/** Name within `table_NAME.csv`, and content. */
export type CsvTables = ReadonlyMap<string, string>;

/** @param contents as they were read, for what is too long for the text */
export function csvTables({ observations, fluxes: tables }: Evaluation, contents: RunContents): CsvTables {
  const { fluxes } = contents;
  const texts = new Map<string, string>();
  const add = <Row>(name: string, columns: CsvColumns<Row>, rows: readonly Row[]): void => {
    if (rows.length > 0) texts.set(name, csvText(columns, rows));
  };
  if (observations !== undefined) {
    const { columns, sites, biases } = observations;
    const agreement = [
      ...columns.map((row) => ({ observed: "columns", ...row })),
      ...(sites?.rows ?? []).map((row) => ({ observed: "sites", ...row })),
    ];
    add("columns", ofColumns, agreement);
    add("bias_shares", ofShares(biases.intervals), biases.rows);
    add("latitudes", ofLatitudes, observations.latitudes);
  }
  if (tables !== undefined) {
    const { scores, dayAndNight, seasonScores } = tables;
    const named = (part: string) => (score: FluxScore) => ({ part, ...score });
    add("regions", ofRegions, tables.regions);
    add("distributions", plain(tables.dailyDistributions), tables.dailyDistributions);
    add("ranking", plain(tables.ranking), tables.ranking);
    add("correlations", plain(tables.correlations), tables.correlations);
    add("coverage", plain(tables.coverage), tables.coverage);
    add("published", plain(tables.published?.totals ?? []), tables.published?.totals ?? []);
    add("seasons", ofSeasons, tables.seasons);
    const all = [
      ...scores.map(named("whole")),
      ...dayAndNight.day.map(named("by day")),
      ...dayAndNight.night.map(named("by night")),
      ...seasonScores.flatMap(({ season, scores: own }) => own.map(named(season))),
    ];
    add("scores", plain(all), all);
  }
  add("increments", ofIncrements, incrementsOf(contents));
  const rows = {
    fates: fateCounts(contents),
    departures: departureDays(contents),
    departure_shares: departureBins(contents),
    ranks: rankBins(contents),
    consistency: consistencyRows(contents),
    patterns: patternRows(contents),
  };
  for (const [name, own] of Object.entries(rows)) add(name, plain<object>(own), own);
  if (fluxes !== undefined) add("days", ofDays, daysOf(fluxes));
  return texts;
}

/** Rows whose keys are the names of the columns. */
function plain<Row extends object>([first]: readonly Row[]): CsvColumns<Row> {
  const keys = Object.keys(first ?? {}) as (keyof Row & string)[];
  return Object.fromEntries(keys.map((key) => [key, (row: Row) => row[key] as string | number]));
}

const ofColumns: CsvColumns<ColumnRow & { readonly observed: string }> = {
  observed: ({ observed }) => observed,
  run: ({ run }) => run,
  against: ({ against }) => against,
  period: ({ period }) => period,
  count: ({ count }) => count,
  bias_ppm: ({ bias }) => bias,
  rmse_ppm: ({ rmse }) => rmse,
  mae_ppm: ({ meanAbsoluteError }) => meanAbsoluteError,
  sd_ppm: ({ standardDeviation }) => standardDeviation,
  correlation: ({ correlation }) => correlation,
  median_uncertainty_ppm: ({ medianUncertainty }) => medianUncertainty,
};

function ofShares(intervals: readonly (readonly [number, number])[]): CsvColumns<BiasShareRow> {
  return {
    run: ({ run }) => run,
    against: ({ against }) => against,
    period: ({ period }) => period,
    count: ({ count }) => count,
    ...Object.fromEntries(
      intervals.map(([low, high], i) => [`share_${low}_to_${high}_ppm`, ({ shares }: BiasShareRow) => shares[i]]),
    ),
    sd_ppm: ({ standardDeviation }) => standardDeviation,
  };
}

const ofLatitudes: CsvColumns<LatitudeRow> = {
  south_degrees: ({ south }) => south,
  north_degrees: ({ north }) => north,
  count: ({ count }) => count,
  control_sd_ppm: ({ control }) => control,
  posterior_sd_ppm: ({ posterior }) => posterior,
  error_reduction_percent: ({ errorReduction }) => errorReduction,
};

const ofIncrements: CsvColumns<IncrementRow> = {
  period: ({ period }) => period,
  longitude: ({ longitude }) => longitude,
  latitude: ({ latitude }) => latitude,
  count: ({ count }) => count,
  observation_increment_ppm: ({ observation }) => observation,
  analysis_increment_ppm: ({ analysis }) => analysis,
};

const ofRegions: CsvColumns<RegionRow> = {
  region: ({ region }) => region,
  title: ({ title }) => title,
  kind: ({ region }) => kindOf(region),
  period: ({ period }) => period,
  days: ({ days }) => days,
  area_m2: ({ area }) => area,
  prior_PgC_per_year: ({ prior }) => prior,
  prior_spread_PgC_per_year: ({ priorSpread }) => priorSpread,
  posterior_PgC_per_year: ({ posterior }) => posterior,
  posterior_spread_PgC_per_year: ({ posteriorSpread }) => posteriorSpread,
  change_PgC_per_year: ({ change }) => change,
  truth_PgC_per_year: ({ truth }) => truth,
  fossil_PgC_per_year: ({ fossil }) => fossil,
  fire_PgC_per_year: ({ fire }) => fire,
  prior_TgC: ({ teragrams }) => teragrams.prior,
  prior_spread_TgC: ({ teragrams }) => teragrams.priorSpread,
  posterior_TgC: ({ teragrams }) => teragrams.posterior,
  posterior_spread_TgC: ({ teragrams }) => teragrams.posteriorSpread,
  change_TgC: ({ teragrams }) => teragrams.change,
  truth_TgC: ({ teragrams }) => teragrams.truth,
};

type SeasonRow = NonNullable<Evaluation["fluxes"]>["seasons"][number];
const ofSeasons: CsvColumns<SeasonRow> = {
  region: ({ region }) => region,
  title: ({ title }) => title,
  months: ({ months }) => months,
  ...Object.fromEntries(
    (["prior", "posterior", "truth"] as const).flatMap((flux) => [
      [`${flux}_amplitude_TgC_per_month`, (row: SeasonRow) => row[flux]?.amplitude],
      [`${flux}_season_start`, (row: SeasonRow) => row[flux]?.seasonStart],
      [`${flux}_season_end`, (row: SeasonRow) => row[flux]?.seasonEnd],
    ]),
  ),
  start_shift_days: ({ startShift }) => startShift,
  end_shift_days: ({ endShift }) => endShift,
};

interface DayOfRegion {
  readonly day: string;
  readonly region: string;
  /** [TgC d-1] */
  readonly of: Readonly<Partial<Record<FluxName, number>>>;
  readonly priorSpread: number;
  readonly posteriorSpread: number;
  /** [K], [W m-2], [kg m-2 s-1] */
  readonly weather: Readonly<Partial<Record<WeatherQuantity, number>>>;
}

const ofDays: CsvColumns<DayOfRegion> = {
  day: ({ day }) => day,
  region: ({ region }) => region,
  prior_TgC_per_day: ({ of }) => of.natural_prior,
  prior_spread_TgC_per_day: ({ priorSpread }) => priorSpread,
  posterior_TgC_per_day: ({ of }) => of.natural_posterior,
  posterior_spread_TgC_per_day: ({ posteriorSpread }) => posteriorSpread,
  truth_TgC_per_day: ({ of }) => of.natural_truth,
  fossil_TgC_per_day: ({ of }) => of.fossil,
  fire_TgC_per_day: ({ of }) => of.fire,
  temperature_K: ({ weather }) => weather.temperature,
  shortwave_W_per_m2: ({ weather }) => weather.shortwave,
  precipitation_mm_per_day: ({ weather: { precipitation } }) =>
    precipitation === undefined ? undefined : precipitation * SECONDS_PER_DAY,
};

function daysOf({ regions, days }: NonNullable<RunContents["fluxes"]>): DayOfRegion[] {
  const teragrams = (rate: number): number => 1e3 * toPetagramsCarbon(rate * SECONDS_PER_DAY);
  return days.flatMap(({ day, totals, priorSpread, posteriorSpread, weather }) =>
    regions.map(({ id }, r) => ({
      day: formatDay(day),
      region: id,
      of: Object.fromEntries(Object.entries(totals).map(([name, values]) => [name, teragrams(values[r])])),
      priorSpread: teragrams(priorSpread[r]),
      posteriorSpread: teragrams(posteriorSpread[r]),
      weather: Object.fromEntries(Object.entries(weather).map(([quantity, values]) => [quantity, values[r]])),
    })),
  );
}
