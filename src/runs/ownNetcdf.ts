/** Opens a netCDF file of a run, reads what is wanted of it, and closes it. */
import type { NetcdfFile } from "../io/netcdf.js";
import { withNetcdf } from "../io/withNetcdf.js";

/** Not gone through beforehand as files from outside are: it has checksums, and a year has a thousand of them. */
export function withOwnNetcdf<T>(path: string, read: (file: NetcdfFile) => T): Promise<T> {
  return withNetcdf(path, read, { isOwn: true });
}
