/**
 * The header of a classic netCDF file: "CDF" and the version 1 (classic), 2 (64-bit offset) or 5 (64-bit data), then
 * dimensions, attributes and variables, all big-endian, padded to 4 bytes (netCDF Users Guide, Appendix B: file format
 * specifications).
 */
import type { NetcdfAttribute } from "./netcdf.js";
import { type StoredNumbers, trimPadding } from "./netcdfValues.js";

export interface ClassicVariable {
  readonly name: string;
  /** Indices into `dimensions`, slowest first. */
  readonly dimensionIds: readonly number[];
  readonly attributes: Readonly<Record<string, NetcdfAttribute>>;
  /** External type, 1 (byte) to 11 (unsigned 64-bit integer). */
  readonly type: number;
  /** Byte of its first value. */
  readonly begin: number;
}

export interface ClassicHeader {
  /** Number of records as written; undefined in a file that was still being written. */
  readonly records: number | undefined;
  /** Size 0 marks the record dimension. */
  readonly dimensions: readonly { readonly name: string; readonly size: number }[];
  readonly attributes: Readonly<Record<string, NetcdfAttribute>>;
  readonly variables: readonly ClassicVariable[];
}

const CHARACTER = 2;
const BYTES = [0, 1, 1, 2, 4, 4, 8, 1, 2, 4, 8, 8];

/** @returns bytes of one value of an external type */
export function bytesOf(type: number): number {
  return BYTES[type];
}

export function isCharacter(type: number): boolean {
  return type === CHARACTER;
}

/** @param bytes big-endian values; its content is put into the machine's order in place */
export function decode(bytes: Uint8Array<ArrayBuffer>, type: number): StoredNumbers {
  const { buffer, byteOffset, byteLength } = bytes;
  const size = bytesOf(type);
  const swap = Buffer.from(buffer, byteOffset, byteLength);
  if (size === 2) swap.swap16();
  if (size === 4) swap.swap32();
  if (size === 8) swap.swap64();
  const length = byteLength / size;
  switch (type) {
    case 1:
      return new Int8Array(buffer, byteOffset, length);
    case 3:
      return new Int16Array(buffer, byteOffset, length);
    case 4:
      return new Int32Array(buffer, byteOffset, length);
    case 5:
      return new Float32Array(buffer, byteOffset, length);
    case 6:
      return new Float64Array(buffer, byteOffset, length);
    case 8:
      return new Uint16Array(buffer, byteOffset, length);
    case 9:
      return new Uint32Array(buffer, byteOffset, length);
    case 10:
      return new BigInt64Array(buffer, byteOffset, length);
    case 11:
      return new BigUint64Array(buffer, byteOffset, length);
    default:
      return new Uint8Array(buffer, byteOffset, length);
  }
}

/** @throws RangeError where `bytes` ends before the header does; SyntaxError where the bytes are no header */
export function parseClassicHeader(bytes: Uint8Array<ArrayBuffer>): ClassicHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[3];
  const wide = version === 5;
  let at = 4;

  const int32 = (): number => {
    at += 4;
    return view.getUint32(at - 4);
  };
  const int64 = (): number => {
    at += 8;
    return Number(view.getBigInt64(at - 8));
  };
  const number = wide ? int64 : int32;
  /** @throws SyntaxError where it is negative, as no size, number or place is */
  const natural = (value: number): number => {
    if (value >= 0) return value;
    throw new SyntaxError(`the number ${value} before byte ${at}, where none is negative`);
  };
  const count = (): number => natural(number());
  const take = (length: number): Uint8Array<ArrayBuffer> => {
    if (!(length >= 0 && at + length <= bytes.length))
      throw new RangeError(`the header goes on after byte ${bytes.length}`);
    const part = bytes.slice(at, at + length);
    at += Math.ceil(length / 4) * 4;
    return part;
  };
  const name = (): string => new TextDecoder().decode(take(count()));
  /** One after the other: the bytes end long before the memory, whatever length a damaged header declares. */
  const repeated = <T>(length: number, entry: () => T): T[] => {
    const entries: T[] = [];
    for (let i = 0; i < length; i++) entries.push(entry());
    return entries;
  };
  const list = <T>(tag: number, what: string, entry: () => T): T[] => {
    const found = int32();
    const length = count();
    if (found !== tag && !(found === 0 && length === 0)) throw new SyntaxError(`no list of ${what} at byte ${at}`);
    return repeated(length, entry);
  };
  const externalType = (): number => {
    const type = int32();
    if (type < 1 || type > (wide ? 11 : 6)) throw new SyntaxError(`unknown type ${type} at byte ${at}`);
    return type;
  };
  const attributeList = (): Record<string, NetcdfAttribute> => {
    const entries = list(12, "attributes", (): [string, NetcdfAttribute] => {
      const key = name();
      const type = externalType();
      const value = take(count() * bytesOf(type));
      if (isCharacter(type)) return [key, trimPadding(new TextDecoder().decode(value))];
      const numbers = Array.from<number | bigint>(decode(value, type)).map(Number);
      return [key, numbers.length === 1 ? numbers[0] : numbers];
    });
    return Object.fromEntries(entries);
  };

  const streaming = wide ? view.getBigUint64(at) === 0xffffffffffffffffn : view.getUint32(at) === 0xffffffff;
  const records = streaming ? number() : count();
  const dimensions = list(10, "dimensions", () => ({ name: name(), size: count() }));
  const attributes = attributeList();
  const variables = list(11, "variables", (): ClassicVariable => {
    const key = name();
    const dimensionIds = repeated(count(), count);
    if (!dimensionIds.every((id) => id < dimensions.length))
      throw new SyntaxError(`variable "${key}" names no dimension`);
    const own = attributeList();
    const type = externalType();
    // Its size, which nobody needs: huge ones are written as all ones.
    number();
    return { name: key, dimensionIds, attributes: own, type, begin: natural(version === 1 ? int32() : int64()) };
  });
  return { records: streaming ? undefined : records, dimensions, attributes, variables };
}
