/**
 * Which content a file has, without reading it again: its hash is kept in the cache (cache.ts) with the status that it had.
 * The status is device, number, size, time of the last change of the content and time of the last change of the status, which
 * no program can set. It counts only if nothing had changed for a while when the hash was taken, for times are coarse.
 */
import { type BigIntStats, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { OutputError } from "../errors.js";
import { notWritten, writeTextAtomically } from "./atomicWrite.js";
import { cacheEntry, keyOf, tellOfCache } from "./cache.js";
import { unreadable } from "./unreadable.js";

/** What tells that a file is the same. */
export interface FileStatus {
  readonly text: string;
  readonly bytes: number;
  /** Whether the last change lies back so far that the next one will show. */
  readonly settled: boolean;
}

/** [ms]; two seconds are what the coarsest file systems round to, clocks of servers may differ by some. */
const SETTLED = 60_000;

/** @throws InputError where it cannot be looked at */
export function statusOf(path: string): FileStatus {
  const { dev, ino, size, mtimeNs, ctimeNs } = statusOfPath(path);
  const last = Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n);
  return {
    bytes: Number(size),
    text: [dev, ino, size, mtimeNs, ctimeNs].join(" "),
    settled: Date.now() - last > SETTLED,
  };
}

function statusOfPath(path: string): BigIntStats {
  try {
    return statSync(path, { bigint: true });
  } catch (cause) {
    throw unreadable(path, cause, "a readable file");
  }
}

/** @returns SHA-256 in hexadecimal digits; undefined where it is not known */
export function knownHash(path: string, { text }: FileStatus): string | undefined {
  const entry = entryOf(path);
  if (!existsSync(entry)) return undefined;
  try {
    const [kept, sha256, check] = readFileSync(entry, "utf8").split("\n");
    if (check === checkOf(kept, sha256)) return kept === text ? sha256 : undefined;
  } catch {
    // Told below.
  }
  tellOfCache(`A hash in the cache is damaged and not used: ${entry}`);
  return undefined;
}

/** A file that has only just changed is not kept; where the cache cannot be written that is told. */
export function keepHash(path: string, { text, settled }: FileStatus, sha256: string): void {
  if (!settled) return;
  const entry = entryOf(path);
  try {
    mkdirSync(dirname(entry), { recursive: true });
    writeTextAtomically(entry, `${text}\n${sha256}\n${checkOf(text, sha256)}\n`);
  } catch (cause) {
    const { message } = cause instanceof OutputError ? cause : notWritten(entry, cause);
    tellOfCache(`Hashes of inputs are not kept: ${message}`);
  }
}

function entryOf(path: string): string {
  return cacheEntry(keyOf(["hash", resolve(path)]), "hash.txt");
}

function checkOf(text: string, sha256: string): string {
  return keyOf([text, sha256]);
}
