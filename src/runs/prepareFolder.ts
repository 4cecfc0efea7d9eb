/**
 * The folder of a run. It is taken only where it is new or empty; a finished or stopped run of the very same
 * configuration gives way when asked, and nothing else is ever removed.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Fault, OutputError } from "../errors.js";
import { PARTIAL } from "../io/atomicWrite.js";
import { listCheckpoints } from "./checkpointFile.js";
import { differences } from "./configurationIdentity.js";
import { runFiles } from "./files.js";
import { readRunRecord, RUN_RECORD, type RunRecord } from "./recordFile.js";

const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: "no permission to make or read it",
  EEXIST: "a file of that name",
  ENOENT: "a file system that takes no new folders",
  ENOTDIR: "a file where a folder should be on the way to it",
  EROFS: "a disk that cannot be written to",
};
const LEFT_OVER = new RegExp(`^(.*)\\.\\d+\\${PARTIAL}$`);

/**
 * Call it last, when the configuration has proved valid and the inputs have been found.
 * @param configuration of the new run, as it will stand in run.json
 * @param replace removes the files of an earlier run of the same configuration
 * @throws OutputError where the folder holds anything else, or cannot be made
 */
export function prepareRunFolder(folder: string, configuration: unknown, { replace = false } = {}): void {
  const names = contents(folder);
  if (names.every((name) => LEFT_OVER.test(name) && isRunFile(name))) return remove(folder, names);
  const refuse = (fault: Omit<Fault, "where">): OutputError => new OutputError({ where: folder, ...fault });
  const elsewhere = "choose another output folder, or empty this one yourself";

  const foreign = names.filter((name) => !isRunFile(name));
  if (foreign.length > 0) {
    const some = foreign.slice(0, 3).join(", ") + (foreign.length > 3 ? ", ..." : "");
    throw refuse({ found: `files that no run wrote: ${some}`, expected: "a new or empty folder", remedy: elsewhere });
  }
  if (!names.includes(RUN_RECORD)) {
    throw refuse({
      found: `files of a run, but no ${RUN_RECORD}`,
      expected: "a new or empty folder",
      remedy: elsewhere,
    });
  }
  const earlier = readRunRecord(folder);
  if (!isDeepStrictEqual(earlier.configuration, asJson(configuration))) {
    const found = `a run of another configuration, "${earlier.title}" of ${earlier.started}`;
    throw refuse({ found, expected: "a new or empty folder", remedy: elsewhere });
  }
  if (!replace) {
    const found = `a run of this configuration, ${earlier.finished === undefined ? "not finished" : `finished ${earlier.finished}`}`;
    throw refuse({
      found,
      expected: "a new or empty folder",
      remedy: "go on with it (--resume), ask for its replacement (--replace), or choose another output folder",
    });
  }
  remove(folder, names);
}

/**
 * The folder of a run that is to go on; nothing in it is removed but what was left half-written.
 * @param configuration of the run, as it would stand in run.json
 * @returns the record of the earlier run; undefined where the folder holds none, so that it begins
 * @throws OutputError where the folder holds anything else, or a run of another configuration
 */
export function reopenRunFolder(folder: string, configuration: unknown): RunRecord | undefined {
  const names = contents(folder);
  if (!names.includes(RUN_RECORD) || !names.every(isRunFile)) {
    prepareRunFolder(folder, configuration);
    return undefined;
  }
  const earlier = readRunRecord(folder);
  const differing = differences(earlier.configuration, asJson(configuration));
  if (differing.length > 0) {
    throw new OutputError(
      differing.map(({ key, earlier: before, present }) => ({
        where: `${folder}: ${key}`,
        found: inWords(present),
        expected: `${inWords(before)}, with which the run began`,
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

/** Removes the checkpoints of a run that is finished. */
export function removeCheckpoints(folder: string): void {
  remove(folder, listCheckpoints(folder));
}

function inWords(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
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
