/** Filters of HDF5 by their registered numbers (https://github.com/HDFGroup/hdf5_plugins, RegisteredFilterPlugins). */

/** Those that the library brings: deflate, shuffle, checksum, n-bit, scale and offset. */
export const hdf5Filters: ReadonlySet<number> = new Set([1, 2, 3, 5, 6]);

const NAMES: Readonly<Record<number, string>> = {
  4: "szip",
  307: "bzip2",
  32000: "LZF",
  32001: "Blosc",
  32004: "LZ4",
  32008: "bitshuffle",
  32013: "ZFP",
  32015: "Zstandard",
  32022: "BitGroom",
  32023: "Granular BitRound",
  32026: "Blosc2",
};

/** "LZF (32000)" */
export function filterName({ id, name }: { readonly id: number; readonly name: string }): string {
  const known = NAMES[id] ?? name;
  return known === "" ? String(id) : `${known} (${id})`;
}
