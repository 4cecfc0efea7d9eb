/** A text file as a whole. */
import { readFileSync, statSync } from "node:fs";
import { InputError } from "../errors.js";
import { checkIsFile } from "./kindOfFile.js";
import { otherFormat } from "./otherFormats.js";
import { unreadable } from "./unreadable.js";

/**
 * @param expected for the error
 * @returns its text, UTF-8, UTF-16 with a mark of its order, or Latin-1, its lines ended by line feeds
 * @throws InputError where it cannot be read, or is the answer of a server, a pointer or an archive
 */
export function textOfFile(path: string, expected: string): string {
  checkIsFile(path, expected);
  const bytes = bytesOf(path, expected);
  const other = otherFormat(bytes);
  if (other !== undefined) throw new InputError({ where: path, found: other.found, expected, remedy: other.remedy });
  return decodeText(bytes).replaceAll(/\r\n?/g, "\n");
}

/** Of a text, which is held some times over while it is read [bytes]. */
const MOST_BYTES = 2 ** 28;

function bytesOf(path: string, expected: string): Buffer {
  let size: number;
  try {
    ({ size } = statSync(path));
    if (size <= MOST_BYTES) return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause, expected);
  }
  const [found, most] = [size, MOST_BYTES].map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB of text`);
  throw new InputError({ where: path, found, expected: `at most ${most}`, remedy: "divide the file" });
}

/** What DOS ended texts with. */
const END = "\x1a";

/** @param bytes of a text, the last character of which may be cut @returns without the mark of its encoding and that of its end */
export function decodeText(bytes: Uint8Array): string {
  const text = decoded(bytes);
  return text.endsWith(END) ? text.slice(0, -END.length) : text;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const utf8 = new TextDecoder("utf-8").decode(bytes, { stream: true });
  return utf8.includes("\ufffd") ? new TextDecoder("latin1").decode(bytes) : utf8;
}
