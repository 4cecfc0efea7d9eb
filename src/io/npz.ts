/**
 * Arrays and one JSON header in a .npz file: a zip of .npy files without compression (NumPy NEP 1; PKWARE APPNOTE 4.3),
 * raw little-endian values. `numpy.load(file)["name"]` gives an array with its shape. The comment of the zip is the CRC-32
 * of all that stands before it, so that no byte is outside a checksum: names, shapes and lengths as little as values.
 */
import { readFileSync, writeSync } from "node:fs";
import { InputError } from "../errors.js";
import { crc32, joinedCrc32 } from "./crc32.js";
import { unreadable } from "./unreadable.js";

const STORAGE = { "<f4": Float32Array, "<f8": Float64Array, "<i4": Int32Array, "|u1": Uint8Array } as const;
type ArrayType = keyof typeof STORAGE;
export type NpzData = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Values in C order: the last dimension runs fastest. */
export interface NpzArray {
  readonly shape: readonly number[];
  readonly data: NpzData;
}

export interface NpzContent {
  readonly header: unknown;
  readonly arrays: ReadonlyMap<string, NpzArray>;
}

const HEADER = "header.json";
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1 January 1980, the first day that a zip can name: files of equal content are equal. */
const DATE = 0x21;
const LARGEST = 0xffffffff;
/** Bytes of the end record without and with its comment, 8 hexadecimal digits. */
const PLAIN_END = 22;
const SEALED_END = PLAIN_END + 8;

interface Member {
  readonly name: string;
  readonly parts: readonly Uint8Array[];
}

/** Writes into an open file. @throws RangeError beyond 4 GiB, more than the kernels can address */
export function writeNpz(descriptor: number, { header, arrays }: NpzContent): void {
  const members: Member[] = [{ name: HEADER, parts: [Buffer.from(`${JSON.stringify(header, undefined, 1)}\n`)] }];
  for (const [name, array] of arrays)
    members.push({ name: `${name}.npy`, parts: [npyHeader(array), bytesOf(array.data)] });
  let position = 0;
  let seal = 0;
  /** @param checksum of the bytes, where it is known */
  const put = (bytes: Uint8Array, checksum = crc32(bytes)): void => {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    position += bytes.length;
    seal = joinedCrc32(seal, checksum, bytes.length);
    if (position > LARGEST) throw new RangeError("more than 4 GiB in one checkpoint");
  };
  const entries: Buffer[] = [];
  for (const { name, parts } of members) {
    const offset = position;
    const text = Buffer.from(name);
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const checksums = parts.map((part) => crc32(part));
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(DATE, 8);
    fixed.writeUInt32LE(
      parts.reduce((crc, part, i) => joinedCrc32(crc, checksums[i], part.length), 0),
      10,
    );
    fixed.writeUInt32LE(size, 14);
    fixed.writeUInt32LE(size, 18);
    fixed.writeUInt16LE(text.length, 22);
    put(Buffer.concat([word(LOCAL), fixed, text]));
    parts.forEach((part, i) => put(part, checksums[i]));
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([word(CENTRAL), Buffer.from([20, 0]), fixed, rest, text]));
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(position, 12);
  end.writeUInt16LE(SEALED_END - PLAIN_END, 16);
  put(Buffer.concat([directory, word(END), end]));
  put(Buffer.from(inHexadecimal(seal)));
}

function inHexadecimal(checksum: number): string {
  return checksum.toString(16).padStart(8, "0");
}

/**
 * A file without the comment is of an earlier format, which its header tells.
 * @throws InputError where the file cannot be read, is cut off, or its checksum does not fit
 */
export function readNpz(path: string): NpzContent {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause, "a checkpoint");
  }
  const damaged = (found: string): InputError => new InputError({ where: path, found, expected: "a whole checkpoint" });
  const hasEnd = (length: number): boolean => file.length >= length && file.readUInt32LE(file.length - length) === END;
  const isSealed = hasEnd(SEALED_END);
  if (!isSealed && !hasEnd(PLAIN_END)) throw damaged("it is cut off");
  const comment = file.length - (SEALED_END - PLAIN_END);
  if (isSealed && file.toString("latin1", comment) !== inHexadecimal(crc32(file.subarray(0, comment)))) {
    throw damaged("its checksum does not fit");
  }
  const at = file.length - (isSealed ? SEALED_END : PLAIN_END);
  const count = file.readUInt16LE(at + 10);
  let entry = file.readUInt32LE(at + 16);
  let header: unknown;
  const arrays = new Map<string, NpzArray>();
  for (let member = 0; member < count; member++) {
    if (entry + 46 > at || file.readUInt32LE(entry) !== CENTRAL) throw damaged("its table of contents is damaged");
    const size = file.readUInt32LE(entry + 24);
    const length = file.readUInt16LE(entry + 28);
    const name = file.toString("utf8", entry + 46, entry + 46 + length);
    const begin = file.readUInt32LE(entry + 42) + 30 + length;
    const bytes = file.subarray(begin, begin + size);
    if (bytes.length !== size) throw damaged(`"${name}" is not whole`);
    if (name === HEADER) header = parseHeader(bytes, () => damaged("its header is damaged"));
    else
      arrays.set(
        name.replace(/\.npy$/, ""),
        readNpy(bytes, () => damaged(`"${name}" is no array of ours`)),
      );
    entry += 46 + length;
  }
  if (header === undefined) throw damaged("it has no header");
  return { header, arrays };
}

function parseHeader(bytes: Buffer, fault: () => InputError): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw fault();
  }
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function bytesOf({ buffer, byteOffset, byteLength }: NpzData): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function typeOf(data: NpzData): ArrayType {
  if (data instanceof Float32Array) return "<f4";
  if (data instanceof Int32Array) return "<i4";
  return data instanceof Float64Array ? "<f8" : "|u1";
}

function npyHeader({ shape, data }: NpzArray): Buffer {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) throw new RangeError(`${data.length} values for the shape ${shape.join(" x ")}`);
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${typeOf(data)}', 'fortran_order': False, 'shape': (${axes}), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = Buffer.from(`\0NUMPY\u0001\0\0\0${text.padEnd(length - 1)}\n`, "latin1");
  bytes[0] = 0x93;
  bytes.writeUInt16LE(length, 8);
  return bytes;
}

function readNpy(bytes: Buffer, fault: () => InputError): NpzArray {
  if (bytes.length < 10) throw fault();
  const begin = 10 + bytes.readUInt16LE(8);
  const match = /'descr': '(.*?)', 'fortran_order': False, 'shape': \((.*?)\)/.exec(
    bytes.toString("latin1", 10, begin),
  );
  if (match === null || !(match[1] in STORAGE)) throw fault();
  const shape = match[2]
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(Number);
  const own = new Uint8Array(bytes.length - begin);
  own.set(bytes.subarray(begin));
  const data = new STORAGE[match[1] as ArrayType](own.buffer);
  if (shape.reduce((product, length) => product * length, 1) !== data.length) throw fault();
  return { shape, data };
}
