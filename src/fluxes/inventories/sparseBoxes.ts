/** Boxes of one size that a text lists one by one, as a lattice with nothing in all others. */
import { InputError } from "../../errors.js";
import { evenly } from "../../io/raster.js";
import type { EmissionPlaces } from "./emissionPart.js";

export interface ListedBoxes {
  /** South-western corners [degrees], [line] */
  readonly west: readonly number[];
  readonly south: readonly number[];
}

export interface SparseLattice {
  readonly places: EmissionPlaces & { readonly kind: "boxes" };
  /** Of each line. */
  readonly box: Int32Array;
}

/** Boxes may be off by so much of their size: two decimals of 0.25 degree are exact, those of 1/12 are not. */
const OFF = 0.1;

/**
 * The lattice is that of the whole world, so that files with other boxes have the same one.
 * @param size of the boxes [degrees]
 * @param lines gives the place of a line in its file, for the error
 * @throws InputError where a corner is not a multiple of the size, or not on the Earth
 */
export function sparseLattice(
  { west, south }: ListedBoxes,
  size: number,
  lines: (line: number) => string,
): SparseLattice {
  const first = west.some((longitude) => longitude < 0) ? -180 : 0;
  const x = axisOf(west, size, first, first + 360, "longitude", lines);
  const y = axisOf(south, size, -90, 90, "latitude", lines);
  const columns = x.edges.length - 1;
  return {
    places: { kind: "boxes", longitudeEdges: x.edges, latitudeEdges: y.edges },
    box: Int32Array.from(x.index, (column, line) => y.index[line] * columns + column),
  };
}

function axisOf(
  corners: readonly number[],
  size: number,
  from: number,
  to: number,
  what: string,
  lines: (line: number) => string,
): { readonly edges: Float64Array; readonly index: number[] } {
  const boxes = Math.round((to - from) / size);
  const numbers = corners.map((corner) => (corner - from) / size);
  const index = numbers.map((number) => Math.round(number));
  const bad = numbers.findIndex((number, line) => {
    return !(Math.abs(number - index[line]) < OFF && index[line] >= 0 && index[line] < boxes);
  });
  if (bad >= 0) {
    throw new InputError({
      where: lines(bad),
      found: `a south-western corner at ${what} ${corners[bad]}`,
      expected: `a multiple of ${size} degrees from ${from} to ${to}`,
      remedy: "if the file has the middles of its boxes it is another version than is understood: regrid it first",
    });
  }
  return { edges: evenly(from, to, boxes), index };
}
