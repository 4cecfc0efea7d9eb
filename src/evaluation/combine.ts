/**
 * The uncertainty that no single ensemble holds: runs of several configurations (other transport options, other priors,
 * other settings, other seeds) of one period and grid, their spreads and the spread between them. Reads what evaluation
 * reads, and nothing else.
 */
import { ConfigError, OutputError } from "../errors.js";
import { renderPng } from "../io/writeFigure.js";
import { writeTogether } from "../io/writeTogether.js";
import { holdsRun, readRunRecord } from "../runs/recordFile.js";
import { type CombinedScore, type Combination, combinationJson } from "./combination.js";
import { coverageRows } from "./combineCoverage.js";
import { combinationCsv } from "./combineCsv.js";
import {
  checkAccounts,
  checkPosterior,
  checkTotals,
  differingKeys,
  inCommon,
  type RunTotals,
} from "./combineFaults.js";
import { combinedRows } from "./combineRows.js";
import { combinationStatements } from "./combineStatements.js";
import { evaluateContents } from "./evaluate.js";
import type { RunContents } from "./runContents.js";
import { type Evaluation } from "./evaluation.js";
import { type ColumnRow, runNames } from "./rows.js";
import { combinedFigure } from "./figures/combinedFigure.js";
import type { Innovations } from "./innovations.js";
import { readDescription } from "./readRun.js";

/**
 * @param folders of finished runs, two or more
 * @throws CoverageError where the runs do not go together: which one, and in what; InputError where one cannot be read
 * @example
 * import { combineRuns } from "openjdas";
 *
 * const { regions, differences } = await combineRuns(["runs/small", "runs/other"]);
 * differences.map(({ key, values }) => [key, values]); // => [["mixing", ["local", "acm2"]]]
 * const { mean, totals } = regions.find(({ region }) => region === "land") ?? regions[0];
 * Math.abs(mean - (totals[0] + totals[1]) / 2) < 1e-12; // => true
 */
export async function combineRuns(folders: readonly string[]): Promise<Combination> {
  if (folders.length < 2) {
    throw new ConfigError({
      where: "combine",
      found: folders.length === 0 ? "no run" : `one run, ${folders[0]}`,
      expected: "two or more: between runs there is no spread of one",
    });
  }
  const accounts = folders.map((folder) => ({
    folder,
    description: readDescription(folder),
    record: readRunRecord(folder),
  }));
  checkAccounts(accounts);
  const evaluations: Evaluation[] = [];
  const all: RunTotals[] = [];
  for (const folder of folders) {
    const { evaluation, contents } = await evaluateContents(folder);
    all.push(totalsOf(folder, evaluation, contents));
    evaluations.push(evaluation);
  }
  const { runs: totals, leftOut } = inCommon(all);
  checkTotals(totals);
  const regions = combinedRows(totals);
  const parts = {
    runs: totals.map(({ folder, members }, i) => ({ folder, title: evaluations[i].title, members })),
    remarks: [...new Set(evaluations.flatMap(({ remarks }) => remarks))],
    period: evaluations[0].period,
    differences: differingKeys(accounts.map(({ record }) => record)),
    regions,
    scores: evaluations.flatMap(scoresOf),
    coverage: coverageRows(regions),
  };
  return { ...parts, statements: combinationStatements(parts, evaluations, leftOut) };
}

/** @throws InputError where the run has no posterior with members */
function totalsOf(folder: string, evaluation: Evaluation, { fluxes }: RunContents): RunTotals {
  const [totals] = fluxes?.whole.posteriorMembers.values() ?? [];
  const rows = evaluation.fluxes?.regions ?? [];
  checkPosterior(folder, rows, totals?.length ?? 0);
  // There is a posterior, so there are fluxes.
  const { grid, whole } = fluxes!;
  return { folder, grid, members: totals.length, days: whole.days, rows };
}

/** @param run index */
function scoresOf({ observations }: Evaluation, run: number): CombinedScore[] {
  const of = (kind: CombinedScore["observations"], rows: readonly ColumnRow[], innovations?: Innovations) => {
    const whole = rows.filter(({ period, count }) => period === "whole" && count > 0);
    return [...new Set(whole.map(({ against }) => against))].map((against): CombinedScore => {
      const own = whole.filter((row) => row.against === against);
      const rmse = Object.fromEntries(
        runNames.map((name) => [name, own.find((row) => row.run === name)?.rmse ?? NaN]),
      ) as CombinedScore["rmse"];
      const chiSquare = against === "assimilated" ? (innovations?.chiSquare ?? NaN) : NaN;
      return { run, observations: kind, against, count: Math.max(...own.map(({ count }) => count)), rmse, chiSquare };
    });
  };
  const { columns = [], innovations, sites } = observations ?? {};
  return [...of("columns", columns, innovations), ...of("sites", sites?.rows ?? [], sites?.innovations)];
}

/**
 * Combines, and writes `combined.json`, `combined.csv`, `combined.svg` and `combined.png` into a folder: all of them, or
 * none.
 * @param output new or old folder; not that of a run, whose files are its own
 * @throws OutputError where they cannot be written
 * @example
 * import { writeCombination } from "openjdas";
 *
 * const { coverage } = await writeCombination(["runs/small", "runs/other"], "runs/combined");
 * coverage.map(({ group }) => group); // => ["R8 regions", "R24 regions", "provinces"]
 */
export async function writeCombination(folders: readonly string[], output: string): Promise<Combination> {
  if (holdsRun(output)) {
    throw new OutputError({
      where: output,
      found: "the folder of a run",
      expected: "a folder of its own for what several runs give",
      remedy: "choose another folder (-o)",
    });
  }
  const combination = await combineRuns(folders);
  const figure = combinedFigure(combination);
  writeTogether(output, [
    ["combined.json", combinationJson(combination)],
    ["combined.csv", combinationCsv(combination)],
    ["combined.svg", figure],
    ["combined.png", renderPng(figure)],
  ]);
  return combination;
}
