/** The report of an evaluation as plain text, made for lines of 80 columns; tables of totals may be wider. */
import { number, renderTable, text, wrap } from "../drawing/textTable.js";
import { kindOf, type RegionKind } from "../regions/kinds.js";
import type { Evaluation } from "./evaluation.js";
import type { RegionRow } from "./rows.js";
import { siteTable } from "./siteTable.js";
import { budgetTable, estimateTable } from "./text/budget.js";
import { checkList } from "./text/checks.js";
import { biasTable, columnTable, innovationTable, latitudeTable, periodTables } from "./text/columns.js";
import {
  correlationTable,
  distributionTable,
  publishedTable,
  rankingTable,
  regionTable,
  seasonTable,
} from "./text/fluxes.js";
import { coverageTable, scoreTable } from "./text/scores.js";

/** Adds a part under a name. */
type Section = (name: string, body: string) => void;

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
  const { title, remarks, period, observations, fluxes, budgets, estimates, checks, summary, statements, missing } =
    evaluation;
  const { damage = [] } = evaluation;
  const head = [
    wrap(title),
    "=".repeat(Math.min(80, title.length)),
    `Period ${period.start} to ${period.end}, scored from ${period.scoredFrom} (${period.scoredDays} days), UTC`,
  ].join("\n");
  const parts = [`${head}\n`];
  const section: Section = (name, body) => void parts.push(`${name}\n${"-".repeat(name.length)}\n${body}`);
  const list = (name: string, lines: readonly string[]): void => {
    if (lines.length > 0) section(name, `${lines.map((line) => wrap(`- ${line}`, 80, 2)).join("\n")}\n`);
  };
  list("This folder is not whole", damage);
  section("In short", `${summary.map((sentence) => wrap(sentence)).join("\n")}\n`);
  if (observations !== undefined) observationSections(observations, section);
  if (fluxes !== undefined) fluxSections(fluxes, section);
  if (estimates !== undefined) section("Estimated beside the fluxes, scored period", estimateTable(estimates));
  if (budgets.length > 0) section("Carbon budget of the domain, whole run", budgetTable(budgets));
  section("Checks", checkList(checks));
  list("How to read this", statements);
  list("Not in this run", missing);
  list("What this run is made of", remarks);
  return parts.join("\n");
}

function observationSections(observations: NonNullable<Evaluation["observations"]>, section: Section): void {
  const { fates, columns, innovations, sites, biases, latitudes, validation } = observations;
  const counts = Object.entries(fates)
    .filter(([fate, count]) => count > 0 || fate === "assimilated")
    .map(([fate, count]) => [fate.replace(/_/g, " "), String(count)]);
  section("Observations, whole run", renderTable([text("fate"), number("count")], counts));
  const compared = columns.filter(({ count }) => count > 0);
  const whole = compared.filter(({ period }) => period === "whole");
  const meaning = `Validation: ${validation === "withheld" ? "withheld by chance" : `good, but ${validation}`}.\n`;
  if (whole.length > 0) section("Columns: simulated minus reference", `${columnTable(whole)}${meaning}`);
  if (compared.length > whole.length) section("Columns by period", periodTables(compared));
  if (innovations !== undefined) {
    section("Departures of assimilated observations from the background", innovationTable(innovations));
  }
  if (sites !== undefined) {
    const ofSites = sites.rows.filter(({ count }) => count > 0);
    section("Surface sites, one by one", siteTable(sites.bySite));
    section(
      "Surface sites: simulated minus reference",
      columnTable(ofSites.filter(({ period }) => period === "whole")),
    );
    if (sites.innovations !== undefined) {
      section("Departures of assimilated sites from the background", innovationTable(sites.innovations));
    }
  }
  const shares = biases.rows.filter(({ period }) => period === "whole");
  if (shares.length > 0) section("Share of differences within an interval", biasTable(biases.intervals, shares));
  if (latitudes.length > 0) {
    section("Error reduction by latitude, validation observations of 105-120 E", latitudeTable(latitudes));
  }
}

/** Regions whose months, days and correlations are told; all others are in the CSV tables. */
const TOLD = ["land", "mainland-china", "west", "north", "central", "south"];

function fluxSections(fluxes: NonNullable<Evaluation["fluxes"]>, section: Section): void {
  const { regions, ranking, dailyDistributions, correlations, seasons, scores, coverage, published } = fluxes;
  const whole = regions.filter(({ period }) => period === "whole");
  const isTold = ({ region }: { readonly region: string }): boolean =>
    TOLD.includes(region) || kindOf(region) === "own";
  const totals = (kind: RegionKind, name: string): void => {
    const rows = whole.filter(({ region }) => kindOf(region) === kind);
    if (rows.length > 0)
      section(`${name}, ${rows[0].days} ${rows[0].days === 1 ? "day" : "days"}`, regionTable(rows, "title"));
  };
  totals("named", "Natural flux (+- spread of the members' totals)");
  totals("own", "Natural flux of regions of the experiment file");
  totals("province", "Natural flux of provinces of China");
  for (const rows of monthsOf(regions.filter(isTold))) {
    section(`Natural flux by period: ${rows[0].title}`, regionTable(rows, "period"));
  }
  if (ranking.length > 0) section("Largest changes, posterior minus prior", rankingTable(ranking));
  const told = dailyDistributions.filter(isTold);
  if (told.length > 0) section("Daily totals of the natural flux", distributionTable(told));
  if (seasons.length > 0) section("Seasonal cycle, first year", seasonTable(seasons.filter(isTold)));
  if (correlations.length > 0) section("Correlation of regions over the members", correlationTable(correlations));
  if (scores.length > 0) section("Error of the period-mean natural flux against the truth", scoreTable(fluxes));
  if (coverage.length > 0) section("How often the stated spread holds the truth", coverageTable(coverage));
  if (published !== undefined) section("Published totals", publishedTable(published));
}

/** @returns months of each region, and the whole below them; none where there is one month */
function monthsOf(rows: readonly RegionRow[]): RegionRow[][] {
  const ids = [...new Set(rows.map(({ region }) => region))];
  return ids
    .map((id) => rows.filter(({ region }) => region === id))
    .filter((own) => own.length > 1)
    .map(([whole, ...months]) => [...months, whole]);
}
