/**
 * The one folder of what is made of inputs once and kept: $OPENJDAS_CACHE, else openjdas in $XDG_CACHE_HOME or ~/.cache. It
 * may be emptied at any time. Every entry is named by the first 24 digits of a SHA-256 (FIPS 180-4) of all that it is made
 * of, a dash, and what it is. What goes wrong with it is no fault of a run: it is told on a channel of Node
 * (diagnostics_channel), where a command hears it.
 */
import { createHash } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import { homedir } from "node:os";
import { join } from "node:path";

/** Enough of a hash to tell entries apart. */
const DIGITS = 24;

const remarks = channel("openjdas.cache");

/** @param sha256 of all that the entry is made of, in hexadecimal digits @returns its path */
export function cacheEntry(sha256: string, kind: string): string {
  return join(cacheFolder(), `${sha256.slice(0, DIGITS)}-${kind}`);
}

export function cacheFolder(): string {
  const { OPENJDAS_CACHE, XDG_CACHE_HOME } = process.env;
  return OPENJDAS_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "openjdas");
}

/** Tells whoever listens what is wrong with the cache, in a sentence. */
export function tellOfCache(sentence: string): void {
  remarks.publish(sentence);
}

/** @param listener hears every sentence once */
export function hearOfCache(listener: (sentence: string) => void): void {
  const heard = new Set<string>();
  remarks.subscribe((sentence) => {
    if (heard.has(sentence as string)) return;
    heard.add(sentence as string);
    listener(sentence as string);
  });
}

/** What a key is made of: texts, and numbers by their bytes. */
export type KeyPart = string | Float64Array;

/** @returns SHA-256 of the parts, of which none can run over into the next, in hexadecimal digits */
export function keyOf(parts: readonly KeyPart[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes =
      typeof part === "string" ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    hash.update(`${typeof part} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}
