/** Several files of one folder that belong together: all of them appear, or none. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { notWritten, PARTIAL } from "./atomicWrite.js";

/**
 * Writes all into a folder of another name, then moves them; older files of these names give way, and no other file is
 * touched.
 * @param files by name @throws OutputError where the folder or the disk does not take them; then nothing has changed
 */
export function writeTogether(folder: string, files: readonly (readonly [string, string | Uint8Array])[]): void {
  const exists = existsSync(folder);
  const temporary = exists ? join(folder, `${process.pid}${PARTIAL}`) : `${folder}.${process.pid}${PARTIAL}`;
  try {
    if (!exists) mkdirSync(dirname(temporary), { recursive: true });
    mkdirSync(temporary);
    for (const [name, content] of files) writeFileSync(join(temporary, name), content, { flush: true });
    if (exists) replaceIn(folder, temporary, files);
    else renameSync(temporary, folder);
  } catch (cause) {
    throw notWritten(folder, cause);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function replaceIn(folder: string, temporary: string, files: readonly (readonly [string, unknown])[]): void {
  const occupied = files
    .map(([name]) => join(folder, name))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  if (occupied !== undefined) throw new Error(`${occupied} is a folder`);
  for (const [name] of files) renameSync(join(temporary, name), join(folder, name));
}
