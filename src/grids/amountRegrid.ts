/**
 * Amounts, such as tonnes a year, from boxes of a longitude-latitude lattice or from points to the cells of the grid. A box
 * gives each cell the share of its area that lies there, m_c = sum_s O_cs m_s / A_s (first-order conservative, Jones 1999,
 * doi:10.1175/1520-0493(1999)127<2204:FASOCR>2.0.CO;2), a point gives all of its own to the cell that holds it. What lies
 * beyond the grid is known by place, so that cells and what is beyond add up to the whole.
 */
import type { Grid } from "./grid.js";
import { boxAreas, boxOverlaps, type LongitudeLatitudeBoxes } from "./regrid.js";
import type { OverlapTable } from "./regridder.js";

export interface AmountRegridder {
  /** Number of boxes or points. */
  readonly places: number;
  /** Share of each place's amount that comes into the grid, [place] [1]. */
  readonly inside: Float64Array;
  /** @param amounts [place] @returns [row][column], in the same unit */
  apply(this: void, amounts: ArrayLike<number>): Float64Array;
}

/**
 * @param overlaps of the boxes, where they are known
 * @throws InputError where the sides do not increase or leave the sphere
 */
export function boxAmounts(
  source: LongitudeLatitudeBoxes,
  grid: Grid,
  { boxes, start, index, area }: OverlapTable = boxOverlaps(source, grid),
): AmountRegridder {
  const whole = boxAreas(source);
  const share = area.map((part, entry) => part / whole[index[entry]]);
  const inside = new Float64Array(boxes);
  for (let entry = 0; entry < share.length; entry++) inside[index[entry]] += share[entry];
  return {
    places: boxes,
    inside,
    apply(amounts) {
      checkLength(amounts, boxes);
      const result = new Float64Array(grid.cells);
      for (let cell = 0; cell < grid.cells; cell++) {
        let sum = 0;
        for (let entry = start[cell]; entry < start[cell + 1]; entry++) sum += share[entry] * amounts[index[entry]];
        result[cell] = sum;
      }
      return result;
    },
  };
}

/**
 * @param longitude,latitude [degrees], [point]
 */
export function pointAmounts(longitude: ArrayLike<number>, latitude: ArrayLike<number>, grid: Grid): AmountRegridder {
  const cells = Int32Array.from(longitude, (east, i) => grid.cellAt(east, latitude[i]));
  return {
    places: cells.length,
    inside: Float64Array.from(cells, (cell) => (cell < 0 ? 0 : 1)),
    apply(amounts) {
      checkLength(amounts, cells.length);
      const result = new Float64Array(grid.cells);
      for (let i = 0; i < cells.length; i++) if (cells[i] >= 0) result[cells[i]] += amounts[i];
      return result;
    },
  };
}

function checkLength(amounts: ArrayLike<number>, places: number): void {
  if (amounts.length !== places) throw new RangeError(`${places} places need as many amounts, not ${amounts.length}`);
}
