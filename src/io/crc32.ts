/**
 * CRC-32 of zip files (PKWARE APPNOTE 4.4.7): Node's own where it has one (20.15), else a table. Words are polynomials over
 * GF(2), the highest bit the coefficient of x^0; a checksum is a remainder by P.
 */
import * as zlib from "node:zlib";

/** P less x^32. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;
/** x^8: what one more byte multiplies by. */
const BYTE = 0x00800000;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = timesX(value);
  return value;
});

/** @param start checksum of what comes before @returns unsigned, of what comes before and `bytes` */
export function crc32(bytes: Uint8Array, start = 0): number {
  // Node's own forgets `start` where an empty array has no memory.
  if (bytes.length === 0) return start;
  const native = (zlib as { crc32?: (bytes: Uint8Array, start: number) => number }).crc32;
  return native === undefined ? crc32ByTable(bytes, start) : native(bytes, start);
}

export function crc32ByTable(bytes: Uint8Array, start = 0): number {
  let crc = ~start;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 255];
  return ~crc >>> 0;
}

/**
 * @param first checksum of some bytes @param second of those that follow them @param length number of the latter
 * @returns checksum of both: first x^(8 length) + second (mod P), as the ones that a checksum begins and ends with cancel
 */
export function joinedCrc32(first: number, second: number, length: number): number {
  let shifted = first;
  let power = BYTE;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shifted = product(shifted, power);
    power = product(power, power);
  }
  return (shifted ^ second) >>> 0;
}

/** a b mod P */
function product(a: number, b: number): number {
  let sum = 0;
  let shifted = b;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if (a & bit) sum ^= shifted;
    shifted = timesX(shifted);
  }
  return sum;
}

/** a x mod P */
function timesX(a: number): number {
  return a & 1 ? (a >>> 1) ^ POLYNOMIAL : a >>> 1;
}
