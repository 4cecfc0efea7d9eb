/**
 * netCDF-4 through the HDF5 library: every dataset is a variable, its dimensions are the dimension scales attached to
 * it (netCDF-4's rules on top of HDF5: NetCDF Users Guide, Appendix B.3). A scale whose NAME says that it is no
 * variable is a dimension only; "_nc4_non_coord_x" is variable "x" where a dimension has its name.
 */
import type { Dataset, File, Group } from "h5wasm/node";
import { InputError } from "../errors.js";
import { absentVariable } from "./absentVariable.js";
import { hdf5Attributes } from "./hdf5Attributes.js";
import { filterName, hdf5Filters } from "./hdf5Filters.js";
import { type Hdf5, hdf5Complaint, hdf5Library, noticeFault } from "./hdf5Library.js";
import { tryHdf5 } from "./hdf5Trial.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";
import { hyperslab, joinCharacters, type StoredNumbers, trimPadding, unpack, widen } from "./netcdfValues.js";

const NO_VARIABLE = "This is a netCDF dimension but not a netCDF variable";
const NON_COORDINATE = "_nc4_non_coord_";

/** @param isOwn not to be tried first @throws InputError where the library cannot read the file, or does not come to an end with it */
export async function openHdf5(path: string, isOwn: boolean): Promise<NetcdfFile> {
  const [library] = await Promise.all([hdf5Library(), isOwn ? undefined : tryHdf5(path)]);
  const file = damagedAs(path, () => new library.File(path, "r"));
  try {
    return damagedAs(path, () => hdf5File(library, path, file));
  } catch (cause) {
    closeFile(file);
    throw cause;
  }
}

/** What was read of a file stands, and so does the fault that was found in it, whatever the library says at its end. */
function closeFile(file: File): void {
  try {
    file.close();
  } catch (cause) {
    noticeFault(cause);
  }
}

/** Runs a piece of work; the library's complaints become an InputError. */
function damagedAs<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    noticeFault(cause);
    const complaint = hdf5Complaint(cause);
    if (/Float16 not supported/i.test(complaint)) throw halfFloats(where, cause);
    const cut = /truncated file: eof = (\d+), .*stored_eof = (\d+)/.exec(complaint);
    const found = cut === null ? `HDF5 cannot read it: ${complaint}` : `it ends after ${cut[1]} of ${cut[2]} bytes`;
    const remedy = "the file is truncated or damaged: fetch it again";
    throw new InputError({ where, found, expected: "a whole netCDF-4 (HDF5) file", remedy }, { cause });
  }
}

function halfFloats(where: string, cause: unknown): InputError {
  const found = "floating-point numbers of 16 bits, which this program does not read";
  const remedy = 'write them in 32 bits, for example with xarray: `.astype("float32")`';
  return new InputError({ where, found, expected: "numbers of 32 or 64 bits, or packed integers", remedy }, { cause });
}

function hdf5File(library: Hdf5, path: string, file: File): NetcdfFile {
  const datasets = new Map<string, Dataset>();
  const dimensions: Record<string, number> = {};
  const dimensionNames = new Map<number, string>();
  const growing = new Map<string, string>();
  const visit = (group: Group, prefix: string): void => {
    for (const key of group.keys()) {
      const entity = group.get(key);
      if (entity instanceof library.Group) visit(entity, `${prefix}${key}/`);
      if (!(entity instanceof library.Dataset)) continue;
      const scale = entity.get_scale_name();
      const name = key.startsWith(NON_COORDINATE) ? key.slice(NON_COORDINATE.length) : key;
      if (scale !== null && name === key) {
        dimensions[prefix + name] = entity.shape?.[0] ?? 0;
        if (isUnlimited(entity)) growing.set(entity.path, prefix + name);
        const id = library.Module.get_attribute_names(file.file_id, entity.path).includes("_Netcdf4Dimid");
        if (id) dimensionNames.set(Number(entity.get_attribute("_Netcdf4Dimid", true)), prefix + name);
      }
      if (scale?.startsWith(NO_VARIABLE) !== true) datasets.set(prefix + name, entity);
    }
  };
  visit(file, "");
  // The scale of an unlimited dimension without coordinates stays empty: its variables tell the length.
  for (const dataset of growing.size === 0 ? [] : datasets.values()) {
    dataset.shape?.forEach((length, axis) => {
      const name = growing.get(dataset.get_attached_scales(axis)[0] ?? "");
      if (name !== undefined) dimensions[name] = Math.max(dimensions[name], length);
    });
  }
  const names = [...datasets.keys()];
  let open = true;
  return {
    path,
    dimensions,
    attributes: hdf5Attributes(library, file),
    variables: names,
    has: (name) => datasets.has(name),
    variable(name) {
      const dataset = datasets.get(name);
      if (dataset === undefined) throw absentVariable(path, name, names);
      const where = `${path}, variable "${name}"`;
      return damagedAs(where, () => hdf5Variable(library, where, name, dataset, dimensionNames));
    },
    close() {
      if (open) closeFile(file);
      open = false;
    },
  };
}

/** Of filters that the library knows, what cannot be read is damaged. */
function unknownFilter(where: string, { filters }: Dataset, cause: unknown): InputError | undefined {
  const filter = filters.find(({ id }) => !hdf5Filters.has(id));
  if (filter === undefined) return undefined;
  return new InputError(
    {
      where,
      found: `values stored with the filter ${filterName(filter)}, which this program lacks`,
      expected: "no compression, or deflate (zlib) with or without shuffle",
      remedy:
        "write the file with deflate where that filter is there: `nccopy -d1 FILE OTHER`, or `h5repack -f GZIP=1 FILE OTHER`",
    },
    { cause },
  );
}

function isUnlimited({ metadata }: Dataset): boolean {
  return metadata.maxshape?.some((most) => most > Number.MAX_SAFE_INTEGER) === true;
}

function hdf5Variable(
  library: Hdf5,
  where: string,
  name: string,
  dataset: Dataset,
  dimensionNames: ReadonlyMap<number, string>,
): NetcdfVariable {
  const shape = dataset.shape ?? [];
  const attributes = hdf5Attributes(library, dataset);
  const classes = library.Module.H5T_class_t;
  const { type, size: width } = dataset.metadata;
  const isText = type === classes.H5T_STRING.value;

  const slice = (start?: readonly number[], count?: readonly number[]): unknown => {
    const slab = hyperslab(shape, start, count, where);
    if (slab.size === 0) return [];
    const ranges = slab.start.map((from, axis): [number, number] => [from, from + slab.count[axis]]);
    return damagedAs(where, () => {
      try {
        return shape.length === 0 ? [dataset.value] : dataset.slice(ranges);
      } catch (cause) {
        throw unknownFilter(where, dataset, cause) ?? cause;
      }
    });
  };
  const numbers = (start?: readonly number[], count?: readonly number[]): StoredNumbers => {
    if (isText) throw new InputError({ where, found: "text", expected: "numbers" });
    const stored = slice(start, count);
    if (ArrayBuffer.isView(stored)) return stored as StoredNumbers;
    const scalar = Array.isArray(stored) && stored.length <= 1 && NUMERIC.has(typeof (stored[0] ?? 0));
    if (scalar) return arrayOfType(stored, type === classes.H5T_FLOAT.value, width, dataset.metadata.signed);
    throw new InputError({ where, found: "a compound, reference or variable-length type", expected: "numbers" });
  };
  return {
    name,
    dimensions: dimensionsOf(library, dataset, dimensionNames),
    shape,
    attributes,
    read: (start, count) => unpack(numbers(start, count), attributes, where),
    readBigInts: () => widen(numbers(), where),
    readStrings() {
      if (!isText) throw new InputError({ where, found: "numbers", expected: "text" });
      const texts = slice() as string[];
      // netCDF-4 keeps character arrays as strings of one byte.
      if (dataset.metadata.vlen || width > 1) return texts.map(trimPadding);
      return joinCharacters(new TextEncoder().encode(texts.map((text) => text || "\0").join("")), shape);
    },
  };
}

const NUMERIC: ReadonlySet<string> = new Set(["number", "bigint"]);

/** The library gives scalars without their stored type; missing values must be compared in it. */
function arrayOfType(
  values: readonly number[] | readonly bigint[],
  float: boolean,
  width: number,
  signed: boolean,
): StoredNumbers {
  if (float) return (width === 4 ? Float32Array : Float64Array).from(values as readonly number[]);
  if (width === 8) return (signed ? BigInt64Array : BigUint64Array).from(values as readonly bigint[]);
  const integers = { 1: [Uint8Array, Int8Array], 2: [Uint16Array, Int16Array], 4: [Uint32Array, Int32Array] }[width];
  return (integers ?? [Int32Array, Int32Array])[signed ? 1 : 0].from(values as readonly number[]);
}

function dimensionsOf(library: Hdf5, dataset: Dataset, names: ReadonlyMap<number, string>): string[] {
  /** Of a dimension, with its group: another group may have one of the same name. */
  const nameOf = (path: string): string => path.replace(/^\//, "").replace(NON_COORDINATE, "");
  const shape = dataset.shape ?? [];
  const isScale = dataset.get_scale_name() !== null;
  const attributes = library.Module.get_attribute_names(dataset.file_id, dataset.path);
  if (isScale && attributes.includes("_Netcdf4Coordinates")) {
    const ids = dataset.get_attribute("_Netcdf4Coordinates", true);
    if (Array.isArray(ids)) return ids.map((id) => names.get(Number(id)) ?? "");
  }
  return shape.map((_, axis) => {
    if (isScale) return axis === 0 ? nameOf(dataset.path) : "";
    const [scale] = dataset.get_attached_scales(axis);
    return scale === undefined ? "" : nameOf(scale);
  });
}
