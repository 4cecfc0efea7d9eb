/**
 * A file of the cache (cache.ts) that may be larger than memory: numbers of 64 bits one after another, notes on them (in the
 * form of V8's structured clone), how many bytes these take (64 bits), and a SHA-256 of all before it. It is written as a
 * stream, appears whole or not at all, and is read as a whole once, before the first of its numbers is used.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { deserialize, serialize } from "node:v8";
import { notWritten, PARTIAL } from "./atomicWrite.js";
import { cacheEntry, cacheFolder, tellOfCache } from "./cache.js";

export interface KeptFile {
  /** As they were given. */
  readonly notes: unknown;
  /** How many numbers there are. */
  readonly count: number;
  /** @param from number of the first */
  read(from: number, count: number): Float64Array;
  close(): void;
}

export interface KeptWriter {
  /** @throws OutputError where it cannot be written */
  append(values: Float64Array): void;
  /** The file is there from now on. @throws OutputError where it cannot be written */
  finish(notes: unknown): void;
  /** Nothing is left of it, unless it is finished. */
  abandon(): void;
}

interface Notes {
  readonly key: string;
  readonly notes: unknown;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Bytes after the notes: their number, and the hash. */
const TRAILER = 8 + 32;
const CHUNK = 1 << 20;

/** @param key SHA-256 of all that the file is made of @throws OutputError where it cannot be written */
export function createKept(path: string, key: string): KeptWriter {
  const temporary = `${path}.${process.pid}${PARTIAL}`;
  const hash = createHash("sha256");
  let descriptor: number | undefined;
  const abandon = (): void => {
    if (descriptor === undefined) return;
    closeSync(descriptor);
    descriptor = undefined;
    rmSync(temporary, { force: true });
  };
  const attempt = (write: () => void): void => {
    try {
      write();
    } catch (cause) {
      abandon();
      throw notWritten(path, cause);
    }
  };
  const put = (bytes: Uint8Array): void => {
    hash.update(bytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor as number, bytes, done);
  };
  attempt(() => {
    mkdirSync(dirname(path), { recursive: true });
    descriptor = openSync(temporary, "w");
  });
  return {
    append: (values) => attempt(() => put(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))),
    finish(notes) {
      const bytes = serialize({ key, notes } satisfies Notes);
      attempt(() => {
        const length = Buffer.alloc(8);
        length.writeBigUInt64LE(BigInt(bytes.length));
        put(bytes);
        put(length);
        const digest = hash.digest();
        writeSync(descriptor as number, digest);
        fsyncSync(descriptor as number);
        renameSync(temporary, path);
      });
      closeSync(descriptor as number);
      descriptor = undefined;
    },
    abandon,
  };
}

/** @throws OutputError where nothing can be kept */
export function checkCacheFolder(): void {
  createKept(cacheEntry("", "test.bin"), "").abandon();
}

/** Whether there is any of a kind. */
export function isKept(kind: string): boolean {
  try {
    return readdirSync(cacheFolder()).some((name) => name.endsWith(`-${kind}`));
  } catch {
    // Where there is no folder that can be read, nothing can be taken from it.
    return false;
  }
}

/** @returns undefined where there is none, or none that is whole: that is told */
export function openKept(path: string, key: string): KeptFile | undefined {
  if (!existsSync(path)) return undefined;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    return wholeFile(descriptor, key);
  } catch {
    if (descriptor !== undefined) closeSync(descriptor);
    tellOfCache(`What was prepared is damaged and not used: ${path}`);
    return undefined;
  }
}

/** @throws Error where the file is damaged or another */
function wholeFile(descriptor: number, key: string): KeptFile {
  const { size } = fstatSync(descriptor);
  const bytesAt = (position: number, length: number): Buffer<ArrayBuffer> => {
    const bytes = Buffer.from(new ArrayBuffer(length));
    let done = 0;
    while (done < length) {
      const read = readSync(descriptor, bytes, done, length - done, position + done);
      if (read === 0) throw new Error("cut off");
      done += read;
    }
    return bytes;
  };
  if (size < TRAILER) throw new Error("cut off");
  const hash = createHash("sha256");
  const hashed = size - 32;
  for (let at = 0; at < hashed; at += CHUNK) hash.update(bytesAt(at, Math.min(CHUNK, hashed - at)));
  if (!hash.digest().equals(bytesAt(hashed, 32))) throw new Error("damaged");
  const length = Number(bytesAt(size - TRAILER, 8).readBigUInt64LE());
  const own = deserialize(bytesAt(size - TRAILER - length, length)) as Notes;
  if (own.key !== key) throw new Error("another");
  return {
    notes: own.notes,
    count: (size - TRAILER - length) / BYTES,
    read: (from, count) => new Float64Array(bytesAt(from * BYTES, count * BYTES).buffer),
    close: () => closeSync(descriptor),
  };
}
