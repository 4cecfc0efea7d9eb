/**
 * Several netCDF files as one series of flux fields: the variables that make a flux, in the same boxes in all files, and
 * the interval of each step in order of time. Without time there is one step that lasts for ever.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import {
  boxesInWords,
  openSurfaceField,
  sameBoxes,
  type SurfaceBoxes,
  type SurfaceField,
} from "../../io/surfaceField.js";
import type { FluxStep } from "./fluxCalendar.js";
import type { FluxTerm } from "./fluxExpression.js";
import { calendarMonth, type Interval, type StepLength, stepIntervals, type TimeStamp } from "./fluxSteps.js";

/** A variable of one file and its sign in the sum. */
export interface FluxPart {
  readonly sign: 1 | -1;
  readonly field: SurfaceField;
}

export interface FluxFiles {
  /** Of each file, those that are summed. */
  readonly parts: readonly (readonly FluxPart[])[];
  readonly boxes: SurfaceBoxes;
  readonly steps: readonly FluxStep[];
  /** Whether the steps are the twelve months of any year. */
  readonly months: boolean;
}

export interface StepChoice {
  readonly steps?: StepLength | ((file: NetcdfFile) => StepLength | undefined) | undefined;
  readonly stamp?: TimeStamp | undefined;
  /** What a file without time stands for, where that is known from elsewhere. */
  readonly interval?: ((file: NetcdfFile) => Interval) | undefined;
}

/** @param termsOf the variables of a file @throws InputError where boxes or times cannot be used together */
export function fluxFiles(
  files: readonly NetcdfFile[],
  termsOf: (file: NetcdfFile) => readonly FluxTerm[],
  choice: StepChoice,
): FluxFiles {
  const parts = files.map((file) =>
    termsOf(file).map(({ sign, variable }): FluxPart => ({ sign, field: openSurfaceField(file, variable) })),
  );
  const [[{ field: first }]] = parts;
  for (const { field } of parts.flat()) if (!likeFirst(field, first)) throw unlike(field, first);
  const { boxes } = first;
  if (first.along.kind === "months") return { parts, boxes, steps: monthsOf(first, files.length), months: true };
  const steps = parts
    .flatMap(([{ field }], file) =>
      intervalsOf(field, choice).map((interval, index): FluxStep => ({ ...interval, file, index })),
    )
    .sort((a, b) => a.start - b.start);
  if (steps[0].end === Infinity && files.length > 1) {
    throw new InputError({
      where: files.map(({ path }) => path).join(", "),
      found: `several files, but variable "${first.variable.name}" has no time`,
      expected: "one file, or a time dimension",
    });
  }
  for (let i = 1; i < steps.length; i++) {
    if (steps[i].start >= steps[i - 1].end - 1) continue;
    throw new InputError({
      where: `${files[steps[i - 1].file].path}, ${files[steps[i].file].path}`,
      found: "time steps that overlap",
      expected: "each time once",
      remedy: 'check the files and, where they have no time bounds, "steps" and "stamp"',
    });
  }
  return { parts, boxes, steps, months: false };
}

function intervalsOf({ file, along }: SurfaceField, { steps, stamp, interval }: StepChoice): Interval[] {
  const length = typeof steps === "function" ? steps(file) : steps;
  if (along.kind === "time") return stepIntervals(file, along.time, length, stamp);
  return [interval?.(file) ?? { start: -Infinity, end: Infinity }];
}

/** In a year without a 29th of February. */
function monthsOf({ where }: SurfaceField, files: number): FluxStep[] {
  if (files > 1) {
    throw new InputError({ where, found: `a dimension of months, and ${files} files`, expected: "one file" });
  }
  return Array.from({ length: 12 }, (_, month) => ({
    ...calendarMonth(Date.UTC(2001, month, 15) / 1000),
    file: 0,
    index: month,
  }));
}

function likeFirst(field: SurfaceField, first: SurfaceField): boolean {
  return field.along.kind === first.along.kind && sameBoxes(field.boxes, first.boxes) && sameSteps(field, first);
}

/** The variables of one file have the same steps. */
function sameSteps(field: SurfaceField, first: SurfaceField): boolean {
  return field.file !== first.file || field.steps === first.steps;
}

function unlike(field: SurfaceField, first: SurfaceField): InputError {
  const [found, expected] = sameBoxes(field.boxes, first.boxes)
    ? [stepsInWords(field), stepsInWords(first)]
    : [boxesInWords(field.boxes), boxesInWords(first.boxes)];
  return new InputError({
    where: field.where,
    found,
    expected: `${expected}, as ${first.where} has`,
    remedy: "bring the files to one grid and one kind of steps, for example with `cdo sellonlatbox` or `cdo remapcon`",
  });
}

function stepsInWords({ along, steps }: SurfaceField): string {
  switch (along.kind) {
    case "time":
      return `${steps} ${steps === 1 ? "step" : "steps"} of time`;
    case "months":
      return "twelve months of any year";
    case "nothing":
      return "no time";
  }
}
