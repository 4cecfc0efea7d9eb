/** All that is done to runs, and how often. */
import { checkpointTrial } from "./checkpoint.mjs";
import { diskTrial } from "./disk.mjs";
import { extendTrial } from "./extend.mjs";
import { folderTrial } from "./folder.mjs";
import { inputTrial } from "./input.mjs";
import { killTrial } from "./kill.mjs";
import { pairTrial } from "./pair.mjs";
import { poisonTrial } from "./poison.mjs";
import { poisonedStateTrial } from "./poisonedState.mjs";
import { threadTrial } from "./thread.mjs";

/** @typedef {import("./shared.mjs").Reference} Reference */
/** @typedef {{ trial: import("./shared.mjs").Trial, title: string, long: number | ((reference: Reference) => number), short: number }} Kind */

/** @type {Readonly<Record<string, Kind>>} */
export const KINDS = {
  kill: {
    trial: killTrial,
    title:
      "killed at a random moment (SIGKILL, SIGTERM, SIGSTOP then SIGKILL), resumptions too, until they came to their end",
    long: 200,
    short: 1,
  },
  disk: {
    trial: diskTrial,
    title:
      "the disk full, worn out, over its quota or read-only from a write on, then resumed with room: from the first and the last of each of the ways through the program that end in a write, and from 100 spread evenly over all writes",
    long: ({ writes }) => writes.ends.length + 100,
    short: 1,
  },
  pair: { trial: pairTrial, title: "two starts, or two resumptions, at once", long: 24, short: 1 },
  folder: {
    trial: folderTrial,
    title: "the run folder removed, a checkpoint removed, or the record changed by hand, between two parts of a run",
    long: 24,
    short: 1,
  },
  input: {
    trial: inputTrial,
    title: "an input file removed, cut short, emptied, or another thing in its place, between two parts of a run",
    long: 24,
    short: 1,
  },
  checkpoint: {
    trial: checkpointTrial,
    title:
      "a bit of a checkpoint changed: each of its directory in all, 250 elsewhere in each trial; then the file cut",
    long: 40,
    short: 1,
  },
  poison: {
    trial: poisonTrial,
    title: "a number that is none put into the mole fraction of a stage",
    long: 40,
    short: 1,
  },
  state: {
    trial: poisonedStateTrial,
    title: "a number that is none put into what a run goes on from: members, CTRL, air mass, parameters",
    long: 40,
    short: 1,
  },
  thread: {
    trial: threadTrial,
    title: "a thread that throws or has little memory, and a program that has little",
    long: 24,
    short: 1,
  },
  extend: { trial: extendTrial, title: "a period extended, before and after kills", long: 24, short: 1 },
};
