/** What lies in a folder. */
import { readdirSync } from "node:fs";
import { unreadable } from "./unreadable.js";

/** @returns names of what lies in a folder, in order @throws InputError where there is no such folder */
export function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw unreadable(folder, cause, "a run folder");
  }
}
