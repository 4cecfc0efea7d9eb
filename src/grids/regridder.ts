/** What every way of regridding comes to: weighted means of source boxes over the cells of a grid, the weights found once. */
import type { Grid } from "./grid.js";

export interface Regridder {
  /** Number of source boxes. */
  readonly boxes: number;
  /** Share of each cell's area that the source covers, [row][column]. */
  readonly covered: Float64Array;
  /** Boxes that cells meet, one for each overlap: others are of no matter. */
  readonly met: Int32Array;
  /**
   * Mean over each cell of a field per unit area; where the source does not reach it counts as zero.
   * @param field [box], of a lattice [latitude][longitude] from south to north and from west to east
   * @returns [row][column], in the field's unit
   */
  apply(field: ArrayLike<number>): Float64Array;
}

/** A source box that a cell meets. */
export interface Overlap {
  readonly box: number;
  /** Area that the two share [m2]. */
  readonly area: number;
}

/** The overlaps of all cells. */
export interface OverlapTable {
  /** Number of source boxes. */
  readonly boxes: number;
  /** Entries of cell c are start[c] to start[c + 1]. */
  readonly start: Int32Array;
  /** Box of each entry. */
  readonly index: Int32Array;
  /** Of each entry [m2]. */
  readonly area: Float64Array;
}

/** @param overlapsOf the boxes that a cell meets */
export function overlapTable(
  grid: Grid,
  boxes: number,
  overlapsOf: (cell: number) => readonly Overlap[],
): OverlapTable {
  const start = new Int32Array(grid.cells + 1);
  const met: number[] = [];
  const areas: number[] = [];
  for (let cell = 0; cell < grid.cells; cell++) {
    for (const { box, area } of overlapsOf(cell)) {
      met.push(box);
      areas.push(area);
    }
    start[cell + 1] = met.length;
  }
  return { boxes, start, index: Int32Array.from(met), area: Float64Array.from(areas) };
}

export function createWeightedMean(grid: Grid, { boxes, start, index, area }: OverlapTable): Regridder {
  const weight = new Float64Array(area.length);
  const covered = new Float64Array(grid.cells);
  for (let cell = 0; cell < grid.cells; cell++) {
    for (let entry = start[cell]; entry < start[cell + 1]; entry++) {
      weight[entry] = area[entry] / grid.area[cell];
      covered[cell] += weight[entry];
    }
  }
  return {
    boxes,
    covered,
    met: index,
    apply(field) {
      if (field.length !== boxes) {
        throw new RangeError(`regridding ${boxes} boxes needs ${boxes} values, not ${field.length}`);
      }
      const result = new Float64Array(grid.cells);
      for (let cell = 0; cell < grid.cells; cell++) {
        let sum = 0;
        for (let entry = start[cell]; entry < start[cell + 1]; entry++) sum += weight[entry] * field[index[entry]];
        result[cell] = sum;
      }
      return result;
    },
  };
}
