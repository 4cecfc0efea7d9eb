/**
 * Files that are made of an input once and kept under the input's content in the cache (cache.ts).
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { JdasError } from "../errors.js";
import { notWritten } from "./atomicWrite.js";
import { cacheEntry } from "./cache.js";
import { describeInputs } from "./inputFiles.js";

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
  const kept = cacheEntry(sha256, form);
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
