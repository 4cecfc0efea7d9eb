/**
 * Opens a netCDF file of any kind, told by its first bytes: "CDF" and a version byte for the classic formats, the
 * HDF5 signature (at byte 0, 512, 1024, ...) for netCDF-4.
 */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { type Fault, InputError } from "../errors.js";
import { bytesOfFile } from "./bytesOfFile.js";
import { checkIsFile } from "./kindOfFile.js";
import type { NetcdfFile } from "./netcdf.js";
import { openClassic } from "./openClassic.js";
import { openHdf5 } from "./openHdf5.js";
import { otherFormat, TELLING_BYTES } from "./otherFormats.js";
import { unreadable } from "./unreadable.js";

const HDF5_SIGNATURE = "\x89HDF\r\n\x1a\n";
const CLASSIC_SIGNATURES = ["CDF\x01", "CDF\x02", "CDF\x05"];

export interface OpenOptions {
  /** Whether this program wrote it, so that it need not be gone through first (hdf5Trial.ts). */
  readonly isOwn?: boolean;
}

/**
 * @param path of a classic (versions 1, 2, 5) or netCDF-4 file
 * @throws InputError where there is no such file, it cannot be read, is truncated or is not netCDF
 * @example
 * import { openNetcdf } from "openjdas";
 *
 * const file = await openNetcdf("weather.nc");
 * file.variables.includes("sp"); // => true
 * const pressure = file.variable("sp");
 * pressure.attributes.units; // => "Pa"
 * pressure.read([0, 0, 0], [1, 5, 6]).length; // => 30
 * file.close();
 */
export async function openNetcdf(path: string, { isOwn = false }: OpenOptions = {}): Promise<NetcdfFile> {
  const { first, hdf5 } = sniff(path);
  if (CLASSIC_SIGNATURES.some((signature) => first.startsWith(signature))) return openClassic(path);
  if (hdf5) return openHdf5(path, isOwn);
  const expected = "a netCDF file (classic or netCDF-4)";
  if (first.length === 0) {
    throw new InputError({ where: path, found: "an empty file", expected, remedy: "fetch the file again" });
  }
  const other = otherFormat(bytesOfFile(path, 0, TELLING_BYTES));
  const text = /^[\s\x20-\x7e]*$/.test(first) ? "a text file" : "a file that begins like no netCDF file";
  throw new InputError({
    where: path,
    found: other?.found ?? text,
    expected,
    remedy: other?.remedy ?? "check the path",
  });
}

/** Whether a file begins as netCDF or HDF5 does. @throws InputError where it cannot be read */
export function isNetcdf(path: string): boolean {
  const { first, hdf5 } = sniff(path);
  return hdf5 || CLASSIC_SIGNATURES.some((signature) => first.startsWith(signature));
}

/** Opens several files, or none of them. @throws InputError with the fault of every one that cannot be opened */
export function openNetcdfFiles(paths: readonly string[]): Promise<NetcdfFile[]> {
  return openFiles(paths, (path) => openNetcdf(path));
}

/**
 * Opens several files for as long as what is made of them lives.
 * @param make gets the files and what closes them; where it fails they are closed
 * @throws InputError with the fault of every one that cannot be opened, and what `make` throws
 */
export async function keepNetcdfOpen<T>(
  paths: readonly string[],
  make: (files: readonly NetcdfFile[], close: () => void) => T | Promise<T>,
): Promise<T> {
  const files = await openNetcdfFiles(paths);
  const close = (): void => files.forEach((file) => file.close());
  try {
    return await make(files, close);
  } catch (error) {
    close();
    throw error;
  }
}

/** Opens several files, or none of them. @throws InputError with the fault of every one that cannot be opened */
export async function openFiles<T extends { close(): void }>(
  paths: readonly string[],
  open: (path: string) => Promise<T>,
): Promise<T[]> {
  const files: T[] = [];
  const faults: Fault[] = [];
  for (const path of paths) {
    try {
      files.push(await open(path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length === 0) return files;
  for (const file of files) file.close();
  throw new InputError(faults);
}

/** The first bytes of a file, one character each, and whether it carries the HDF5 signature. */
function sniff(path: string): { first: string; hdf5: boolean } {
  checkIsFile(path, "a readable netCDF file");
  try {
    const { size } = statSync(path);
    const descriptor = openSync(path, "r");
    try {
      const bytesAt = (position: number, length: number): string => {
        const bytes = Buffer.alloc(length);
        return bytes.toString("latin1", 0, readSync(descriptor, bytes, 0, length, position));
      };
      let hdf5 = bytesAt(0, 8) === HDF5_SIGNATURE;
      for (let position = 512; !hdf5 && position < size; position *= 2) hdf5 = bytesAt(position, 8) === HDF5_SIGNATURE;
      return { first: bytesAt(0, 64), hdf5 };
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw unreadable(path, cause, "a readable netCDF file");
  }
}
