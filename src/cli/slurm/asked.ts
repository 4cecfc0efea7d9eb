/** What a job asks of Slurm, from what was foretold: more, by a margin that its script states. */
import { bytesInWords, secondsInWords } from "../../preflight/inWords.js";

/** What a run takes, by a trial. */
export interface Foretold {
  /** [s] */
  readonly seconds: number;
  /** [bytes] */
  readonly memory: number;
  /** Of the model. */
  readonly days: number;
}

export interface Asked {
  /** Limit of a task [s]. */
  readonly seconds: number;
  /** Of a task [MiB]. */
  readonly mebibytes: number;
  /** Before the limit the job is told that it comes [s]. */
  readonly warning: number;
}

/** Machines differ, and nodes are shared: of the time, and of memory. */
const [TIME_FACTOR, MEMORY_FACTOR] = [1.5, 1.3];
/** Start of a node, modules, a slow file system [s]; what a process holds besides [MiB]. */
const [TIME_MORE, MEMORY_MORE] = [600, 256];
/** A run ends between two hours of the model: so long before the limit at the least, and so many hours of it [s], [h]. */
const [LEAST_WARNING, WARNING_HOURS] = [120, 3];

export const MARGIN = `${TIME_FACTOR} times the time and ${secondsInWords(TIME_MORE)} more, ${MEMORY_FACTOR} times the memory and ${MEMORY_MORE} MiB more`;

export function askedFor({ seconds, memory, days }: Foretold): Asked {
  const anHour = seconds / (24 * days);
  return {
    seconds: 60 * Math.ceil((TIME_FACTOR * seconds + TIME_MORE) / 60),
    mebibytes: Math.ceil((MEMORY_FACTOR * memory) / 2 ** 20) + MEMORY_MORE,
    warning: Math.ceil(Math.max(LEAST_WARNING, 60 + WARNING_HOURS * anHour)),
  };
}

/** The run that takes most of each. */
export function largest(all: readonly Foretold[]): Foretold {
  const slowest = all.reduce((most, one) => (one.seconds > most.seconds ? one : most));
  return { ...slowest, memory: Math.max(...all.map(({ memory }) => memory)) };
}

export function foretoldInWords({ seconds, memory }: Foretold): string {
  return `${secondsInWords(seconds)} and ${bytesInWords(memory)}`;
}

/** "1-02:30:00" */
export function slurmTime(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const days = Math.floor(seconds / 86400);
  const time = [(seconds % 86400) / 3600, (seconds % 3600) / 60, seconds % 60].map(two).join(":");
  return days > 0 ? `${days}-${time}` : time;
}
