/** Whether the grid and the layers made of what a weather's files say of themselves are where the files put them. */
import { InputError } from "../../errors.js";
import { createGrid, type GridDefinition } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";

/** Share of a cell by which 32-bit angles and rounded attributes may put it elsewhere. */
const PLACE_TOLERANCE = 0.05;

/**
 * @param longitude,latitude of the cells as the file has them [degrees]
 * @param expected what would fit, for the message
 * @throws InputError naming the first cell that lies elsewhere
 */
export function checkCells(
  path: string,
  definition: GridDefinition,
  longitude: Float64Array,
  latitude: Float64Array,
  expected: string,
): void {
  const grid = createGrid(definition);
  for (let cell = 0; cell < grid.cells; cell++) {
    const { column, row } = grid.locate(longitude[cell], latitude[cell]);
    const distance = Math.hypot(column - (cell % grid.columns), row - Math.floor(cell / grid.columns));
    if (distance < PLACE_TOLERANCE) continue;
    throw new InputError({
      where: path,
      found: `cell ${cell} at ${latitude[cell]} N ${longitude[cell]} E, ${distance.toFixed(2)} cells from where the header puts it`,
      expected,
    });
  }
}

/**
 * @param pressure of the layers' middles as the files have it, [level][cell] [Pa]
 * @param surfacePressure [cell] [Pa]
 * @returns the largest relative difference from those of the coordinate [1]
 */
export function pressureError(
  { a, b, levels }: VerticalCoordinate,
  pressure: Float64Array,
  surfacePressure: Float64Array,
): number {
  const cells = surfacePressure.length;
  let worst = 0;
  for (let k = 0; k < levels; k++) {
    for (let c = 0; c < cells; c++) {
      const ours = 0.5 * (a[k] + a[k + 1] + (b[k] + b[k + 1]) * surfacePressure[c]);
      worst = Math.max(worst, Math.abs(ours / pressure[k * cells + c] - 1));
    }
  }
  return worst;
}
