/** The tables of two runs beside each other. A difference is B minus A. */
import { kindOf, type RegionKind } from "../../regions/kinds.js";
import { differingKeys } from "../combineFaults.js";
import { shortTitle } from "../combination.js";
import type { Evaluation } from "../evaluation.js";
import type { ColumnRow, RegionRow } from "../rows.js";
import { settingInWords } from "./about.js";
import type { ComparedRun, ComparedRuns } from "./comparedRuns.js";
import { numbers, type PageColumn, type PageTable, tableOf, words } from "./pageTable.js";

/** The same row of two runs. */
interface Pair<Row> {
  readonly a: Row;
  readonly b: Row;
}

/** Areas of a region that differ by more are not of one region [1]. */
const OTHER_AREA = 0.05;

/** @returns what each run is, and what differs between them */
export function runTables({ a, b }: ComparedRuns): PageTable[] {
  const runs = [
    { name: "A", ...a },
    { name: "B", ...b },
  ];
  const members = ({ record }: ComparedRun): number | undefined => {
    const { ensemble } = record.configuration as { readonly ensemble?: { readonly members?: number } };
    return ensemble?.members;
  };
  return [
    ...tableOf("runs", "The runs", runs, [
      words("run", ({ name }) => name),
      words("title", ({ evaluation }) => evaluation.title),
      words("folder", ({ folder }) => folder.split("/").at(-1) ?? folder),
      words("program", ({ record }) => record.versions.program),
      words("begun", ({ record }) => record.started.slice(0, 10)),
      words("state", ({ evaluation }) => (evaluation.finished ? "finished" : "not finished")),
      numbers("seed", "1", 0, ({ record }) => record.seed),
      numbers("members", "1", 0, members),
    ]),
    ...tableOf(
      "differences",
      "What differs",
      differingKeys([a.record, b.record]),
      [
        words("key", ({ key }) => key),
        words("A", ({ values }) => settingInWords(values[0])),
        words("B", ({ values }) => settingInWords(values[1])),
      ],
      "Titles, remarks, regions of the experiment file and what changes no number are left out.",
    ),
  ];
}

const TITLES: Readonly<Record<RegionKind, string>> = {
  named: "Natural flux of regions",
  own: "Natural flux of regions of the experiment files",
  province: "Natural flux of provinces of China",
  part: "Natural flux of parts of the land of equal area (R8, R24)",
};

/** The posterior of a region in both runs, or the prior where one has no posterior. */
export interface ComparedTotal extends Pair<RegionRow> {
  readonly key: "posterior" | "prior";
  /** B minus A [TgC], and over the root mean square of the two spreads [1]. */
  readonly difference: number;
  readonly inSpreads: number;
}

/** @returns of every region that both runs have with the same area, by period */
export function comparedTotals({ a, b }: ComparedRuns): ComparedTotal[] {
  const rows = pairs(a.evaluation.fluxes?.regions ?? [], b.evaluation.fluxes?.regions ?? [], (one, other) => {
    return one.region === other.region && one.period === other.period;
  }).filter((pair) => Math.abs(pair.a.area / pair.b.area - 1) <= OTHER_AREA);
  const has = ({ posterior }: RegionRow): boolean => Number.isFinite(posterior);
  const key = rows.length > 0 && rows.every((pair) => has(pair.a) && has(pair.b)) ? "posterior" : "prior";
  return rows.map((pair) => {
    const [one, other] = [pair.a.teragrams, pair.b.teragrams];
    const difference = other[key] - one[key];
    const spread = Math.sqrt((one[`${key}Spread`] ** 2 + other[`${key}Spread`] ** 2) / 2);
    return { ...pair, key, difference, inSpreads: Math.abs(difference) / spread };
  });
}

const TOTALS =
  "Amounts of the scored days; a difference is B minus A. In spreads: its size over the root mean square of the two spreads, which is within where it is 1 " +
  "or less. Runs that share prior and observations have errors in common: a difference within the spread says that they agree, not that both are right.";

export function totalTables(totals: readonly ComparedTotal[]): PageTable[] {
  const whole = totals.filter((total) => total.a.period === "whole");
  const region = words<ComparedTotal>("region", (total) => shortTitle(total.a));
  const kinds = (["named", "own", "province", "part"] as const).flatMap((kind) => {
    const rows = whole.filter((total) => kindOf(total.a.region) === kind);
    const note = kind === "named" ? TOTALS : undefined;
    return tableOf(`totals-${kind}`, TITLES[kind], rows, [region, ...amounts(rows)], note);
  });
  const months = totals.filter((total) => total.a.period !== "whole" && kindOf(total.a.region) === "named");
  const period = words<ComparedTotal>("period", (total) => total.a.period);
  return [
    ...kinds,
    ...tableOf("totals-by-month", "Natural flux by month", months, [region, period, ...amounts(months)]),
  ];
}

function amounts(totals: readonly ComparedTotal[]): PageColumn<ComparedTotal>[] {
  const key = totals[0]?.key ?? "prior";
  const largest = totals.reduce((most, total) => Math.max(most, Math.abs(total.a.teragrams[key]) || 0), 0);
  const decimals = largest >= 10 ? 1 : 3;
  const amount = (title: string, value: (total: ComparedTotal) => number): PageColumn<ComparedTotal> =>
    numbers(title, "TgC", decimals, value);
  return [
    amount(`${key} A`, ({ a }) => a.teragrams[key]),
    amount("± A", ({ a }) => a.teragrams[`${key}Spread`]),
    amount(`${key} B`, ({ b }) => b.teragrams[key]),
    amount("± B", ({ b }) => b.teragrams[`${key}Spread`]),
    amount("difference", ({ difference }) => difference),
    numbers("in spreads", "1", 2, ({ inSpreads }) => inSpreads),
    words("within", ({ inSpreads }) => (Number.isFinite(inSpreads) ? (inSpreads <= 1 ? "yes" : "no") : "")),
    ...(key === "prior" ? [] : [amount("difference of priors", ({ a, b }) => b.teragrams.prior - a.teragrams.prior)]),
    amount("truth A", ({ a }) => a.teragrams.truth),
    amount("truth B", ({ b }) => b.teragrams.truth),
  ];
}

/** @returns agreement with observations, errors against a truth, and checks, of both */
export function statisticTables({ a, b }: ComparedRuns): PageTable[] {
  const [one, other] = [a.evaluation, b.evaluation];
  const ppm = (title: string, value: (row: Pair<ColumnRow>) => number) =>
    numbers<Pair<ColumnRow>>(title, "ppm", 2, value);
  const agreement: PageColumn<Pair<ColumnRow>>[] = [
    words("run", (row) => row.a.run),
    words("against", (row) => row.a.against),
    numbers("count A", "1", 0, (row) => row.a.count),
    numbers("count B", "1", 0, (row) => row.b.count),
    ppm("bias A", (row) => row.a.bias),
    ppm("bias B", (row) => row.b.bias),
    ppm("RMSE A", (row) => row.a.rmse),
    ppm("RMSE B", (row) => row.b.rmse),
    numbers("correlation A", "1", 2, (row) => row.a.correlation),
    numbers("correlation B", "1", 2, (row) => row.b.correlation),
  ];
  const scores = pairs(one.fluxes?.scores ?? [], other.fluxes?.scores ?? [], (x, y) => x.scale === y.scale);
  const checks = pairs(one.checks, other.checks, (x, y) => x.id === y.id);
  return [
    ...tableOf("columns", "Columns: simulated minus reference", comparedColumns(one, other), agreement),
    ...tableOf("sites", "Surface sites: simulated minus reference", comparedSites(one, other), agreement),
    ...tableOf("scores", "Error of the period-mean natural flux against the truth", scores, [
      words("scale", (row) => row.a.scale),
      numbers("prior A", "µmol/m²/s", 3, (row) => row.a.prior),
      numbers("prior B", "µmol/m²/s", 3, (row) => row.b.prior),
      numbers("posterior A", "µmol/m²/s", 3, (row) => row.a.posterior),
      numbers("posterior B", "µmol/m²/s", 3, (row) => row.b.posterior),
      numbers("reduction A", "%", 0, (row) => row.a.errorReduction),
      numbers("reduction B", "%", 0, (row) => row.b.errorReduction),
    ]),
    ...tableOf("checks", "Checks", checks, [
      words("check", (row) => row.a.title),
      words("A", (row) => row.a.state),
      words("found in A", (row) => row.a.found),
      words("B", (row) => row.b.state),
      words("found in B", (row) => row.b.found),
    ]),
  ];
}

/** Of the whole scored period. */
export function comparedColumns(one: Evaluation, other: Evaluation): Pair<ColumnRow>[] {
  return wholePairs(one.observations?.columns, other.observations?.columns);
}

function comparedSites(one: Evaluation, other: Evaluation): Pair<ColumnRow>[] {
  return wholePairs(one.observations?.sites?.rows, other.observations?.sites?.rows);
}

function wholePairs(ofA: readonly ColumnRow[] = [], ofB: readonly ColumnRow[] = []): Pair<ColumnRow>[] {
  const whole = (rows: readonly ColumnRow[]): ColumnRow[] =>
    rows.filter(({ period, count }) => period === "whole" && count > 0);
  return pairs(whole(ofA), whole(ofB), (x, y) => x.run === y.run && x.against === y.against);
}

/** Rows that both have, in the order of the first. */
function pairs<Row>(ofA: readonly Row[], ofB: readonly Row[], same: (a: Row, b: Row) => boolean): Pair<Row>[] {
  return ofA.flatMap((a) => {
    const b = ofB.find((other) => same(a, other));
    return b === undefined ? [] : [{ a, b }];
  });
}
