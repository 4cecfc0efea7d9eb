/**
 * Writes a netCDF-4 file in one go. On top of HDF5, netCDF-4 wants creation order tracked, a dimension scale with
 * _Netcdf4Dimid on every axis, and text attributes of fixed length (NetCDF Users Guide, Appendix B.3); the HDF5 fill
 * value cannot be set here, so every value is written and missing ones carry _FillValue.
 */
import type { Dataset, File } from "h5wasm/node";
import { writeAtomically } from "./atomicWrite.js";
import { roundBits, roundToDigit } from "./quantization.js";
import { hdf5Complaint, hdf5Library } from "./hdf5Library.js";
import {
  checkOutput,
  isCoordinate,
  mayMiss,
  type NumberVariable,
  type OutputAttributes,
  type OutputDataset,
  type OutputVariable,
} from "./outputDataset.js";

/** NC_FILL_FLOAT of netcdf.h, exact in both widths. */
const FILL = 9.969209968386869e36;
const STORAGE = { f4: Float32Array, f8: Float64Array, i1: Int8Array, i4: Int32Array } as const;
const HDF5_TYPE = { f4: "<f", f8: "<d", i1: "<b", i4: "<i", i8: "<q" } as const;
/** Attributes that CF wants in the type of their variable. */
const OF_VARIABLE_TYPE = new Set([
  "_FillValue",
  "missing_value",
  "flag_values",
  "flag_masks",
  "valid_min",
  "valid_max",
  "valid_range",
]);
/** 3.8 % below the size of level 1 in the same time on fields of a year; level 6 another 4 % in twice the time. */
const DEFLATE_LEVEL = 4;
const LARGEST_CHUNK = 1 << 20;
const SMALLEST_COMPRESSED = 4096;

/**
 * Replaces the file at `path` when, and only when, the new one is whole.
 * @throws OutputError where it cannot be written; NumericalError where a value may not stand in a file
 * @example
 * import { openNetcdf, writeNetcdf } from "openjdas";
 *
 * await writeNetcdf("flux.nc", {
 *   attributes: { title: "a flux" },
 *   dimensions: { latitude: 2 },
 *   variables: [
 *     { name: "latitude", type: "f8", dimensions: ["latitude"], attributes: { units: "degrees_north" }, data: [30, 32] },
 *     { name: "nee", type: "f4", dimensions: ["latitude"], attributes: { units: "mol m-2 s-1" }, data: [2e-6, NaN] },
 *   ],
 * });
 * const file = await openNetcdf("flux.nc");
 * file.variable("nee").shape; // => [2]
 * file.close();
 */
export async function writeNetcdf(path: string, dataset: OutputDataset): Promise<void> {
  checkOutput(path, dataset);
  const library = await hdf5Library();
  writeAtomically(path, (temporary) => {
    try {
      withoutClock(() => {
        const file = new library.File(temporary, "w", { track_order: true, libver: ["v108", "v110"] });
        try {
          writeContent(file, dataset);
        } finally {
          file.close();
        }
      });
    } catch (cause) {
      throw new Error(hdf5Complaint(cause), { cause });
    }
  });
}

/**
 * HDF5 notes in a file when each of its objects was made, which h5wasm cannot switch off. As all of a file is written in one
 * go, the clock stands still for it: the same content is the same bytes.
 */
function withoutClock(write: () => void): void {
  const { now } = Date;
  Date.now = () => 0;
  try {
    write();
  } finally {
    Date.now = now;
  }
}

function writeContent(file: File, dataset: OutputDataset): void {
  writeAttributes(file, { Conventions: "CF-1.11", ...dataset.attributes }, "f8");
  // A scale must exist before it is attached to an axis: the coordinates come first, in the order of dimensions.
  Object.entries(dataset.dimensions).forEach(([name, size], id) => {
    const coordinate = dataset.variables.find((variable) => variable.name === name);
    const scale = coordinate === undefined ? emptyScale(file, name, size) : writeVariable(file, dataset, coordinate);
    const label = `This is a netCDF dimension but not a netCDF variable.${String(size).padStart(10)}`;
    scale.make_scale(coordinate === undefined ? label : name);
    scale.create_attribute("_Netcdf4Dimid", id, [], "<i");
  });
  for (const variable of dataset.variables) {
    if (isCoordinate(variable)) continue;
    const written = writeVariable(file, dataset, variable);
    variable.dimensions.forEach((dimension, axis) => written.attach_scale(axis, `/${dimension}`));
  }
}

function emptyScale(file: File, name: string, size: number): Dataset {
  const data = new Float32Array(size);
  return file.create_dataset({ name, data, shape: [size], dtype: "<f", track_order: true, ...layout(data, [size]) });
}

function writeVariable(file: File, dataset: OutputDataset, variable: OutputVariable): Dataset {
  const { name, type } = variable;
  const shape = variable.dimensions.map((dimension) => dataset.dimensions[dimension]);
  if (type === "string") {
    const written = file.create_dataset({ name, data: [...variable.data], shape, dtype: "S", track_order: true });
    writeAttributes(written, variable.attributes, "f8");
    return written;
  }
  const data = stored(variable);
  const dtype = HDF5_TYPE[type];
  const written = file.create_dataset({ name, data, shape, dtype, track_order: true, ...layout(data, shape) });
  const filled = mayMiss(dataset, variable) && shape.length > 0;
  const { fill = FILL, significantBits, leastSignificantDigit } = variable;
  const rounded = leastSignificantDigit !== undefined && { least_significant_digit: leastSignificantDigit };
  writeAttributes(written, { ...variable.attributes, ...(filled && { _FillValue: fill }), ...rounded }, type);
  if (significantBits !== undefined) {
    written.create_attribute("_QuantizeBitRoundNumberOfSignificantBits", significantBits, [], "<i");
  }
  return written;
}

type Stored = Float32Array | Float64Array | Int8Array | Int32Array | BigInt64Array;

function stored({ type, data, fill = FILL, significantBits, leastSignificantDigit }: NumberVariable): Stored {
  if (type === "i8") return BigInt64Array.from(Array.from(data), BigInt);
  const values = STORAGE[type].from(data);
  if (leastSignificantDigit !== undefined && values instanceof Float32Array)
    roundToDigit(values, leastSignificantDigit);
  if (significantBits !== undefined && values instanceof Float32Array) roundBits(values, significantBits);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) values[i] = fill;
  }
  return values;
}

type Layout = { chunks: number[]; compression: number } | Record<string, never>;

/** Deflated in chunks of whole planes: a leading axis goes one by one where there are three, or a chunk would be large. */
function layout(data: ArrayBufferView, shape: readonly number[]): Layout {
  if (data.byteLength < SMALLEST_COMPRESSED) return {};
  const chunks = [...shape];
  for (let axis = 0; axis < shape.length - 1; axis++) {
    const bytes = (data.byteLength / product(shape)) * product(chunks);
    if (bytes > LARGEST_CHUNK || (axis === 0 && shape.length > 2)) chunks[axis] = 1;
  }
  return { chunks, compression: DEFLATE_LEVEL };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}

function writeAttributes(owner: File | Dataset, attributes: OutputAttributes, type: NumberVariable["type"]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string") {
      // HDF5 has no text of length 0; a single zero reads as empty.
      owner.create_attribute(name, value, [], `S${Math.max(1, Buffer.byteLength(value))}`);
      continue;
    }
    const list = [value].flat();
    owner.create_attribute(name, list, [list.length], HDF5_TYPE[OF_VARIABLE_TYPE.has(name) ? type : "f8"]);
  }
}
