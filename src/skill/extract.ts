/** The result of a case, read from its run folder, finished or stopped by a guard. */
import { evaluateRun } from "../evaluation/evaluate.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import type { ColumnRow, RunName } from "../evaluation/rows.js";
import { readFluxes } from "../evaluation/readFluxes.js";
import { readDescription } from "../evaluation/readRun.js";
import { toPetagramsCarbonPerYear } from "../units.js";
import type { SkillCase } from "./cases.js";
import type { ErrorMaps, RegionResult, SkillResult } from "./result.js";
import { scoresOf, withheldError } from "./scores.js";

/** An experiment as it was run, inputs by their names, and the hash of what it comes to. */
type Made = Pick<SkillResult, "experiment" | "configuration">;

/**
 * @param folder of the run @param seconds wall-clock time [s]
 * @throws InputError where the folder holds no run
 */
export async function extractResult(
  folder: string,
  { id, maps }: Pick<SkillCase, "id" | "maps">,
  made: Made,
  seconds: number,
): Promise<SkillResult> {
  const evaluation = await evaluateRun(folder);
  const { stopped, budgets } = evaluation;
  // A truth that is run by itself has all of its days before the analysis has one.
  const daysDone = budgets.find(({ run }) => run === "analysis")?.days ?? 0;
  const column = (run: RunName) => withheldError(evaluation.observations?.columns, run);
  const fields = maps && stopped === undefined ? await errorMaps(folder) : undefined;
  return {
    case: id,
    ...made,
    ...(stopped !== undefined && { stopped: { message: stopped, daysDone } }),
    scores: scoresOf(evaluation),
    fluxes: regionResults(evaluation),
    columns: { control: column("CTRL"), posterior: column("FC"), analysis: column("AN") },
    assimilated: assimilatedOf(evaluation),
    withheld: countOf(evaluation),
    seconds: Math.round(seconds),
    ...(fields && { maps: fields }),
  };
}

function assimilatedOf({ observations }: Evaluation): number {
  return (observations?.innovations?.count ?? 0) + (observations?.sites?.innovations?.count ?? 0);
}

/** Columns and samples of sites together. */
function countOf({ observations }: Evaluation): number {
  const most = (rows: readonly ColumnRow[] = []): number =>
    Math.max(0, ...rows.filter(({ against }) => against === "withheld truth").map(({ count }) => count));
  return most(observations?.columns) + most(observations?.sites?.rows);
}

/** Regions whose fluxes are kept: land, mainland China and its four parts, R8 and R24, provinces. */
const KEPT = /^(land|mainland-china|west|north|central|south|R\d+-\d+|province-.+)$/;

function regionResults({ fluxes }: Evaluation): RegionResult[] {
  return (fluxes?.regions ?? [])
    .filter(({ region }) => KEPT.test(region))
    .map(({ region, period, area, prior, posterior, truth, posteriorSpread }) => {
      const density = (total: number): number => (1e6 * total) / (toPetagramsCarbonPerYear(1) * area);
      return {
        id: region,
        area: Math.round(1e-6 * area),
        period,
        prior: density(prior),
        posterior: density(posterior),
        truth: density(truth),
        spread: density(posteriorSpread),
      };
    });
}

async function errorMaps(folder: string): Promise<ErrorMaps | undefined> {
  const { scoredFrom, end } = readDescription(folder);
  const fluxes = await readFluxes(folder, scoredFrom, end);
  const { natural_prior, natural_posterior, natural_truth } = fluxes?.whole.fields ?? {};
  if (fluxes === undefined || !natural_prior || !natural_posterior || !natural_truth) return undefined;
  const { projection, columns, rows, x0, y0, dx, dy } = fluxes.grid;
  const error = (field: Float64Array): number[] =>
    Array.from(field, (value, cell) => Math.round(1e8 * (value - natural_truth[cell])) || 0);
  return {
    grid: { projection: projection.definition, columns, rows, x0, y0, dx, dy },
    prior: error(natural_prior),
    posterior: error(natural_posterior),
  };
}
