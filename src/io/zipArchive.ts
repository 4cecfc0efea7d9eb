/**
 * Zip archives as they are downloaded: their members (PKWARE APPNOTE 6.3, with the 64-bit form for what is larger than
 * 4 GiB), stored or deflated, written to files piece by piece with their checksums compared.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { InputError } from "../errors.js";
import { bytesOfFile } from "./bytesOfFile.js";
import { crc32 } from "./crc32.js";

export interface ZipMember {
  /** With its folders, as the archive has it. */
  readonly name: string;
  /** Bytes in the archive and unpacked. */
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Stands for a number that the 64-bit form holds. */
const ELSEWHERE = 0xffffffff;
/** The end of an archive and the longest comment after it. */
const TAIL = 22 + 65535;

/** Whether bytes begin as those of a zip archive do. */
export function isZip(firstBytes: Uint8Array): boolean {
  return firstBytes[0] === 0x50 && firstBytes[1] === 0x4b && firstBytes[2] === 3 && firstBytes[3] === 4;
}

/** @throws InputError where the file cannot be read or is no whole zip archive */
export function zipMembers(path: string): ZipMember[] {
  const directory = readDirectory(path);
  const members: ZipMember[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === CENTRAL; ) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [size, packed, offset] = wide(
      [24, 20, 42].map((field) => directory.readUInt32LE(at + field)),
      extra,
    );
    const [crc, method] = [directory.readUInt32LE(at + 16), directory.readUInt16LE(at + 10)];
    if (!name.endsWith("/")) members.push({ name, packed, size, crc, method, offset });
    at += 46 + nameLength + extraLength + commentLength;
  }
  if (members.length === 0) throw damaged(path, "no members in its table of contents");
  return members;
}

/** @throws InputError where the member is damaged, or packed otherwise than by deflate */
export async function extractMember(path: string, member: ZipMember, target: string): Promise<void> {
  const { name, packed, size, crc, method, offset } = member;
  if (method !== 0 && method !== 8) {
    throw damaged(`${path}: member "${name}"`, `compression method ${method}`, "a member stored or deflated");
  }
  const header = bytesAt(path, offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw damaged(path, `no member "${name}" where it says`);
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  let [found, count] = [0, 0];
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      found = crc32(chunk, found);
      count += chunk.length;
      done(null, chunk);
    },
  });
  const source = createReadStream(path, { start, end: start + Math.max(packed, 1) - 1 });
  try {
    if (method === 8) await pipeline(source, createInflateRaw(), check, createWriteStream(target));
    else await pipeline(source, check, createWriteStream(target));
  } catch (cause) {
    throw damaged(`${path}: member "${name}"`, `it cannot be unpacked: ${(cause as Error).message}`);
  }
  if (count !== size || found !== crc) throw damaged(`${path}: member "${name}"`, "a checksum that does not fit");
}

/**
 * Unpacks one member for as long as it is used.
 * @param name in the archive @param use gets the path of the file, which is gone afterwards
 * @throws as `extractMember`, and what `use` throws
 */
export async function withUnpacked<T>(path: string, name: string, use: (file: string) => T | Promise<T>): Promise<T> {
  const member = zipMembers(path).find((other) => other.name === name);
  if (member === undefined) throw damaged(path, `no member "${name}"`);
  const folder = mkdtempSync(join(tmpdir(), "openjdas-zip-"));
  try {
    const file = join(folder, basename(name));
    await extractMember(path, member, file);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readDirectory(path: string): Buffer {
  const { size } = statSync(path);
  const tail = bytesAt(path, Math.max(0, size - TAIL), Math.min(size, TAIL));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw damaged(path, "no whole zip archive (it has no end)");
  let [length, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (offset === ELSEWHERE && end >= 20 && tail.readUInt32LE(end - 20) === LOCATOR_64) {
    const record = bytesAt(path, Number(tail.readBigUInt64LE(end - 12)), 56);
    if (record.length < 56 || record.readUInt32LE(0) !== END_64) throw damaged(path, "no 64-bit end of a zip archive");
    [length, offset] = [Number(record.readBigUInt64LE(40)), Number(record.readBigUInt64LE(48))];
  }
  return bytesAt(path, offset, length);
}

/** Numbers that the extra field with the identifier 1 holds in 64 bits, in this order. */
function wide(numbers: readonly number[], extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return numbers.map((number) => {
    if (number !== ELSEWHERE || at + 8 > extra.length) return number;
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  });
}

function bytesAt(path: string, position: number, length: number): Buffer {
  return bytesOfFile(path, position, length, "a zip archive");
}

function damaged(where: string, found: string, expected = "a whole zip archive"): InputError {
  return new InputError({ where, found, expected, remedy: "fetch the file again" });
}
