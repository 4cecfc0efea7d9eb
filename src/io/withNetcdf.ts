/** Opens a netCDF file, reads what is wanted of it, and closes it. */
import type { NetcdfFile } from "./netcdf.js";
import { openNetcdf, type OpenOptions } from "./openNetcdf.js";

/** @throws InputError where the file cannot be opened */
export async function withNetcdf<T>(path: string, read: (file: NetcdfFile) => T, options?: OpenOptions): Promise<T> {
  const file = await openNetcdf(path, options);
  try {
    return read(file);
  } finally {
    file.close();
  }
}
