/** What a file looks like before anybody reads it: its name, its first bytes, and what it is as netCDF or as text. */
import { basename } from "node:path";
import { bytesOfFile } from "./bytesOfFile.js";
import type { NetcdfFile } from "./netcdf.js";
import { isNetcdf, openNetcdf } from "./openNetcdf.js";

export interface FileLooks {
  readonly path: string;
  /** Without its folders: many products say a year or a sector there alone. */
  readonly name: string;
  /** 64 KiB at most. */
  readonly firstBytes: Uint8Array;
  /** Open, where it is netCDF or HDF5. */
  readonly netcdf: NetcdfFile | undefined;
  /** The first bytes, where they are text. */
  readonly text: string | undefined;
  close(): void;
}

const LOOKED_AT = 65536;

/** @throws InputError where there is no such file, it cannot be read, or it is damaged netCDF */
export async function lookAt(path: string): Promise<FileLooks> {
  const firstBytes = bytesOfFile(path, 0, LOOKED_AT);
  const netcdf = isNetcdf(path) ? await openNetcdf(path) : undefined;
  return {
    path,
    name: basename(path),
    firstBytes,
    netcdf,
    text: netcdf === undefined ? textOf(firstBytes) : undefined,
    close: () => netcdf?.close(),
  };
}

/** UTF-8 or Latin-1; undefined where there are control characters that no text has, or nothing at all. */
function textOf(bytes: Uint8Array): string | undefined {
  const control = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32) || byte === 127;
  if (bytes.length === 0 || bytes.some(control)) return undefined;
  // The last character may be cut.
  const utf8 = new TextDecoder("utf-8").decode(bytes, { stream: true });
  return utf8.includes("\ufffd") ? new TextDecoder("latin1").decode(bytes) : utf8;
}
