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
import { figures } from "./figures/figures.js";
import type { FigureInput } from "./figures/runFigure.js";
import { checksOf } from "./checks/checks.js";
import { summary } from "./summary.js";
import { evaluateFluxes } from "./fluxTables.js";
import { monthOf } from "./periods.js";
import { readFluxes, type RunFluxes } from "./readFluxes.js";
import { readDailyBudgets, readDescription, readRunObservations, type RunDescription } from "./readRun.js";
import type { RunContents } from "./runContents.js";
import { type FigureForm, writeEvaluationFiles, writeRunFigure } from "../runs/evaluationFiles.js";
import { damageOf } from "../runs/damage.js";
import { type MonthOfFluxes, writeMonthlyFluxes } from "../runs/monthlyFluxFile.js";
import { writeRegionCovariance } from "../runs/regionCovarianceFile.js";
import { regionCovariance } from "./regionCovariance.js";
import { renderEvaluation } from "./report.js";
import { readSurfaceConcentration } from "./surfaceConcentration.js";
import { csvTables } from "./tables/csvTables.js";
import { missingParts, statements } from "./statements.js";

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

/** How an evaluation is written. */
interface Writing {
  /** Hears of a table or figure that could not be made or written, the others being there; by default its error is thrown. */
  readonly unwritten?: (what: string, cause: unknown) => void;
  /** How a figure is written beside SVG, by its name; by default as PNG. */
  readonly forms?: (name: string) => readonly FigureForm[];
}

/** Where figures are many and time is short: the flux map alone. */
export const pngOfFluxMap = (name: string): readonly FigureForm[] => (name === "flux_map" ? ["png"] : []);

/**
 * Evaluates, and writes `evaluation.json`, `evaluation.txt`, the tables and every figure that the run allows into the
 * folder.
 * @example
 * import { standardOverlays, writeEvaluation } from "openjdas";
 *
 * const { twin } = await writeEvaluation("runs/small", standardOverlays());
 * twin; // => true
 */
export async function writeEvaluation(
  folder: string,
  overlays: MapOverlays,
  writing: Writing = {},
): Promise<Evaluation> {
  const drawn = await evaluateToDraw(folder, overlays);
  await writeEvaluated(folder, drawn, writing);
  return drawn.evaluation;
}

/** Evaluates, and reads what figures need besides. @throws InputError as evaluateRun */
export async function evaluateToDraw(folder: string, overlays: MapOverlays): Promise<FigureInput> {
  const { evaluation, contents } = await evaluateContents(folder);
  const { scoredFrom, end } = contents.description;
  return { ...contents, evaluation, overlays, surface: await readSurfaceConcentration(folder, scoredFrom, end) };
}

/** Writes an evaluation that was made, as writeEvaluation does. */
export async function writeEvaluated(
  folder: string,
  drawn: FigureInput,
  { unwritten = throwIt, forms = () => ["png"] }: Writing = {},
): Promise<void> {
  const { evaluation, fluxes, description } = drawn;
  const parts: readonly (readonly [what: string, write: () => unknown])[] = [
    [
      "the tables",
      () =>
        writeEvaluationFiles(folder, {
          json: evaluationJson(evaluation),
          text: renderEvaluation(evaluation),
          csv: csvTables(evaluation, drawn),
        }),
    ],
    [
      "the covariance of regions",
      async () => {
        if (fluxes === undefined) return;
        const covariance = regionCovariance(fluxes);
        if (covariance !== undefined) await writeRegionCovariance(folder, aboutMean(description, fluxes), covariance);
      },
    ],
    [
      "the fluxes by month",
      async () => {
        if (fluxes !== undefined) {
          await writeMonthlyFluxes(folder, aboutMean(description, fluxes), fluxes.grid, monthsOf(fluxes));
        }
      },
    ],
    ...figures.map(({ name, appliesTo, draw }): [string, () => unknown] => [
      `the figure ${name}`,
      () => {
        const svg = appliesTo(drawn) ? draw(drawn) : undefined;
        return writeRunFigure(folder, name, svg, forms(name));
      },
    ]),
  ];
  for (const [what, write] of parts) {
    try {
      await write();
    } catch (cause) {
      unwritten(what, cause);
    }
  }
}

function throwIt(_: string, cause: unknown): never {
  throw cause;
}

/** Evaluates, and keeps what was read for it. @throws InputError as evaluateRun */
export async function evaluateContents(folder: string): Promise<{ evaluation: Evaluation; contents: RunContents }> {
  const description = readDescription(folder);
  const { title, remarks, finished, warnings, stopped, start, end, scoredFrom, withheldShare } = description;
  const damage = await damageOf(folder, description);
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
    ...(damage.length > 0 && { damage }),
    period: {
      start: formatDay(start),
      end: formatDay(end),
      scoredFrom: formatDay(scoredFrom),
      scoredDays: (end - scoredFrom) / SECONDS_PER_DAY,
    },
    twin: fluxes?.whole.fields.natural_truth !== undefined || (observations?.truth.some(Number.isFinite) ?? false),
    ...(observations === undefined
      ? {}
      : { observations: evaluateObservations(observations, scoredFrom, end, withheldShare) }),
    ...(fluxes === undefined ? {} : { fluxes: evaluateFluxes(fluxes) }),
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
  const checks = checksOf(parts, { observations, fluxes, from: scoredFrom, to: end });
  const evaluation = {
    ...parts,
    checks,
    summary: summary({ ...parts, checks }),
    statements: [...statements(parts), ...overlaps],
    missing: missingParts(parts),
  };
  return { evaluation, contents: { description, observations, fluxes } };
}

/** In order; days that are missing within a month count to its length alone. */
function monthsOf({ months, days }: RunFluxes): MonthOfFluxes[] {
  return [...months].map(([month, mean]) => {
    const own = days.map(({ day }) => day).filter((day) => monthOf(day) === month);
    return { start: own[0], end: own[own.length - 1] + SECONDS_PER_DAY, days: mean.days, fields: mean.fields };
  });
}

/** Title and comment of what is of the mean of the scored days. */
function aboutMean(
  { title, remarks }: RunDescription,
  { whole, firstDay, lastDay }: RunFluxes,
): { title: string; comment: string } {
  const mean = `Mean of ${whole.days} days, ${formatDay(firstDay)} to ${formatDay(lastDay)}.`;
  return { title, comment: [...remarks, mean].join(" ") };
}
