/** CRC-32 of zip files (PKWARE APPNOTE 4.4.7, polynomial 0xEDB88320): Node's own where it has one (20.15), else a table. */
import * as zlib from "node:zlib";

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
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
