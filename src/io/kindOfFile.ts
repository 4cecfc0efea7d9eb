/** What lies at a path. Reading a pipe or a device may never end, so they are no input files. */
import { statSync, type Stats } from "node:fs";
import { InputError } from "../errors.js";
import { unreadable } from "./unreadable.js";

export type KindOfFile = "file" | "folder" | "nothing" | "other";

/** @returns `nothing` too where the system does not tell, such as of links that lead to each other */
export function kindOfFile(path: string): KindOfFile {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) return "nothing";
    if (status.isDirectory()) return "folder";
    return status.isFile() ? "file" : "other";
  } catch {
    return "nothing";
  }
}

/** @param expected what the file should have been @throws InputError where it is no file with an end */
export function checkIsFile(path: string, expected: string): void {
  let status: Stats;
  try {
    status = statSync(path);
  } catch (cause) {
    throw unreadable(path, cause, expected);
  }
  if (status.isFile() || status.isDirectory()) return;
  const found = status.isFIFO() ? "a pipe" : status.isSocket() ? "a socket" : "a device";
  throw new InputError({ where: path, found, expected, remedy: "write it to a file and name that" });
}
