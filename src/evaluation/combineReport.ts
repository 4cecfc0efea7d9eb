/** What several runs give together as plain text, about 80 columns wide. */
import { fixed, number, renderTable, text, wrap } from "../drawing/textTable.js";
import { kindOf, type RegionKind } from "../regions/kinds.js";
import {
  type CombinedRow,
  type CombinedScore,
  type Combination,
  type CoverageRow,
  type DifferingKey,
  shortTitle,
} from "./combination.js";

/** Runs side by side in one table. */
const RUNS_ABREAST = 6;
/** Longest value of a key that is shown whole. */
const LONGEST_VALUE = 60;
const UNIT = "[PgC yr-1]";

/**
 * @returns tables, then sentences that say how to read them
 * @example
 * import { combineRuns, renderCombination } from "openjdas";
 *
 * const text = renderCombination(await combineRuns(["runs/small", "runs/other"]));
 * text.includes("mixing: 1 local, 2 acm2"); // => true
 */
export function renderCombination(combination: Combination): string {
  const { runs, remarks, period, differences, regions, scores, coverage } = combination;
  const title = `${runs.length} runs together`;
  const head = [
    title,
    "=".repeat(title.length),
    ...remarks.map((remark) => wrap(remark)),
    `Scored period ${period.scoredFrom} to ${period.end} (${period.scoredDays} days), UTC`,
  ].join("\n");
  const parts = [`${head}\n`];
  const section = (name: string, body: string): void => void parts.push(`${name}\n${"-".repeat(name.length)}\n${body}`);
  const list = (lines: readonly string[]): string => `${lines.map((line) => wrap(line, 80, 2)).join("\n")}\n`;

  section(
    "Runs",
    list(runs.map(({ folder, title: own, members }, k) => `${k + 1} ${folder}: ${own}, ${members} members`)),
  );
  section("What differs between them", list(differences.length > 0 ? differences.map(inWords) : ["- nothing"]));
  if (scores.length > 0) section("RMSE against observations", scoreTable(scores));

  const whole = regions.filter((row) => row.period === "whole");
  const of = (kind: RegionKind): CombinedRow[] => whole.filter(({ region }) => kindOf(region) === kind);
  const [named, provinces, own] = [of("named"), of("province"), of("own")];
  const shown = [...named, ...own, ...provinces];
  section(`Natural flux of all runs together ${UNIT}`, combinedTable(named, "region"));
  if (own.length > 0) section(`Natural flux of regions of the experiment file ${UNIT}`, combinedTable(own, "region"));
  if (provinces.length > 0) section(`Natural flux of provinces of China ${UNIT}`, combinedTable(provinces, "region"));
  const months = regions.filter((row) => row.period !== "whole");
  for (const [id, name] of [
    ["land", "the land"],
    ["mainland-china", "mainland China"],
  ]) {
    const rows = months.filter(({ region }) => region === id);
    if (rows.length > 0) section(`Natural flux of ${name} by month ${UNIT}`, combinedTable(rows, "month"));
  }
  section(`Natural flux of each run ${UNIT}`, runTables(shown));
  if (coverage.length > 0) {
    section(`Against the truth ${UNIT}`, truthTable(shown));
    section("How often 90 % intervals hold the truth", coverageTable(coverage, runs.length));
  }
  section("How to read this", list(combination.statements.map((line) => `- ${line}`)));
  return parts.join("\n");
}

function inWords({ key, values }: DifferingKey): string {
  const shown = values.map((value, k) => {
    const whole = value === null ? "absent" : typeof value === "string" ? value : JSON.stringify(value);
    return `${k + 1} ${whole.length > LONGEST_VALUE ? `${whole.slice(0, LONGEST_VALUE - 3)}...` : whole}`;
  });
  return `- ${key}: ${shown.join(", ")}`;
}

function scoreTable(rows: readonly CombinedScore[]): string {
  const sites = rows.some(({ observations }) => observations === "sites");
  const sorted = ["columns", "sites"].flatMap((kind) => {
    const own = rows.filter(({ observations }) => observations === kind);
    return [...new Set(own.map(({ against }) => against))].flatMap((against) =>
      own.filter((row) => row.against === against),
    );
  });
  const ppm = "[ppm]";
  const columns = [
    ...(sites ? [text("of")] : []),
    text("against"),
    number("run"),
    number("count"),
    number("CTRL", ppm),
    number("FC", ppm),
    number("AN", ppm),
    number("chi-square", "[1]"),
  ];
  return renderTable(
    columns,
    sorted.map(({ observations, against, run, count, rmse, chiSquare }) => [
      ...(sites ? [observations === "sites" ? "sites" : "XCO2"] : []),
      against === "withheld truth" ? "truth (val.)" : against,
      String(run + 1),
      String(count),
      ...[rmse.CTRL, rmse.FC, rmse.AN, chiSquare].map((value) => fixed(value, 2)),
    ]),
  );
}

function combinedTable(rows: readonly CombinedRow[], first: "region" | "month"): string {
  const columns = [
    text(first),
    ...["mean", "within", "between", "combined", "t"].map((name) => number(name)),
    number("90 % interval"),
  ];
  return renderTable(
    columns,
    rows.map((row) => [
      first === "month" ? row.period : shortTitle(row),
      ...[row.mean, row.within, row.between, row.combined].map((value) => fixed(value, 3)),
      fixed(row.quantile, 2),
      `${fixed(row.low, 3)} to ${fixed(row.high, 3)}`,
    ]),
  );
}

function runTables(rows: readonly CombinedRow[]): string {
  const count = rows[0].totals.length;
  const blocks = Array.from({ length: Math.ceil(count / RUNS_ABREAST) }, (_, b) => b * RUNS_ABREAST);
  return blocks
    .map((from) => {
      const chosen = Array.from({ length: Math.min(RUNS_ABREAST, count - from) }, (_, i) => from + i);
      return renderTable(
        [text("region"), ...chosen.map((k) => number(`run ${k + 1}`))],
        rows.map((row) => [shortTitle(row), ...chosen.map((k) => fixed(row.totals[k], 3))]),
      );
    })
    .join("\n");
}

function truthTable(rows: readonly CombinedRow[]): string {
  return renderTable(
    [text("region"), ...["mean", "truth", "error", "error/combined", "in the interval"].map((name) => number(name))],
    rows.map((row) => [
      shortTitle(row),
      ...[row.mean, row.truth, row.mean - row.truth].map((value) => fixed(value, 3)),
      fixed(row.errorOverCombined, 2),
      row.holdsTruth === true ? "yes" : "no",
    ]),
  );
}

function coverageTable(rows: readonly CoverageRow[], count: number): string {
  const percent = (share: number): string => fixed(100 * share, 0);
  const table = renderTable(
    [text("regions"), number("of"), number("held", "[%]"), number("RMS error/spread", "[1]")],
    rows.flatMap(({ group, regions, ofRuns, combined, ratioOfRuns, ratioCombined }) => [
      ...ofRuns.map((share, k) => [`${regions} ${group}`, `run ${k + 1}`, percent(share), fixed(ratioOfRuns[k], 2)]),
      [`${regions} ${group}`, `all ${count}`, percent(combined), fixed(ratioCombined, 2)],
    ]),
  );
  return `${table}${wrap("A run alone: its own total +- 1.645 spreads. All: the combined interval of the mean.")}\n`;
}
