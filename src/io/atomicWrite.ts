/**
 * Files appear whole or not at all: they are written under another name in the same folder, forced to the disk, and
 * renamed over the old file, which a failure on the way leaves as it was.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { JdasError, OutputError } from "../errors.js";

/** Ending of files that are being written; one that is left over belonged to a run that was stopped. */
export const PARTIAL = ".partial";

/**
 * @param write puts the content into the file it is given
 * @throws OutputError where the folder or the disk does not take it; whatever JdasError `write` throws
 */
export function writeAtomically(path: string, write: (temporary: string) => void): void {
  const temporary = `${path}.${process.pid}${PARTIAL}`;
  try {
    write(temporary);
    const descriptor = openSync(temporary, "r+");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (cause) {
    discard(temporary);
    if (cause instanceof JdasError) throw cause;
    throw notWritten(path, cause);
  }
}

/** What keeps it from going is what kept it from being written, which is told. */
function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // Such as a file where its folder would be.
  }
}

export function writeTextAtomically(path: string, text: string): void {
  writeAtomically(path, (temporary) => writeFileSync(temporary, text));
}

/** @returns the fault of a file that could not be written */
export function notWritten(path: string, cause: unknown): OutputError {
  const message = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0].trim();
  // HDF5 says nothing of what the system refused.
  const reason = message === "" ? "the system did not take it" : message;
  return new OutputError(
    {
      where: path,
      found: `it could not be written: ${reason}`,
      expected: "a folder that exists, may be written to and has room",
      remedy: "check the folder, its permissions and the free space",
    },
    { cause },
  );
}
