/** A text file as a whole. */
import { readFileSync } from "node:fs";
import { checkIsFile } from "./kindOfFile.js";
import { unreadable } from "./unreadable.js";

/** @param expected for the error @returns its text, UTF-8 or Latin-1 @throws InputError where it cannot be read */
export function textOfFile(path: string, expected: string): string {
  checkIsFile(path, expected);
  try {
    const bytes = readFileSync(path);
    const utf8 = bytes.toString("utf8");
    return utf8.includes("\ufffd") ? bytes.toString("latin1") : utf8;
  } catch (cause) {
    throw unreadable(path, cause, expected);
  }
}
