/** The numbers of a run that a table of many runs shows. */
import type { Evaluation } from "../evaluation/evaluation.js";
import type { ColumnRow, Reference, RegionRow, RunName } from "../evaluation/rows.js";
import { scoresOf } from "../skill/scores.js";

export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  /** NaN where a run lacks it. */
  of(evaluation: Evaluation): number;
}

/** What columns and sites are compared with, the most telling first. */
const REFERENCES: readonly Reference[] = ["withheld truth", "validation", "TCCON", "assimilated"];
const CARBON = "[PgC yr-1]";

/** Those that any of the runs has. */
export function measuresOf(evaluations: readonly Evaluation[]): Measure[] {
  const all = [
    ofLand("prior", ({ prior }) => prior),
    ofLand("posterior", ({ posterior }) => posterior),
    ofLand("spread", ({ posteriorSpread }) => posteriorSpread),
    ofLand("truth", ({ truth }) => truth),
    reduction("R8", (scores) => scores.R8),
    reduction("R24", (scores) => scores.R24),
    ...errors("", ({ observations }) => observations?.columns ?? [], evaluations),
    chiSquare("chi-square", ({ observations }) => observations?.innovations?.chiSquare),
    ...errors("sites ", ({ observations }) => observations?.sites?.rows ?? [], evaluations),
    chiSquare("sites chi-sq.", ({ observations }) => observations?.sites?.innovations?.chiSquare),
  ];
  return all.filter((measure) => evaluations.some((evaluation) => Number.isFinite(measure.of(evaluation))));
}

function ofLand(name: string, value: (row: RegionRow) => number): Measure {
  return {
    name: `land ${name}`,
    unit: CARBON,
    decimals: 3,
    of({ fluxes }) {
      const land = fluxes?.regions.find(({ region, period }) => region === "land" && period === "whole");
      return land === undefined ? NaN : value(land);
    },
  };
}

function reduction(scale: string, value: (scores: ReturnType<typeof scoresOf>) => number): Measure {
  return { name: `${scale} error red.`, unit: "[%]", decimals: 0, of: (evaluation) => value(scoresOf(evaluation)) };
}

function chiSquare(name: string, of: (evaluation: Evaluation) => number | undefined): Measure {
  return { name, unit: "[1]", decimals: 2, of: (evaluation) => of(evaluation) ?? NaN };
}

/** Root mean square errors of CTRL and FC, against the first reference that any run has. */
function errors(
  of: string,
  rows: (evaluation: Evaluation) => readonly ColumnRow[],
  evaluations: readonly Evaluation[],
): Measure[] {
  const whole = (evaluation: Evaluation) =>
    rows(evaluation).filter(({ period, count }) => period === "whole" && count > 0);
  const reference = REFERENCES.find((against) =>
    evaluations.some((evaluation) => whole(evaluation).some((row) => row.against === against)),
  );
  if (reference === undefined) return [];
  return (["CTRL", "FC"] as const satisfies readonly RunName[]).map((run) => ({
    name: `${of}${run}, ${reference}`,
    unit: "[ppm]",
    decimals: 2,
    of: (evaluation) => whole(evaluation).find((row) => row.run === run && row.against === reference)?.rmse ?? NaN,
  }));
}
