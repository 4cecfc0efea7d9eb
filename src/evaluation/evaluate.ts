/** Evaluates a run folder: reads what the program wrote, and nothing else. */
import { SECONDS_PER_DAY } from "../constants.js";
import { formatDay } from "../time.js";
import { kindOf } from "../regions/kinds.js";
import { overlapsInWords } from "../regions/ownRegions.js";
import { summariseBudget } from "./budget.js";
import { evaluateObservations } from "./columnRows.js";
import { readEstimates } from "./estimates.js";
import { type Evaluation, evaluationJson } from "./evaluation.js";
import type { MapOverlays } from "../drawing/mapOverlays.js";
import { runFluxMap } from "./figures/runFluxMap.js";
import { type FluxScore, fluxScores } from "./fluxScores.js";
import { type FluxName, fluxNames, readFluxes, type RunFluxes } from "./readFluxes.js";
import {
  readDailyBudgets,
  readDescription,
  readRunObservations,
  type RunDescription,
  type RunObservations,
} from "./readRun.js";
import { regionRows } from "./regionRows.js";
import { writeEvaluationFiles, writeFluxMap } from "../runs/evaluationFiles.js";
import { writeRegionCovariance } from "../runs/regionCovarianceFile.js";
import { regionCovariance } from "./regionCovariance.js";
import { renderEvaluation } from "./report.js";
import { missingParts, statements } from "./statements.js";

/** What a run folder holds, read once for numbers and figures. */
export interface RunContents {
  readonly description: RunDescription;
  readonly observations: RunObservations | undefined;
  readonly fluxes: RunFluxes | undefined;
}

/**
 * @throws InputError where the folder holds no run or its files cannot be read
 * @example
 * import { evaluateRun } from "openjdas";
 *
 * const { period, budgets } = await evaluateRun("runs/small");
 * period.scoredDays; // => 1
 * budgets.map(({ run }) => run); // => ["analysis", "control", "truth", "posterior"]
 */
export async function evaluateRun(folder: string): Promise<Evaluation> {
  return (await evaluateContents(folder)).evaluation;
}

/**
 * Evaluates, and writes `evaluation.json`, `evaluation.txt` and, where there are fluxes, `flux_map.svg` and `.png`
 * into the folder.
 * @example
 * import { standardOverlays, writeEvaluation } from "openjdas";
 *
 * const { twin } = await writeEvaluation("runs/small", standardOverlays());
 * twin; // => true
 */
export async function writeEvaluation(folder: string, overlays: MapOverlays): Promise<Evaluation> {
  const { evaluation, contents } = await evaluateContents(folder);
  writeEvaluationFiles(folder, { json: evaluationJson(evaluation), text: renderEvaluation(evaluation) });
  const { fluxes, description } = contents;
  if (fluxes !== undefined) {
    const covariance = regionCovariance(fluxes);
    if (covariance !== undefined) await writeRegionCovariance(folder, aboutMean(description, fluxes), covariance);
  }
  const map = runFluxMap(evaluation, contents.fluxes, contents.observations, contents.description, overlays);
  if (map !== undefined) writeFluxMap(folder, map);
  return evaluation;
}

/** Evaluates, and keeps what was read for it. @throws InputError as evaluateRun */
export async function evaluateContents(folder: string): Promise<{ evaluation: Evaluation; contents: RunContents }> {
  const description = readDescription(folder);
  const { title, remarks, finished, warnings, stopped, start, end, scoredFrom } = description;
  const observations = await readRunObservations(folder);
  const fluxes = await readFluxes(folder, scoredFrom, end);
  const budgets = (await readDailyBudgets(folder)).flatMap((daily) => summariseBudget(daily) ?? []);
  const estimates = await readEstimates(folder, scoredFrom, end);
  const parts = {
    title,
    remarks,
    finished,
    ...(warnings.length > 0 && { warnings }),
    ...(stopped !== undefined && { stopped }),
    period: {
      start: formatDay(start),
      end: formatDay(end),
      scoredFrom: formatDay(scoredFrom),
      scoredDays: (end - scoredFrom) / SECONDS_PER_DAY,
    },
    twin: fluxes?.whole.fields.natural_truth !== undefined || (observations?.truth.some(Number.isFinite) ?? false),
    ...(observations === undefined ? {} : { observations: evaluateObservations(observations, scoredFrom, end) }),
    ...(fluxes === undefined
      ? {}
      : {
          fluxes: {
            regions: regionRows(fluxes),
            ...scoresOfFluxes(fluxes),
          },
        }),
    ...(estimates.length > 0 && { estimates }),
    budgets,
  };
  const overlaps =
    fluxes === undefined
      ? []
      : overlapsInWords(
          fluxes.regions.filter(({ id }) => kindOf(id) === "own"),
          fluxes.grid.area,
        );
  const evaluation = { ...parts, statements: [...statements(parts), ...overlaps], missing: missingParts(parts) };
  return { evaluation, contents: { description, observations, fluxes } };
}

/** Title and comment of what is of the mean of the scored days. */
function aboutMean(
  { title, remarks }: RunDescription,
  { whole, firstDay, lastDay }: RunFluxes,
): { title: string; comment: string } {
  const mean = `Mean of ${whole.days} days, ${formatDay(firstDay)} to ${formatDay(lastDay)}.`;
  return { title, comment: [...remarks, mean].join(" ") };
}

/** Of the mean of all hours, and of the parts of it that fall in the day and in the night. */
function scoresOfFluxes({
  grid,
  regions,
  whole: { fields, daylight },
}: RunFluxes): Pick<NonNullable<Evaluation["fluxes"]>, "scores" | "dayAndNight"> {
  const scores = (of: typeof fields): FluxScore[] => {
    const { natural_prior, natural_posterior, natural_truth } = of;
    return natural_prior && natural_posterior && natural_truth
      ? fluxScores(regions, grid, natural_prior, natural_posterior, natural_truth)
      : [];
  };
  const night: Partial<Record<FluxName, Float64Array>> = {};
  for (const name of fluxNames) {
    const [all, day] = [fields[name], daylight[name]];
    if (all !== undefined && day !== undefined) night[name] = all.map((value, cell) => value - day[cell]);
  }
  const ofRegions = (all: readonly FluxScore[]): FluxScore[] =>
    all.filter(({ scale }) => scale === "R24" || scale === "R8" || scale === "land" || scale === "own");
  return { scores: scores(fields), dayAndNight: { day: ofRegions(scores(daylight)), night: ofRegions(scores(night)) } };
}
