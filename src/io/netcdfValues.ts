/**
 * From stored numbers to physical ones, as the netCDF Users Guide's attribute conventions (Appendix A) and
 * CF-1.11 section 2.5 and 8.1 say: value = stored * scale_factor + add_offset, NaN where the stored number is
 * _FillValue, missing_value, nodata_value (of GMT 3) or, in a file that names no _FillValue, the type's default fill value.
 * `_Unsigned` says that integers are to be taken without a sign, or with one, whatever their type.
 */
import { InputError } from "../errors.js";
import type { NetcdfAttribute } from "./netcdf.js";

/** Numbers as a file stores them. */
export type StoredNumbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** NC_FILL_* of netcdf.h by the name of the array that holds the type; bytes have none that counts as missing. */
const DEFAULT_FILL: Readonly<Record<string, number>> = {
  Int16Array: -32767,
  Uint16Array: 65535,
  Int32Array: -2147483647,
  Uint32Array: 4294967295,
  BigInt64Array: Number(-9223372036854775806n),
  BigUint64Array: Number(18446744073709551614n),
  Float32Array: 9.969209968386869e36,
  Float64Array: 9.969209968386869e36,
};

/**
 * @param where the file and the variable, for the error
 * @returns stored numbers as physical values, NaN where missing
 * @throws InputError where scale or offset are no single number
 */
export function unpack(
  raw: StoredNumbers,
  attributes: Readonly<Record<string, NetcdfAttribute>>,
  where: string,
): Float64Array {
  const stored = signedAsSaid(raw, attributes._Unsigned);
  const missing = missingNumbers(stored, attributes, DEFAULT_FILL[raw.constructor.name]);
  const scale = factorOf("scale_factor", attributes, where) ?? 1;
  const offset = factorOf("add_offset", attributes, where) ?? 0;
  const values = numbersOf(stored);
  for (const fill of missing) {
    for (let i = 0; i < values.length; i++) if (values[i] === fill) values[i] = Number.NaN;
  }
  if (scale !== 1 || offset !== 0) for (let i = 0; i < values.length; i++) values[i] = values[i] * scale + offset;
  return values;
}

function numbersOf(stored: StoredNumbers): Float64Array {
  const integers = stored instanceof BigInt64Array || stored instanceof BigUint64Array;
  return integers ? Float64Array.from(stored, Number) : new Float64Array(stored);
}

/** The formats before netCDF-4 have no integers without a sign: an attribute says which are meant so. */
function signedAsSaid(stored: StoredNumbers, said: NetcdfAttribute | undefined): StoredNumbers {
  if (said === undefined) return stored;
  const { buffer, byteOffset, length } = stored;
  const unsigned = /^(true|1)$/i.test(String(said));
  if (unsigned && stored instanceof Int8Array) return new Uint8Array(buffer, byteOffset, length);
  if (unsigned && stored instanceof Int16Array) return new Uint16Array(buffer, byteOffset, length);
  if (unsigned && stored instanceof Int32Array) return new Uint32Array(buffer, byteOffset, length);
  if (!unsigned && stored instanceof Uint8Array) return new Int8Array(buffer, byteOffset, length);
  if (!unsigned && stored instanceof Uint16Array) return new Int16Array(buffer, byteOffset, length);
  if (!unsigned && stored instanceof Uint32Array) return new Int32Array(buffer, byteOffset, length);
  return stored;
}

/** Some files write it as text. */
function factorOf(
  name: "scale_factor" | "add_offset",
  attributes: Readonly<Record<string, NetcdfAttribute>>,
  where: string,
): number | undefined {
  const attribute = attributes[name];
  if (attribute === undefined) return undefined;
  const factor = Array.isArray(attribute) ? Number.NaN : numberIn(attribute as string | number);
  if (Number.isFinite(factor)) return factor;
  throw new InputError({
    where,
    found: `${name} ${JSON.stringify(attribute)}`,
    expected: "one number, by which stored values become physical ones",
    remedy: "mend the attribute, for example with `ncatted`",
  });
}

/** Attributes may have another type than the variable: they are compared in the variable's own. */
function missingNumbers(
  stored: StoredNumbers,
  attributes: Readonly<Record<string, NetcdfAttribute>>,
  fillOfType: number | undefined,
): number[] {
  const own = typed(stored);
  return [attributes._FillValue ?? fillOfType, attributes.missing_value, attributes.nodata_value]
    .flat()
    .map(numberIn)
    .filter((number) => !Number.isNaN(number))
    .map(own);
}

/** Some files write their missing value as text. */
function numberIn(value: string | number | undefined): number {
  return typeof value === "number" ? value : value === undefined || value.trim() === "" ? Number.NaN : Number(value);
}

function typed(stored: StoredNumbers): (number: number) => number {
  if (stored instanceof Float64Array || stored instanceof BigInt64Array || stored instanceof BigUint64Array) {
    return (number) => number;
  }
  const cell = stored.slice(0, 1).fill(0);
  const one = cell.length === 1 ? cell : undefined;
  return (number) => {
    if (one === undefined) return number;
    one[0] = number;
    return one[0];
  };
}

/** @returns integers of 64 bits; shorter ones widened. @throws InputError on floating-point numbers */
export function widen(stored: StoredNumbers, where: string): BigInt64Array | BigUint64Array {
  if (stored instanceof BigInt64Array || stored instanceof BigUint64Array) return stored;
  if (stored instanceof Float32Array || stored instanceof Float64Array) {
    throw new InputError({ where, found: "floating-point numbers", expected: "integers" });
  }
  return BigInt64Array.from(stored, BigInt);
}

/** Of what is read at once: 1 GiB as numbers of 64 bits. */
const MOST_VALUES = 2 ** 27;

/**
 * Start and count of a hyperslab, by default the whole variable.
 * @throws InputError where it leaves the variable, or is more than memory should hold
 */
export function hyperslab(
  shape: readonly number[],
  start: readonly number[] | undefined,
  count: readonly number[] | undefined,
  where: string,
): { start: readonly number[]; count: readonly number[]; size: number } {
  const from = start ?? shape.map(() => 0);
  const many = count ?? shape.map((size, axis) => size - from[axis]);
  const fits = (size: number, axis: number): boolean =>
    Number.isInteger(from[axis]) &&
    Number.isInteger(many[axis]) &&
    from[axis] >= 0 &&
    many[axis] >= 0 &&
    from[axis] + many[axis] <= size;
  if (from.length !== shape.length || many.length !== shape.length || !shape.every(fits)) {
    throw new InputError({
      where,
      found: `a request for start [${from.join(", ")}], count [${many.join(", ")}]`,
      expected: `a part of its shape [${shape.join(", ")}]`,
    });
  }
  const size = many.reduce((product, length) => product * length, 1);
  if (size > MOST_VALUES) {
    throw new InputError({
      where,
      found: `${size} values at once (count [${many.join(", ")}])`,
      expected: `at most ${MOST_VALUES}, 1 GiB of them`,
      remedy: "cut the file to the region and times that are needed, or fetch it again if its sizes are damaged",
    });
  }
  return { start: from, count: many, size };
}

/** Text without the zeros and blanks that fill a field of fixed length. */
export function trimPadding(text: string): string {
  const end = text.indexOf("\0");
  return (end < 0 ? text : text.slice(0, end)).trimEnd();
}

/** Joins characters to the strings they spell: rows along the last dimension. @param shape of the characters */
export function joinCharacters(bytes: Uint8Array, shape: readonly number[]): string[] {
  const length = shape.length === 0 ? 1 : shape[shape.length - 1];
  const rows = length === 0 ? 0 : bytes.length / length;
  const decoder = new TextDecoder();
  return Array.from({ length: rows }, (_, row) => {
    return trimPadding(decoder.decode(bytes.subarray(row * length, (row + 1) * length)));
  });
}
