/** What a sweep will be and take, before any run of it begins. */
import { type Column, number, renderTable, text } from "../drawing/textTable.js";
import { type Fault, NumericalError, OutputError } from "../errors.js";
import { bytesInWords, secondsInWords } from "../preflight/inWords.js";
import type { Prediction } from "../runs/sweepRecord.js";
import { makespan } from "./pace.js";

/** A run that is not whole yet. */
export interface OpenRun {
  readonly id: string;
  readonly prediction: Prediction;
}

/** What there is for it. */
export interface Means {
  /** At a time, each with so many cores. */
  readonly jobs: number;
  readonly cores: number;
  /** [bytes] */
  readonly freeMemory: number;
  readonly freeDisk: number;
}

/** [s] */
export function secondsOf({ parts }: Prediction): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** @param standing how many runs are whole, begun and new */
export function describeSweep(
  of: string,
  axes: readonly { readonly name: string; readonly levels: readonly unknown[] }[],
  standing: Readonly<Record<"whole" | "begun" | "new", number>>,
): string {
  const count = standing.whole + standing.begun + standing.new;
  const product = axes.map(({ name, levels }) => `${name} (${levels.length})`).join(" x ");
  const parts = [
    ...(standing.whole > 0 ? [`${standing.whole} finished`] : []),
    ...(standing.begun > 0 ? [`${standing.begun} to go on`] : []),
    `${standing.new} to begin`,
  ];
  return `${count === 1 ? "1 run" : `${count} runs`} of ${of}: ${product}; ${parts.join(", ")}\n`;
}

export function describeNeeds(runs: readonly OpenRun[], means: Means): string {
  const { jobs, cores, freeMemory, freeDisk } = means;
  const seconds = runs.map(({ prediction }) => secondsOf(prediction));
  const { together, disk } = needsOf(runs, jobs);
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)].map(secondsInWords);
  const each = least === most ? least : `${least} to ${most}`;
  const tried = new Set(runs.map(({ prediction }) => prediction.of)).size;
  const columns: readonly Column[] = [text("what"), number("needs"), text("how it is known")];
  const rows = [
    [
      "time",
      secondsInWords(makespan(seconds, jobs)),
      `${each} a run, ${jobs} at a time on ${cores === 1 ? "1 core" : `${cores} cores`} each, nothing else on them`,
    ],
    ["memory", bytesInWords(together), `of ${bytesInWords(freeMemory)} free; the ${jobs} largest at once`],
    ["disk", bytesInWords(disk), `of ${bytesInWords(freeDisk)} free; until they end also checkpoints`],
  ];
  const trials = `From ${tried === 1 ? "a trial" : `trials of ${tried} of the runs`}; the others differ in seed and sizes of errors alone.\n`;
  return `${renderTable(columns, rows)}${tried < runs.length ? trials : ""}`;
}

/** @throws NumericalError, OutputError where memory or disk are too small */
export function refuseTooLarge(runs: readonly OpenRun[], means: Means, output: string): void {
  const { together, disk } = needsOf(runs, means.jobs);
  if (together > means.freeMemory) {
    const fewer = lastThatFits(runs, means);
    throw new NumericalError({
      where: "memory",
      found: `${bytesInWords(means.freeMemory)} free on this machine`,
      expected: `${bytesInWords(together)}, what ${means.jobs === 1 ? "a run" : `${means.jobs} runs at a time`} will need`,
      remedy: fewer === 0 ? "end other programs, or take a larger machine" : `run fewer at a time: --jobs ${fewer}`,
    });
  }
  if (disk > means.freeDisk) {
    const fault: Fault = {
      where: output,
      found: `${bytesInWords(means.freeDisk)} free on its disk`,
      expected: `${bytesInWords(disk)}, what the runs will write`,
      remedy: "make room, choose another output folder (-o), or have less written (outputs)",
    };
    throw new OutputError(fault);
  }
}

function needsOf(runs: readonly OpenRun[], jobs: number): { together: number; disk: number } {
  const largest = runs
    .map(({ prediction }) => prediction.memory)
    .sort((a, b) => b - a)
    .slice(0, jobs);
  return {
    together: largest.reduce((sum, bytes) => sum + bytes, 0),
    disk: runs.reduce((sum, { prediction }) => sum + prediction.disk, 0),
  };
}

function lastThatFits(runs: readonly OpenRun[], { jobs, freeMemory }: Means): number {
  let fits = jobs - 1;
  while (fits > 0 && needsOf(runs, fits).together > freeMemory) fits--;
  return fits;
}
