/** The report of an evaluation as plain text, at most 80 columns wide. */
import { toPetagramsCarbon } from "../units.js";
import type { BudgetSummary } from "./budget.js";
import { carbonUnit } from "./carbonUnit.js";
import type { BiasShareRow, ColumnRow, EstimateRow, Evaluation, LatitudeRow, RegionRow } from "./evaluation.js";
import { kindOf, type RegionKind } from "../regions/kinds.js";
import type { FluxScore } from "./fluxScores.js";
import type { Innovations } from "./innovations.js";
import { siteTable } from "./siteTable.js";
import { type Column, fixed, renderTable, withSpread, wrap } from "../drawing/textTable.js";

const number = (name: string, unit?: string): Column => (unit === undefined ? { name } : { name, unit });
const text = (name: string): Column => ({ name, align: "left" });

/**
 * @returns the text of `evaluation.txt`: tables, then sentences that say how to read them
 *
 * @example
 * import { evaluateRun, renderEvaluation } from "openjdas";
 *
 * const text = renderEvaluation(await evaluateRun("runs/small"));
 * text.includes("Carbon budget of the domain"); // => true
 */
export function renderEvaluation(evaluation: Evaluation): string {
  const { title, remarks, period, observations, fluxes, budgets } = evaluation;
  const head = [
    wrap(title),
    "=".repeat(Math.min(80, title.length)),
    ...remarks.map((remark) => wrap(remark)),
    `Period ${period.start} to ${period.end}, scored from ${period.scoredFrom} (${period.scoredDays} days), UTC`,
  ].join("\n");
  const parts = [`${head}\n`];
  const section = (name: string, body: string): void => void parts.push(`${name}\n${"-".repeat(name.length)}\n${body}`);

  if (observations !== undefined) {
    const counts = Object.entries(observations.fates).map(([fate, count]) => [fate.replace(/_/g, " "), String(count)]);
    section("Observations, whole run", renderTable([text("fate"), number("count")], counts));
    section("Columns: simulated minus reference", columnTable(observations.columns.filter(({ count }) => count > 0)));
    if (observations.innovations !== undefined) {
      section("Departures of assimilated observations from the background", innovationTable(observations.innovations));
    }
    if (observations.sites !== undefined) {
      const { rows, innovations, bySite } = observations.sites;
      section("Surface sites, one by one", siteTable(bySite));
      section("Surface sites: simulated minus reference", columnTable(rows.filter(({ count }) => count > 0)));
      if (innovations !== undefined) {
        section("Departures of assimilated sites from the background", innovationTable(innovations));
      }
    }
    if (observations.biases.rows.length > 0) {
      section(
        "Share of differences within an interval",
        biasTable(observations.biases.intervals, observations.biases.rows),
      );
    }
    if (observations.latitudes.length > 0) {
      section(
        "Error reduction by latitude, validation observations of 105-120 E",
        latitudeTable(observations.latitudes),
      );
    }
  }
  if (fluxes !== undefined) {
    const whole = (kind: RegionKind): RegionRow[] =>
      fluxes.regions.filter(({ region, period: part }) => part === "whole" && kindOf(region) === kind);
    const [named, ofChina, own] = [whole("named"), whole("province"), whole("own")];
    section("Natural flux, mean of the scored period (+- spread of the members' totals)", regionTable(named, "title"));
    if (own.length > 0) section("Natural flux of regions of the experiment file", regionTable(own, "title"));
    if (ofChina.length > 0) section("Natural flux of provinces of China", regionTable(ofChina, "title"));
    const months = fluxes.regions.filter((row) => row.period !== "whole" && row.region === "land");
    if (months.length > 0) section("Natural flux of the land by month", regionTable(months, "period"));
    if (fluxes.scores.length > 0) {
      section("Error of the period-mean natural flux against the truth", scoreTable(fluxes.scores, fluxes.dayAndNight));
    }
  }
  if (evaluation.estimates !== undefined) {
    section("Estimated beside the fluxes, scored period", estimateTable(evaluation.estimates));
  }
  if (budgets.length > 0) section("Carbon budget of the domain, whole run", budgetTable(budgets));
  const list = (lines: readonly string[]): string => `${lines.map((line) => wrap(`- ${line}`, 80, 2)).join("\n")}\n`;
  if (evaluation.statements.length > 0) section("How to read this", list(evaluation.statements));
  if (evaluation.missing.length > 0) section("Not in this run", list(evaluation.missing));
  return parts.join("\n");
}

function columnTable(rows: readonly ColumnRow[]): string {
  const monthly = rows.some(({ period }) => period !== "whole");
  const columns = [
    text("run"),
    text("against"),
    ...(monthly ? [text("period")] : []),
    number("count"),
    number("bias", "[ppm]"),
    number("RMSE", "[ppm]"),
    number("MAE", "[ppm]"),
    number("sd", "[ppm]"),
    number("corr.", "[1]"),
    number("med.unc.", "[ppm]"),
  ];
  return renderTable(
    columns,
    rows.map((row) => [
      row.run,
      row.against === "withheld truth" ? "truth (val.)" : row.against,
      ...(monthly ? [row.period] : []),
      String(row.count),
      ...[row.bias, row.rmse, row.meanAbsoluteError, row.standardDeviation, row.correlation].map((v) => fixed(v, 2)),
      fixed(row.medianUncertainty, 2),
    ]),
  );
}

function innovationTable({ count, bias, rms, expected, chiSquare }: Innovations): string {
  const ppm = "[ppm]";
  const columns = [
    number("count"),
    number("bias", ppm),
    number("RMS", ppm),
    number("expected", ppm),
    number("chi-square", "[1]"),
  ];
  const row = [String(count), fixed(bias, 2), fixed(rms, 2), fixed(expected, 2), fixed(chiSquare, 2)];
  return `${renderTable(columns, [row])}Expected of spread and assumed errors; where both are right chi-square is 1.\n`;
}

function biasTable(intervals: readonly (readonly [number, number])[], rows: readonly BiasShareRow[]): string {
  const columns = [
    text("run"),
    text("against"),
    number("count"),
    ...intervals.map(([low, high]) => number(`[${low},${high}]`, "[%]")),
  ];
  const table = renderTable(
    columns,
    rows.map(({ run, against, count, shares }) => [
      run,
      against,
      String(count),
      ...shares.map((s) => fixed(100 * s, 0)),
    ]),
  );
  return `${table}Intervals in ppm.\n`;
}

function latitudeTable(rows: readonly LatitudeRow[]): string {
  const columns = [
    text("latitude"),
    number("count"),
    number("sd CTRL", "[ppm]"),
    number("sd FC", "[ppm]"),
    number("reduction", "[%]"),
  ];
  return renderTable(
    columns,
    rows.map((row) => [
      `${row.south}-${row.north} N`,
      String(row.count),
      fixed(row.control, 2),
      fixed(row.posterior, 2),
      fixed(row.errorReduction, 0),
    ]),
  );
}

function regionTable(rows: readonly RegionRow[], first: "title" | "period"): string {
  const known = (key: "posterior" | "truth"): boolean => rows.some((row) => Number.isFinite(row[key]));
  const { name, inPetagrams } = carbonUnit(rows.flatMap(({ prior, posterior, truth }) => [prior, posterior, truth]));
  const unit = `[${name} yr-1]`;
  const total = (value: number, spread?: number): string =>
    withSpread(inPetagrams * value, spread && inPetagrams * spread, 3);
  const columns = [
    text(first === "title" ? "region" : "month"),
    number("prior", unit),
    ...(known("posterior") ? [number("posterior", unit)] : []),
    ...(known("truth") ? [number("truth", unit)] : []),
  ];
  return renderTable(
    columns,
    rows.map((row) => [
      row[first],
      total(row.prior, row.priorSpread),
      ...(known("posterior") ? [total(row.posterior, row.posteriorSpread)] : []),
      ...(known("truth") ? [total(row.truth)] : []),
    ]),
  );
}

function scoreTable(
  scores: readonly FluxScore[],
  { day, night }: NonNullable<Evaluation["fluxes"]>["dayAndNight"],
): string {
  const names = {
    grid: "land cells",
    "128 km": "128 km blocks",
    R24: "R24 regions",
    R8: "R8 regions",
    land: "all land",
    own: "own regions",
  } as const;
  const unit = "[umol m-2 s-1]";
  const columns = [
    text("scale"),
    number("count"),
    number("RMSE prior", unit),
    number("RMSE post.", unit),
    number("reduction", "[%]"),
  ];
  return renderTable(
    columns,
    [
      ...scores.map((score) => ({ ...score, name: names[score.scale] })),
      ...day.map((score) => ({ ...score, name: `${names[score.scale]}, by day` })),
      ...night.map((score) => ({ ...score, name: `${names[score.scale]}, by night` })),
    ].map(({ name, count, prior, posterior, errorReduction }) => [
      name,
      String(count),
      fixed(prior, 3),
      fixed(posterior, 3),
      errorReduction < -100 ? "worse" : fixed(errorReduction, 0),
    ]),
  );
}

function estimateTable(rows: readonly EstimateRow[]): string {
  const ppm = "[ppm]";
  const twin = rows.some(({ truth }) => Number.isFinite(truth));
  const table = renderTable(
    [
      text("parameter"),
      text("place"),
      number("mean", ppm),
      number("spread", ppm),
      ...(twin ? [number("truth", ppm)] : []),
      number("at the end", ppm),
    ],
    rows.map(({ parameter, place, mean, spread, truth, last }) => [
      parameter,
      place,
      ...[mean, spread, ...(twin ? [truth] : []), last].map((value) => fixed(value, 2)),
    ]),
  );
  const meaning =
    "A boundary offset is added to the background at a side of the grid, low near the ground and high aloft, both in between " +
    "(parameters.nc tells how); a retrieval bias is retrieved minus true, at the centre of its region.";
  const known = twin ? " The true offsets are those nearest to the mean over side and days." : "";
  return `${table}${wrap(meaning + known)}\n`;
}

function budgetTable(rows: readonly BudgetSummary[]): string {
  const moved = rows.flatMap(({ emission, inflow, increment }) => [emission, inflow, increment]);
  const { name, inPetagrams } = carbonUnit(moved.map(toPetagramsCarbon));
  const unit = `[${name}]`;
  const columns = [
    text("run"),
    number("start", unit),
    number("emission", unit),
    number("inflow", unit),
    number("increment", unit),
    number("end", unit),
    number("residual", "[1]"),
  ];
  const told = (amount: number): string => fixed(inPetagrams * toPetagramsCarbon(amount), 4);
  const table = renderTable(
    columns,
    rows.map((row) => [
      row.run,
      ...[row.start, row.emission, row.inflow, row.increment, row.end].map(told),
      row.largestRelativeResidual.toExponential(1),
    ]),
  );
  return `${table}${wrap(
    "start + emission + inflow + increment = end, but for what setting the air mass to that of the weather adds (budget.nc), " +
      "of the size of round-off; the residual is that of the worst day over the day's content.",
  )}\n`;
}
