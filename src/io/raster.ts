/**
 * Rasters on longitude and latitude without coordinate variables, whose files begin in the north-west: the grids of GMT 3
 * in netCDF (GMT 3 Technical Reference, appendix B: side, xysize, z) and Arc/Info's ASCII grids (Esri ASCII raster). Rows
 * come from the south; fill values as NaN.
 */
import { InputError } from "../errors.js";
import type { LongitudeLatitudeBoxes } from "../grids/regrid.js";
import type { NetcdfFile } from "./netcdf.js";
import { textOfFile } from "./textOfFile.js";

export interface Raster extends LongitudeLatitudeBoxes {
  /** [latitude][longitude], from the south and from the west */
  readonly values: Float64Array;
}

/** Whether a netCDF file is a grid of GMT 3. */
export function isGmtGrid(file: NetcdfFile): boolean {
  return ["x_range", "y_range", "dimension", "z"].every((name) => file.has(name));
}

/** @throws InputError where ranges, spacing and number of values do not fit together */
export function readGmtGrid(file: NetcdfFile): Raster {
  const [nx, ny] = file.variable("dimension").read();
  const z = file.variable("z");
  const values = z.read();
  const where = `${file.path}: variable "z"`;
  if (values.length !== nx * ny) {
    throw new InputError({ where, found: `${values.length} values`, expected: `${nx} x ${ny}, as "dimension" says` });
  }
  const spacing = file.has("spacing") ? file.variable("spacing").read() : undefined;
  const edges = (name: string, n: number, step: number | undefined): Float64Array => {
    const [from, to] = file.variable(name).read();
    // Ranges go to the sides of the outermost boxes, or, with one value more than steps, to their middles.
    const intervals = step === undefined ? n : (to - from) / step;
    if (Math.abs(intervals - n) < 1e-2) return evenly(from, to, n);
    if (Math.abs(intervals - (n - 1)) < 1e-2) return evenly(from - step! / 2, to + step! / 2, n);
    throw new InputError({
      where: `${file.path}: variable "${name}"`,
      found: `from ${from} to ${to} in steps of ${step}`,
      expected: `${n} boxes, as "dimension" says`,
    });
  };
  return {
    longitudeEdges: edges("x_range", nx, spacing?.[0]),
    latitudeEdges: edges("y_range", ny, spacing?.[1]),
    values: fromTheSouth(values, nx, ny, undefined),
  };
}

const ARC_KEYS = ["ncols", "nrows", "cellsize"] as const;

/** Whether a text begins as an Arc/Info ASCII grid does. */
export function isArcGrid(text: string): boolean {
  return /^\s*ncols\s+\d+/i.test(text);
}

/** @throws InputError where the file cannot be read, or its header or number of values are not those of such a grid */
export function readArcGrid(path: string): Raster {
  const words = textOfFile(path, "an Arc/Info ASCII grid").trim().split(/\s+/);
  const header = new Map<string, number>();
  let at = 0;
  while (at + 1 < words.length && /^[a-z]/i.test(words[at]) && !/^nan$/i.test(words[at])) {
    header.set(words[at].toLowerCase(), Number(words[at + 1]));
    at += 2;
  }
  const fault = (found: string, expected: string): InputError => new InputError({ where: path, found, expected });
  const absent = ARC_KEYS.filter((key) => !(header.get(key)! > 0));
  const west = header.get("xllcorner") ?? header.get("xllcenter")! - header.get("cellsize")! / 2;
  const south = header.get("yllcorner") ?? header.get("yllcenter")! - header.get("cellsize")! / 2;
  if (absent.length > 0 || !Number.isFinite(west + south)) {
    throw fault(
      `a header of ${[...header.keys()].join(", ") || "nothing"}`,
      `${ARC_KEYS.join(", ")}, xllcorner and yllcorner (or xllcenter, yllcenter)`,
    );
  }
  const [nx, ny, size] = ARC_KEYS.map((key) => header.get(key)!);
  if (words.length - at !== nx * ny) throw fault(`${words.length - at} values`, `${nx} x ${ny}, as its header says`);
  const values = Float64Array.from({ length: nx * ny }, (_, i) => Number(words[at + i]));
  const bad = values.findIndex((value, i) => Number.isNaN(value) && !/^nan$/i.test(words[at + i]));
  if (bad >= 0) throw fault(`"${words[at + bad]}" in row ${Math.floor(bad / nx) + 1}`, "numbers");
  return {
    longitudeEdges: evenly(west, west + nx * size, nx),
    latitudeEdges: evenly(south, south + ny * size, ny),
    values: fromTheSouth(values, nx, ny, header.get("nodata_value")),
  };
}

/** @returns n + 1 sides */
export function evenly(from: number, to: number, n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n);
}

/** @param values rows from the north @param fill NaN in their place */
export function fromTheSouth(
  values: Float64Array,
  columns: number,
  rows: number,
  fill: number | undefined,
): Float64Array {
  const turned = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    turned.set(values.subarray((rows - 1 - row) * columns, (rows - row) * columns), row * columns);
  }
  return fill === undefined ? turned : turned.map((value) => (value === fill ? Number.NaN : value));
}
