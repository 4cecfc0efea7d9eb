/**
 * Which parts of an inventory a run needs, interval by interval: every hour in one interval, and in each interval every
 * sector that any file has, so that no sum of sectors is short of one without a word.
 */
import { CoverageError, type Fault, InputError } from "../../errors.js";
import { formatDay } from "../../time.js";
import type { Interval } from "../sources/fluxSteps.js";
import { nameOf } from "./calendar.js";
import type { EmissionPart } from "./emissionPart.js";

/** One interval, in the time of the run. */
export interface EmissionStep extends Interval {
  /** What the files call it. */
  readonly name: string;
  /** One of each sector. */
  readonly parts: readonly EmissionPart[];
}

/**
 * @param standsFor what of the run an interval of the files is for
 * @param title of the inventory, for messages
 * @returns those that the period touches, in order
 * @throws InputError where a sector is missing or stands twice, or intervals overlap
 * @throws CoverageError where no file is of some time of the period
 */
export function stepsOfPeriod(
  parts: readonly EmissionPart[],
  period: Interval,
  standsFor: (interval: Interval) => readonly Interval[],
  title: string,
): EmissionStep[] {
  const all = stepsOf(parts, standsFor);
  const needed = all.filter(({ start, end }) => start < period.end && end > period.start);
  const sectors = [...new Set(parts.map(({ sector }) => sector))];
  const faults = needed.flatMap((step) => [...twice(step), ...missing(step, sectors, title)]);
  all.slice(1).forEach((step, i) => {
    if (step.start < all[i].end) faults.push(overlap(all[i], step));
  });
  if (faults.length > 0) throw new InputError(faults);
  checkCoverage(all, needed, period, title);
  return needed;
}

function stepsOf(
  parts: readonly EmissionPart[],
  standsFor: (interval: Interval) => readonly Interval[],
): EmissionStep[] {
  const steps = new Map<string, EmissionStep & { readonly parts: EmissionPart[] }>();
  for (const part of parts) {
    for (const { start, end } of standsFor(part)) {
      const key = `${part.start} ${part.end} ${start}`;
      const step = steps.get(key) ?? { start, end, name: nameOf(part), parts: [] };
      steps.set(key, step);
      step.parts.push(part);
    }
  }
  return [...steps.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function twice({ name, parts }: EmissionStep): Fault[] {
  return parts.flatMap((part, i) => {
    const first = parts.findIndex(({ sector }) => sector === part.sector);
    if (first === i) return [];
    return [
      {
        where: `${parts[first].path}, ${part.path}`,
        found: `sector "${part.sector}" of ${name} twice`,
        expected: "each sector of each month or year once",
        remedy: "name one of the files",
      },
    ];
  });
}

function missing({ name, parts }: EmissionStep, sectors: readonly string[], title: string): Fault[] {
  const absent = sectors.filter((sector) => parts.every((part) => part.sector !== sector));
  return absent.map((sector) => ({
    where: title,
    found: `no file of sector "${sector}" for ${name}`,
    expected: `in every month or year of the run the sectors ${sectors.join(", ")}`,
    remedy: "fetch that file, or leave the sector out of all months and years",
  }));
}

function overlap(first: EmissionStep, second: EmissionStep): Fault {
  return {
    where: `${first.parts[0].path}, ${second.parts[0].path}`,
    found: `emissions of ${first.name} and of ${second.name}, which overlap`,
    expected: "each time once",
    remedy: "name the files of months or those of years, and of one year where it stands for every year",
  };
}

function checkCoverage(
  all: readonly EmissionStep[],
  needed: readonly EmissionStep[],
  period: Interval,
  title: string,
): void {
  const names = [...new Set(all.map(({ name }) => name))];
  const told = names.length > 12 ? `${names[0]} to ${names[names.length - 1]}` : names.join(", ");
  let reached = period.start;
  for (const { start, end } of [...needed, { start: period.end, end: period.end }]) {
    if (start > reached) {
      throw new CoverageError({
        where: title,
        found: `no file for the days from ${formatDay(reached)} to ${formatDay(Math.min(start, period.end) - 1)}`,
        expected: "emissions for every hour of the run",
        remedy: `the files are of ${told}: add files, or let another year stand for this one (dates: {shiftFrom, shiftTo}, or every-year)`,
      });
    }
    reached = Math.max(reached, end);
  }
}
