/** What a tuning has computed so far, kept in its folder after every run, so that one that was interrupted goes on. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../errors.js";
import { writeTextAtomically } from "../io/atomicWrite.js";

export const TUNING_RUNS = "tune_runs.json";

export interface TuningRuns<Result> {
  get(name: string): Result | undefined;
  keep(name: string, result: Result): void;
}

/**
 * @param folder that is there
 * @param replace forgets what an earlier one has computed
 * @throws InputError where the file is there and is not what this wrote
 */
export function openTuningRuns<Result>(folder: string, replace: boolean): TuningRuns<Result> {
  const path = join(folder, TUNING_RUNS);
  if (replace) rmSync(path, { force: true });
  const known = new Map(existsSync(path) ? (Object.entries(readKnown(path)) as [string, Result][]) : []);
  return {
    get: (name) => known.get(name),
    keep(name, result) {
      known.set(name, result);
      writeTextAtomically(path, `${JSON.stringify(Object.fromEntries(known), undefined, 1)}\n`);
    },
  };
}

function readKnown(path: string): object {
  try {
    const known: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof known === "object" && known !== null && !Array.isArray(known)) return known;
  } catch {
    // Told below, with what is not JSON at all.
  }
  throw new InputError({
    where: path,
    found: "not the runs of a tuning",
    expected: "the file that jdas tune wrote",
    remedy: "begin anew (--replace), or choose another output folder",
  });
}
