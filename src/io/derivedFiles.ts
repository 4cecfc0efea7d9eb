/**
 * Files that are made of an input once and kept: under the input's content (SHA-256) in the user's cache, which may be
 * emptied at any time. The folder is $OPENJDAS_CACHE, else openjdas in $XDG_CACHE_HOME or ~/.cache.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { JdasError } from "../errors.js";
import { notWritten } from "./atomicWrite.js";
import { describeInputs } from "./inputFiles.js";

/** Enough of a hash to tell inputs apart. */
const DIGITS = 24;

/**
 * @param form of what is made; a new one where it would be made otherwise
 * @param make fills an empty folder with files
 * @returns those files, in alphabetical order
 * @throws what `make` throws; OutputError where the cache cannot be written; InputError where the input cannot be read
 */
export async function derivedFiles(
  path: string,
  form: string,
  make: (folder: string) => Promise<void>,
): Promise<string[]> {
  const [{ sha256 }] = await describeInputs([path]);
  const kept = join(cacheFolder(), `${sha256.slice(0, DIGITS)}-${form}`);
  const folder = join(kept, basename(path));
  if (!existsSync(folder)) await fill(kept, basename(path), make);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

/** Whole or not at all: two runs may begin at once. */
async function fill(kept: string, name: string, make: (folder: string) => Promise<void>): Promise<void> {
  let temporary = "";
  try {
    mkdirSync(kept, { recursive: true });
    temporary = mkdtempSync(join(kept, ".partial-"));
    await make(temporary);
    if (!existsSync(join(kept, name))) renameSync(temporary, join(kept, name));
  } catch (cause) {
    if (cause instanceof JdasError) throw cause;
    // Another run was first.
    if (!existsSync(join(kept, name))) throw notWritten(kept, cause);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  const { OPENJDAS_CACHE, XDG_CACHE_HOME } = process.env;
  return OPENJDAS_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "openjdas");
}
