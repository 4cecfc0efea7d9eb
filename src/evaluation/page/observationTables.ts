/** The tables of the page that compare the runs with observations [ppm]. */
import type { Evaluation } from "../evaluation.js";
import type { Innovations } from "../innovations.js";
import type { ColumnRow, SiteRow } from "../rows.js";
import { runNames } from "../rows.js";
import { numbers, type PageColumn, type PageTable, tableOf, words } from "./pageTable.js";

const PPM = "ppm";

/** @returns of the scored period, but the fates, which are of the whole run */
export function observationTables(observations: NonNullable<Evaluation["observations"]>): PageTable[] {
  const { fates, columns, innovations, sites, biases, latitudes, validation } = observations;
  const counts = Object.entries(fates).filter(([fate, count]) => count > 0 || fate === "assimilated");
  const meaning = `Validation: ${validation === "withheld" ? "withheld by chance" : `good, but ${validation}`}.`;
  return [
    ...tableOf("fates", "What became of the observations, whole run", counts, ofFates),
    ...tableOf("columns", "Columns: simulated minus reference", whole(columns), agreement, `${RUNS} ${meaning}`),
    ...tableOf("columns-by-period", "Columns by period", parts(columns), byPeriod),
    ...departures("innovations", "Departures of assimilated observations from the background", innovations),
    ...tableOf("sites", "Surface sites, one by one", sites?.bySite ?? [], ofSites),
    ...tableOf("sites-agreement", "Surface sites: simulated minus reference", whole(sites?.rows ?? []), agreement),
    ...tableOf("sites-by-period", "Surface sites by period", parts(sites?.rows ?? []), byPeriod),
    ...departures("site-innovations", "Departures of assimilated sites from the background", sites?.innovations),
    ...tableOf(
      "bias-shares",
      "Share of differences within an interval",
      biases.rows.filter(({ period }) => period === "whole"),
      [
        words("run", ({ run }) => run),
        words("against", ({ against }) => against),
        numbers("count", "1", 0, ({ count }) => count),
        ...biases.intervals.map(([low, high], i) =>
          numbers<(typeof biases.rows)[number]>(
            `${low} to ${high} ppm`.replace("-", "\u2212"),
            "%",
            0,
            ({ shares }) => 100 * shares[i],
          ),
        ),
      ],
    ),
    ...tableOf("latitudes", "Error reduction by latitude, validation observations of 105–120 E", latitudes, [
      words("latitude", ({ south, north }) => `${south}–${north} N`),
      numbers("count", "1", 0, ({ count }) => count),
      numbers("sd CTRL", PPM, 2, ({ control }) => control),
      numbers("sd FC", PPM, 2, ({ posterior }) => posterior),
      numbers("reduction", "%", 0, ({ errorReduction }) => errorReduction),
    ]),
  ];
}

const RUNS =
  "CTRL: run with the prior fluxes; FC: with the posterior fluxes; AN: the analyses, fitted to the observations; BG: the forecasts before them.";

const ofFates: readonly PageColumn<[fate: string, count: number]>[] = [
  words("fate", ([fate]) => fate.replaceAll("_", " ")),
  numbers("count", "1", 0, ([, count]) => count),
];

const statistics: readonly PageColumn<ColumnRow>[] = [
  numbers("count", "1", 0, ({ count }) => count),
  numbers("bias", PPM, 2, ({ bias }) => bias),
  numbers("RMSE", PPM, 2, ({ rmse }) => rmse),
  numbers("MAE", PPM, 2, ({ meanAbsoluteError }) => meanAbsoluteError),
  numbers("sd", PPM, 2, ({ standardDeviation }) => standardDeviation),
  numbers("correlation", "1", 2, ({ correlation }) => correlation),
  numbers("median stated error", PPM, 2, ({ medianUncertainty }) => medianUncertainty),
];
const of: readonly PageColumn<ColumnRow>[] = [
  words("run", ({ run }) => run),
  words("against", ({ against }) => (against === "withheld truth" ? "truth at withheld ones" : against)),
];
const agreement = [...of, ...statistics];
const byPeriod = [words<ColumnRow>("period", ({ period }) => period), ...of, ...statistics];

function whole(rows: readonly ColumnRow[]): ColumnRow[] {
  return rows.filter(({ period, count }) => period === "whole" && count > 0);
}

function parts(rows: readonly ColumnRow[]): ColumnRow[] {
  return rows.filter(({ period, count }) => period !== "whole" && count > 0);
}

function departures(id: string, title: string, found: Innovations | undefined): PageTable[] {
  const columns = [
    numbers<Innovations>("count", "1", 0, ({ count }) => count),
    numbers<Innovations>("bias", PPM, 2, ({ bias }) => bias),
    numbers<Innovations>("RMS", PPM, 2, ({ rms }) => rms),
    numbers<Innovations>("expected", PPM, 2, ({ expected }) => expected),
    numbers<Innovations>("chi-square", "1", 2, ({ chiSquare }) => chiSquare),
  ];
  const note = "Expected of spread and assumed errors; where both are right chi-square is 1.";
  return tableOf(id, title, found === undefined ? [] : [found], columns, note);
}

const ofSites: readonly PageColumn<SiteRow>[] = [
  words("site", ({ site }) => site),
  numbers("assimilated", "1", 0, ({ fates }) => fates.assimilated ?? 0),
  numbers("validation", "1", 0, ({ fates }) => fates.validation ?? 0),
  numbers("removed", "1", 0, ({ fates }) => {
    const { assimilated = 0, validation = 0 } = fates;
    return Object.values(fates).reduce((sum, count) => sum + count, 0) - assimilated - validation;
  }),
  ...runNames.map((run) => numbers<SiteRow>(`bias ${run}`, PPM, 2, ({ bias }) => bias[run])),
  ...runNames.map((run) => numbers<SiteRow>(`RMSE ${run}`, PPM, 2, ({ rmse }) => rmse[run])),
];
