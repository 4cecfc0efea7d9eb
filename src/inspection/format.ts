/** In which format a file is written, by its first bytes. */
import { InputError } from "../errors.js";
import type { FileLooks } from "../io/fileLooks.js";

const BEGINNINGS: readonly (readonly [begins: string, format: string])[] = [
  ["CDF\x01", "netCDF classic"],
  ["CDF\x02", "netCDF classic, 64-bit offset"],
  ["CDF\x05", "netCDF classic, CDF-5"],
  ["\x89HDF", "netCDF-4 or HDF5"],
  ["GRIB", "GRIB"],
  ["PK\x03\x04", "zip archive"],
  ["\x1f\x8b", "gzip-compressed"],
  ["BZh", "bzip2-compressed"],
  ["II*\0", "TIFF"],
  ["MM\0*", "TIFF"],
  ["\x0e\x03\x13\x01", "HDF4"],
];

/** @throws InputError where it is empty */
export function formatOf({ path, firstBytes, netcdf, text }: FileLooks): string {
  if (firstBytes.length === 0) {
    const expected = "data of some product";
    throw new InputError({ where: path, found: "an empty file", expected, remedy: "fetch the file again" });
  }
  const begins = new TextDecoder("latin1").decode(firstBytes.subarray(0, 8));
  const known = BEGINNINGS.find(([beginning]) => begins.startsWith(beginning))?.[1];
  if (known !== undefined) return known;
  if (netcdf !== undefined) return "netCDF-4 or HDF5";
  if (text === undefined) return "unknown";
  return /^\s*<(!doctype html|html)/i.test(text) ? "web page" : "text";
}
