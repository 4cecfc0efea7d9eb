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
  innovationBias: number,
  R8Prior: number,
  R8Posterior: number,
  R24Prior: number,
  R24Posterior: number,
  sitesPosteriorOverControl: number,
  sitesAnalysisOverControl: number,
  sitesChiSquare: number,
}) satisfies z.ZodType<Scores>;

/** Natural flux of a region in a period, [umol m-2 s-1]; the file keeps 1e-4 of it. */
export interface RegionResult {
  readonly id: string;
  /** [km2] */
  readonly area: number;
  /** "whole" or a month, `2016-07`. */
  readonly period: string;
  readonly prior: number;
  readonly posterior: number;
  readonly truth: number;
  /** Standard deviation of the members' means of the period. */
  readonly spread: number;
}

/** In the file: of each region its area and, for each of the periods, prior, posterior, truth and spread. */
const fluxes = z
  .strictObject({
    periods: z.array(z.string()),
    regions: z.record(z.string(), z.tuple([number]).rest(z.tuple([number, number, number, number]))),
  })
  .refine(({ periods, regions }) => Object.values(regions).every((rows) => rows.length === 1 + periods.length), {
    error: "a region has another number of periods",
  })
  .transform(({ periods, regions }): RegionResult[] =>
    Object.entries(regions).flatMap(([id, [area, ...rows]]) =>
      rows.map(([prior, posterior, truth, spread], i) => ({
        id,
        area,
        period: periods[i],
        prior,
        posterior,
        truth,
        spread,
      })),
    ),
  );

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
  /** Hash of what the experiment comes to, defaults filled in: a default that changes makes another experiment of the same text. */
  configuration: z.string(),
  /** Where a guard ended the run: what it said, and the days that were done. */
  stopped: z.strictObject({ message: z.string(), daysDone: z.number() }).optional(),
  scores,
  fluxes,
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

/** Each part on a line of its own, and each region, so that two results can be compared line by line. */
export function resultJson(result: SkillResult): string {
  const { fluxes: rows, ...parts } = result;
  const periods = [...new Set(rows.map(({ period }) => period))];
  const regions = [...new Set(rows.map(({ id }) => id))].map((id) => {
    const own = rows.filter((row) => row.id === id);
    const numbers = own.map(({ prior, posterior, truth, spread }) => [prior, posterior, truth, spread].map(rounded));
    return `${JSON.stringify(id)}:${JSON.stringify([own[0].area, ...numbers])}`;
  });
  const lines = Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` "${name}": ${line(value)}`);
  const last = ` "fluxes": {"periods": ${line(periods)}, "regions": {\n${regions.join(",\n")}}}`;
  return `{\n${[...lines, last].join(",\n")}\n}\n`;
}

function line(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "number" ? (Number.isFinite(part) ? Number(part.toPrecision(6)) : null) : part,
  );
}

/** To 1e-4, never -0. */
function rounded(value: number): number {
  const near = Math.round(1e4 * value) / 1e4;
  return near === 0 ? 0 : near;
}
