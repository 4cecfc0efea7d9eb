/** What a file looks like before anybody reads it: its name, its first bytes, and what it is as netCDF or as text. */
import { basename } from "node:path";
import { bytesOfFile } from "./bytesOfFile.js";
import type { NetcdfFile } from "./netcdf.js";
import { decodeText } from "./textOfFile.js";
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

/** Undefined where there are control characters that no text has, or nothing at all. */
function textOf(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes);
  const control = (code: number): boolean => code < 9 || (code > 13 && code < 32) || code === 127;
  const isText = text !== "" && !Array.from(text, (character) => character.charCodeAt(0)).some(control);
  return isText ? text.replaceAll(/\r\n?/g, "\n") : undefined;
}
