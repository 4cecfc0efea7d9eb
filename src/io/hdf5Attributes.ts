/** Attributes of an HDF5 object as netCDF shows them: without those that netCDF-4 keeps for itself. */
import type { Dataset, Group } from "h5wasm/node";
import type { Hdf5 } from "./hdf5Library.js";
import type { NetcdfAttribute } from "./netcdf.js";
import { trimPadding } from "./netcdfValues.js";

const INTERNAL: ReadonlySet<string> = new Set([
  "CLASS",
  "NAME",
  "REFERENCE_LIST",
  "DIMENSION_LIST",
  "_Netcdf4Dimid",
  "_Netcdf4Coordinates",
  "_nc3_strict",
  "_NCProperties",
]);

/** @returns numbers and texts; attributes of other types (references, compounds) are left out */
export function hdf5Attributes(library: Hdf5, owner: Dataset | Group): Record<string, NetcdfAttribute> {
  const names = library.Module.get_attribute_names(owner.file_id, owner.path);
  const attributes: Record<string, NetcdfAttribute> = {};
  for (const name of names) {
    if (INTERNAL.has(name)) continue;
    const value = owner.get_attribute(name, true);
    const list = (Array.isArray(value) ? value : [value]).map((one) =>
      typeof one === "string" ? trimPadding(one) : one,
    );
    if (list.every((one) => typeof one === "number")) attributes[name] = list.length === 1 ? list[0] : list;
    if (list.length > 0 && list.every((one) => typeof one === "string")) {
      attributes[name] = list.length === 1 ? list[0] : list;
    }
  }
  return attributes;
}
