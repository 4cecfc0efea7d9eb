/**
 * What is kept of a twin experiment: a small JSON file from which the page and its figures are drawn. It holds the
 * experiment as it was run, and nothing of the machine or the day but the time that it took.
 */
import { z } from "zod";
import { InputError } from "../errors.js";
import type { Scores } from "./scores.js";

/** A number that is not defined is null in the file and NaN in memory. */
const number = z.union([z.number(), z.null().transform(() => NaN)]);

const scores = z.strictObject({
  R8: number,
  R24: number,
  blocks: number,
  cells: number,
  R24Day: number,
  R24Night: number,
  posteriorOverControl: number,
  analysisOverControl: number,
  chiSquare: number,
  R8Prior: number,
  R8Posterior: number,
  sitesPosteriorOverControl: number,
  sitesAnalysisOverControl: number,
  sitesChiSquare: number,
}) satisfies z.ZodType<Scores>;

/** Period-mean natural flux of a region, [umol m-2 s-1]; `spread`: of the members' means. */
const region = z.strictObject({ id: z.string(), prior: number, posterior: number, truth: number, spread: number });

/** Errors of the period-mean natural flux, prior and posterior minus truth, [row][column] [0.01 umol m-2 s-1]. */
const maps = z.strictObject({
  grid: z.strictObject({
    projection: z.string(),
    columns: z.number(),
    rows: z.number(),
    x0: z.number(),
    y0: z.number(),
    dx: z.number(),
    dy: z.number(),
  }),
  prior: z.array(z.int()),
  posterior: z.array(z.int()),
});

const skillResult = z.strictObject({
  case: z.string(),
  experiment: z.record(z.string(), z.unknown()),
  /** Where a guard ended the run: what it said, and the days that were done. */
  stopped: z.strictObject({ message: z.string(), daysDone: z.number() }).optional(),
  scores,
  regions: z.array(region),
  /** XCO2 RMSE against the noise-free truth at withheld soundings [ppm]. */
  columns: z.strictObject({ control: number, posterior: number, analysis: number }),
  /** Observations of the scored period. */
  assimilated: z.number(),
  withheld: z.number(),
  /** Wall-clock time [s]. */
  seconds: z.number(),
  maps: maps.optional(),
});

export type SkillResult = z.output<typeof skillResult>;
export type RegionResult = z.output<typeof region>;
export type ErrorMaps = z.output<typeof maps>;

/** @param file for messages @throws InputError where the text is no result */
export function parseResult(text: string, file: string): SkillResult {
  try {
    return skillResult.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(
      {
        where: file,
        found: cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : String(cause),
        expected: "a result of npm run skill",
        remedy: "remove the file and run its case again",
      },
      { cause },
    );
  }
}

export function resultJson(result: SkillResult): string {
  const { maps: fields, ...rest } = result;
  const plain = (_key: string, value: unknown): unknown =>
    typeof value === "number" ? (Number.isFinite(value) ? Number(value.toPrecision(6)) : null) : value;
  const text = JSON.stringify(rest, plain, 1);
  // Fields go on one line each.
  return fields === undefined ? `${text}\n` : `${text.slice(0, -2)},\n "maps": ${JSON.stringify(fields)}\n}\n`;
}
