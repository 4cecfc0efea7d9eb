/** Names of files, and what lies in a folder. */
import { readdirSync, statSync } from "node:fs";
import { basename } from "node:path";
import { unreadable } from "./unreadable.js";

/** @returns the last name of a path: what many inventories say of a file stands there alone */
export function nameOfFile(path: string): string {
  return basename(path);
}

/** @returns names of what lies in a folder, in order @throws InputError where there is no such folder */
export function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw unreadable(folder, cause, "a run folder");
  }
}

/** @returns sizes of the files of a folder [bytes], by their names @throws InputError where there is no such folder */
export function fileSizes(folder: string): { readonly name: string; readonly bytes: number }[] {
  return fileNames(folder).map((name) => ({ name, bytes: statSync(`${folder}/${name}`).size }));
}
