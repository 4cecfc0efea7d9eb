/**
 * A netCDF file before it is written: dimensions, and variables that carry their attributes and values. It follows
 * CF-1.11: every number has units, flags say what they mean, NaN is a missing value.
 */
import { NumericalError } from "../errors.js";

export type OutputAttributes = Readonly<Record<string, string | number | readonly number[]>>;

interface Declared {
  readonly name: string;
  /** Slowest first. */
  readonly dimensions: readonly string[];
  /** `units` where the values are quantities; "1" for pure numbers. */
  readonly attributes: OutputAttributes;
}

/** Floats of 32 and 64 bits, where NaN is written as missing; integers of 8, 32 and 64 bits, of which 53 can be used. */
export interface NumberVariable extends Declared {
  readonly type: "f4" | "f8" | "i1" | "i4" | "i8";
  readonly data: ArrayLike<number>;
  /** What stands for a missing value, in place of netCDF's own. */
  readonly fill?: number;
  /**
   * Bits of the mantissa that are kept of 32-bit floats, where fewer mean as much: the others are rounded off, so that
   * the file packs smaller (quantization.ts).
   */
  readonly significantBits?: number;
  /** Digits after the decimal point that are kept of 32-bit floats, where smaller differences mean nothing. */
  readonly leastSignificantDigit?: number;
}

export interface TextVariable extends Declared {
  readonly type: "string";
  readonly data: readonly string[];
}

export type OutputVariable = NumberVariable | TextVariable;

/** Dimensions and the variables that go with them. */
export interface OutputPart {
  readonly dimensions: Readonly<Record<string, number>>;
  readonly variables: readonly OutputVariable[];
}

export interface OutputDataset extends OutputPart {
  /** Of the file as a whole; `Conventions` is added. */
  readonly attributes: OutputAttributes;
}

/** @returns parts side by side; what several of them declare under one name is taken once */
export function joinParts(...parts: readonly OutputPart[]): OutputPart {
  const variables = new Map<string, OutputVariable>();
  for (const variable of parts.flatMap((part) => part.variables)) variables.set(variable.name, variable);
  return { dimensions: Object.assign({}, ...parts.map((part) => part.dimensions)), variables: [...variables.values()] };
}

/** Whether a variable is the coordinate of the dimension of its name. */
export function isCoordinate({ name, dimensions }: OutputVariable): boolean {
  return dimensions.length === 1 && dimensions[0] === name;
}

/** Whether NaN may stand for a missing value: not in a coordinate or its bounds (CF-1.11, section 2.5.1). */
export function mayMiss(dataset: OutputDataset, variable: OutputVariable): boolean {
  const isBounds = dataset.variables.some(({ attributes }) => attributes.bounds === variable.name);
  return (variable.type === "f4" || variable.type === "f8") && !isCoordinate(variable) && !isBounds;
}

/**
 * @param path for messages
 * @throws NumericalError where a value is infinite, or missing in a coordinate; Error where the declaration contradicts itself
 */
export function checkOutput(path: string, dataset: OutputDataset): void {
  const names = new Set<string>();
  const bounds = new Set(dataset.variables.map(({ attributes }) => attributes.bounds));
  for (const variable of dataset.variables) {
    const { name, dimensions, attributes, data } = variable;
    const fault = (what: string): Error => new Error(`${path}, variable "${name}": ${what}`);
    if (names.has(name)) throw fault("declared twice");
    names.add(name);
    if (name in dataset.dimensions && !isCoordinate(variable))
      throw fault("named like a dimension, but not its coordinate");
    for (const dimension of dimensions) {
      if (dataset.dimensions[dimension] === undefined) throw fault(`no dimension "${dimension}" is declared`);
    }
    const size = dimensions.reduce((product, dimension) => product * dataset.dimensions[dimension], 1);
    if (data.length !== size)
      throw fault(`${data.length} values for the ${size} of its dimensions (${dimensions.join(", ")})`);
    if (variable.type === "string") continue;
    const unitless = "flag_meanings" in attributes || "grid_mapping_name" in attributes || bounds.has(name);
    if (!("units" in attributes) && !unitless) throw fault("no units");
    checkValues(path, variable, mayMiss(dataset, variable));
  }
}

function checkValues(path: string, variable: NumberVariable, missing: boolean): void {
  const { name, type, data } = variable;
  const floating = type === "f4" || type === "f8";
  const largest = {
    f4: 3.4028234663852886e38,
    f8: Number.MAX_VALUE,
    i1: 127,
    i4: 2147483647,
    i8: Number.MAX_SAFE_INTEGER,
  }[type];
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (Math.abs(value) <= largest && (floating || Number.isInteger(value))) continue;
    if (Number.isNaN(value) && missing) continue;
    throw new NumericalError({
      where: `${path}, variable "${name}"`,
      found: `${value} at index ${i}`,
      expected: missing ? "finite numbers, or NaN for missing ones" : `finite numbers that fit in ${type}`,
    });
  }
}
