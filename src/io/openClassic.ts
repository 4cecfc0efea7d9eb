/**
 * Classic netCDF (versions 1, 2, 5), read by hyperslab straight from the file: fixed variables lie one after the
 * other, the variables of the record dimension are interleaved record by record.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { InputError } from "../errors.js";
import {
  bytesOf,
  type ClassicHeader,
  type ClassicVariable,
  decode,
  isCharacter,
  parseClassicHeader,
} from "./classicHeader.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";
import { hyperslab, joinCharacters, unpack, widen } from "./netcdfValues.js";
import { absentVariable } from "./absentVariable.js";

/** Where the values of a variable lie: bytes between neighbours along each dimension. */
interface Layout {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** @throws InputError where the header cannot be read or the file ends before its data */
export function openClassic(path: string): NetcdfFile {
  const descriptor = openSync(path, "r");
  try {
    return classicFile(path, descriptor);
  } catch (cause) {
    closeSync(descriptor);
    if (!(cause instanceof RangeError || cause instanceof SyntaxError)) throw cause;
    throw damaged(path, cause.message, cause);
  }
}

function damaged(path: string, found: string, cause?: unknown): InputError {
  const fault = { where: path, found: `a damaged classic netCDF file: ${found}`, remedy: "fetch the file again" };
  return new InputError({ ...fault, expected: "a whole file" }, { cause });
}

function classicFile(path: string, descriptor: number): NetcdfFile {
  const size = fstatSync(descriptor).size;
  const header = readHeader(descriptor, size);
  const { records, layouts, end } = arrange(header, size);
  if (end > size) throw damaged(path, `its data end at byte ${end}, the file at byte ${size}`);
  let open = true;

  const dimensions = Object.fromEntries(
    header.dimensions.map(({ name, size: length }) => [name, length === 0 ? records : length]),
  );
  const byName = new Map(header.variables.map((variable, i) => [variable.name, { variable, layout: layouts[i] }]));
  return {
    path,
    dimensions,
    attributes: header.attributes,
    variables: [...byName.keys()],
    has: (name) => byName.has(name),
    variable(name) {
      const found = byName.get(name);
      if (found === undefined) throw absentVariable(path, name, [...byName.keys()]);
      const names = found.variable.dimensionIds.map((id) => header.dimensions[id].name);
      return classicVariable(path, descriptor, found.variable, found.layout, names);
    },
    close() {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

/** Reads from the start of the file, twice as much each time until the header is whole. */
function readHeader(descriptor: number, size: number): ClassicHeader {
  for (let length = Math.min(size, 1 << 18); ; length = Math.min(size, length * 2)) {
    const bytes = new Uint8Array(length);
    readFully(descriptor, bytes, 0);
    try {
      return parseClassicHeader(bytes);
    } catch (cause) {
      if (!(cause instanceof RangeError) || length === size) throw cause;
    }
  }
}

function arrange(header: ClassicHeader, size: number): { records: number; layouts: Layout[]; end: number } {
  const isRecord = ({ dimensionIds }: ClassicVariable): boolean =>
    dimensionIds.length > 0 && header.dimensions[dimensionIds[0]].size === 0;
  const oneRecord = (variable: ClassicVariable): number =>
    variable.dimensionIds
      .slice(isRecord(variable) ? 1 : 0)
      .reduce((bytes, id) => bytes * header.dimensions[id].size, bytesOf(variable.type));
  const recordVariables = header.variables.filter(isRecord);
  const padded = recordVariables.reduce((sum, variable) => sum + Math.ceil(oneRecord(variable) / 4) * 4, 0);
  // A record variable that is alone is packed without padding.
  const recordSize = recordVariables.length === 1 ? oneRecord(recordVariables[0]) : padded;
  const firstRecord = Math.min(...recordVariables.map(({ begin }) => begin));
  const whole = recordSize === 0 ? 0 : Math.max(0, Math.floor((size - firstRecord) / recordSize));
  const records = header.records ?? whole;

  let end = 0;
  const layouts = header.variables.map((variable): Layout => {
    const shape = variable.dimensionIds.map((id, axis) =>
      axis === 0 && isRecord(variable) ? records : header.dimensions[id].size,
    );
    const strides = shape.map(() => 0);
    let stride = bytesOf(variable.type);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = axis === 0 && isRecord(variable) ? recordSize : stride;
      stride *= shape[axis];
    }
    const lastRecord = isRecord(variable) ? (records - 1) * recordSize : 0;
    if (!shape.includes(0)) end = Math.max(end, variable.begin + lastRecord + oneRecord(variable));
    return { shape, strides };
  });
  return { records, layouts, end };
}

function classicVariable(
  path: string,
  descriptor: number,
  variable: ClassicVariable,
  layout: Layout,
  dimensions: readonly string[],
): NetcdfVariable {
  const where = `${path}, variable "${variable.name}"`;
  const { shape } = layout;
  const bytes = (start?: readonly number[], count?: readonly number[]): Uint8Array<ArrayBuffer> =>
    readBytes(descriptor, variable, layout, hyperslab(shape, start, count, where));
  const mustBe = (character: boolean): void => {
    if (isCharacter(variable.type) === character) return;
    const [found, expected] = character ? ["numbers", "text"] : ["text", "numbers"];
    throw new InputError({ where, found, expected });
  };
  return {
    name: variable.name,
    dimensions,
    shape,
    attributes: variable.attributes,
    read(start, count) {
      mustBe(false);
      return unpack(decode(bytes(start, count), variable.type), variable.attributes, where);
    },
    readBigInts() {
      mustBe(false);
      return widen(decode(bytes(), variable.type), where);
    },
    readStrings() {
      mustBe(true);
      return joinCharacters(bytes(), shape);
    },
  };
}

/** Gathers a hyperslab from its longest contiguous runs. */
function readBytes(
  descriptor: number,
  variable: ClassicVariable,
  { shape, strides }: Layout,
  slab: { start: readonly number[]; count: readonly number[]; size: number },
): Uint8Array<ArrayBuffer> {
  const width = bytesOf(variable.type);
  const result = new Uint8Array(slab.size * width);
  if (slab.size === 0) return result;
  // Axes from `inner` on make one run: each is read whole and follows its outer neighbour without a gap.
  let inner = shape.length;
  let run = width;
  while (inner > 0 && strides[inner - 1] === run) {
    inner--;
    run *= slab.count[inner];
    if (slab.count[inner] !== shape[inner]) break;
  }
  let filled = 0;
  const visit = (axis: number, offset: number): void => {
    if (axis === inner) {
      const rest = slab.start.slice(inner).reduce((sum, from, i) => sum + from * strides[inner + i], 0);
      readFully(descriptor, result.subarray(filled, filled + run), offset + rest);
      filled += run;
      return;
    }
    for (let i = 0; i < slab.count[axis]; i++) visit(axis + 1, offset + (slab.start[axis] + i) * strides[axis]);
  };
  visit(0, variable.begin);
  return result;
}

function readFully(descriptor: number, target: Uint8Array, position: number): void {
  let done = 0;
  while (done < target.length) {
    const got = readSync(descriptor, target, done, target.length - done, position + done);
    if (got === 0) throw new RangeError(`the file ends at byte ${position + done}`);
    done += got;
  }
}
