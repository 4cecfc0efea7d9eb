/**
 * The folder of a run. It is taken where it is new or empty, or where an earlier run has left nothing but its record; a run
 * that has computed something gives way when asked, and nothing else is ever removed.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Fault, OutputError } from "../errors.js";
import { PARTIAL } from "../io/atomicWrite.js";
import { fileNames } from "../io/fileNames.js";
import { listCheckpoints, toGoOnFrom } from "./checkpointFile.js";
import { type Difference, differences } from "./configurationIdentity.js";
import { runFiles } from "./files.js";
import { gridFile } from "./gridFile.js";
import { logFile } from "./logFile.js";
import { readRunRecord, recordFile, RUN_RECORD, type RunRecord } from "./recordFile.js";
import type { Time } from "../time.js";
import { lockFile, RUN_LOCK } from "./runLock.js";

const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: "no permission to make or read it",
  EEXIST: "a file of that name",
  ENOENT: "a file system that takes no new folders",
  ENOTDIR: "a file where a folder should be on the way to it",
  EROFS: "a disk that cannot be written to",
};
/** Written before anything is computed. */
const BEFOREHAND = [recordFile, gridFile, logFile, lockFile];
const LEFT_OVER = new RegExp(`^(.*)\\.\\d+\\${PARTIAL}$`);

const PERIOD_END = "period.end";
const ELSEWHERE = "choose another output folder, or empty this one yourself";

/**
 * Makes a run folder where there is none. Call it last, when the configuration has proved valid and the inputs have been
 * found.
 * @throws OutputError where it holds anything that no run wrote, or cannot be made
 */
export function makeRunFolder(folder: string): void {
  const foreign = contents(folder).filter((name) => !isRunFile(name));
  if (foreign.length === 0) return;
  const some = foreign.slice(0, 3).join(", ") + (foreign.length > 3 ? ", ..." : "");
  throw new OutputError({
    where: folder,
    found: `files that no run wrote: ${some}`,
    expected: "a new or empty folder",
    remedy: ELSEWHERE,
  });
}

export interface Replacement {
  /** Whether a run that has computed something gives way. */
  readonly replace?: boolean;
  /** Hears which run gives way, before it is removed. */
  readonly note?: (text: string) => void;
}

/**
 * @param configuration of the new run, as it will stand in run.json
 * @throws OutputError where the folder holds anything else, or cannot be made
 */
export function prepareRunFolder(
  folder: string,
  configuration: unknown,
  { replace = false, note = () => {} }: Replacement = {},
): void {
  makeRunFolder(folder);
  const names = ownContents(folder);
  if (!hasComputed(folder)) return remove(folder, names);
  const refuse = (fault: Omit<Fault, "where">): OutputError => new OutputError({ where: folder, ...fault });
  if (!names.includes(RUN_RECORD)) {
    throw refuse({
      found: `files of a run, but no ${RUN_RECORD}`,
      expected: "a new or empty folder",
      remedy: ELSEWHERE,
    });
  }
  const earlier = readRunRecord(folder);
  const isSame = isDeepStrictEqual(earlier.configuration, asJson(configuration));
  const which = isSame ? "a run of this configuration" : `a run of another configuration, "${earlier.title}"`;
  const state = earlier.finished === undefined ? "not finished" : `finished ${earlier.finished}`;
  if (!replace) {
    const onward = isSame ? "go on with it (--resume), ask" : "ask";
    throw refuse({
      found: `${which} of ${earlier.started}, ${state}`,
      expected: "a new or empty folder",
      remedy: `${onward} for its replacement (--replace), or choose another output folder`,
    });
  }
  note(`Replaces ${which} of ${earlier.started}, ${state}: ${names.length} files.`);
  remove(folder, names);
}

/** Whether a run folder holds more than what is written before anything is computed. */
export function hasComputed(folder: string): boolean {
  return fileNames(folder).some((name) => !BEFOREHAND.some(({ known }) => known.test(name)) && !LEFT_OVER.test(name));
}

/**
 * The folder of a run that is to go on; nothing in it is removed but what was left half-written.
 * @param configuration of the run, as it would stand in run.json; its period may end later
 * @returns the record of the earlier run; undefined where the folder holds none, so that it begins
 * @throws OutputError where the folder holds anything else, or a run of another configuration
 */
export function reopenRunFolder(folder: string, configuration: unknown): RunRecord | undefined {
  makeRunFolder(folder);
  const names = ownContents(folder);
  if (!names.includes(RUN_RECORD)) {
    prepareRunFolder(folder, configuration);
    return undefined;
  }
  const earlier = readRunRecord(folder);
  const differing = differences(earlier.configuration, asJson(configuration)).filter((one) => !isExtension(one));
  if (differing.length > 0) {
    throw new OutputError(
      differing.map(({ key, earlier: before, present }) => ({
        where: `${folder}: ${key}`,
        found: inWords(present),
        expected: `${inWords(before)}, with which the run began${key === PERIOD_END ? ", or later" : ""}`,
        remedy: "give it back, or choose another output folder",
      })),
    );
  }
  remove(
    folder,
    names.filter((name) => LEFT_OVER.test(name)),
  );
  return earlier;
}

/** Removes the checkpoints of a run that is finished, but for what its period can be extended from. @param end of the period */
export function removeCheckpoints(folder: string, end: Time): void {
  const all = listCheckpoints(folder);
  const kept = toGoOnFrom(all, end);
  remove(
    folder,
    all.filter((name) => !kept.includes(name)),
  );
}

/** Whether a difference is that of a period made longer. Times of a record are of one form, which sorts as they do. */
export function isExtension({ key, earlier, present }: Difference): boolean {
  return key === PERIOD_END && typeof earlier === "string" && typeof present === "string" && earlier < present;
}

function inWords(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/** @returns names of the files of runs, but for the lock of the one that is at it */
function ownContents(folder: string): string[] {
  return fileNames(folder).filter((name) => name !== RUN_LOCK);
}

/** @returns what lies in the folder, which is made where it is absent */
function contents(folder: string): string[] {
  try {
    makeFolder(folder);
    return readdirSync(folder).sort();
  } catch (cause) {
    const found = REFUSALS[(cause as NodeJS.ErrnoException).code ?? ""] ?? String(cause);
    const remedy = "choose another output folder";
    throw new OutputError({ where: folder, found, expected: "a folder that can be made and read", remedy }, { cause });
  }
}

/** One folder after the other: where a file system takes none (/proc), Node's recursive form would try for ever. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** The record goes last: a removal that fails half-way still leaves a folder that says what it is. */
function remove(folder: string, names: readonly string[]): void {
  const ordered = [...names].sort((one, other) => Number(one === RUN_RECORD) - Number(other === RUN_RECORD));
  try {
    for (const name of ordered) rmSync(join(folder, name));
  } catch (cause) {
    const remedy = "check its permissions, or choose another output folder";
    throw new OutputError(
      { where: folder, found: `the earlier run cannot be removed: ${String(cause)}`, remedy },
      { cause },
    );
  }
}

function isRunFile(name: string): boolean {
  const own = LEFT_OVER.exec(name)?.[1] ?? name;
  return runFiles.some(({ known }) => known.test(own));
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
