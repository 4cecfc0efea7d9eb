/**
 * Reading netCDF: classic (1, 2, 5) and netCDF-4/HDF5 behind one interface; `openNetcdf` opens either.
 * Values arrive unpacked (scale_factor, add_offset) with fill and missing values as NaN.
 */
export type NetcdfAttribute = string | number | readonly number[] | readonly string[];

export interface NetcdfVariable {
  readonly name: string;
  /** Names of the dimensions, slowest first; "" where an HDF5 file names none. */
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  /** Attributes; one-element arrays are plain numbers, text comes without its trailing blanks. */
  readonly attributes: Readonly<Record<string, NetcdfAttribute>>;
  /**
   * Numbers of a hyperslab (all of it by default), slowest dimension first.
   * @throws InputError where the variable holds text, the hyperslab leaves it, or the file is damaged
   */
  read(start?: readonly number[], count?: readonly number[]): Float64Array;
  /** Stored integers of 64 bits without loss; shorter integers widened. */
  readBigInts(): BigInt64Array | BigUint64Array;
  /** Texts: variable or fixed length, or rows of a character array; without trailing blanks. */
  readStrings(): string[];
}

export interface NetcdfFile {
  readonly path: string;
  /** Dimension sizes; those of groups as "group/name". */
  readonly dimensions: Readonly<Record<string, number>>;
  readonly attributes: Readonly<Record<string, NetcdfAttribute>>;
  /** Names of all variables; those in groups as "group/name". */
  readonly variables: readonly string[];
  /** @throws InputError where the file has no such variable, naming those most like it */
  variable(name: string): NetcdfVariable;
  has(name: string): boolean;
  /** Releases the file; may be called twice. Nothing can be read afterwards. */
  close(): void;
}
