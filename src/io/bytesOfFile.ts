/** Some bytes of a file, by which its form is told. */
import { closeSync, openSync, readSync } from "node:fs";
import { checkIsFile } from "./kindOfFile.js";
import { unreadable } from "./unreadable.js";

/**
 * @param expected what the file should have been, for the message
 * @returns fewer bytes than asked for where the file ends before
 * @throws InputError where it cannot be read
 */
export function bytesOfFile(path: string, position: number, length: number, expected = "a readable file"): Buffer {
  checkIsFile(path, expected);
  try {
    const descriptor = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw unreadable(path, cause, expected);
  }
}
