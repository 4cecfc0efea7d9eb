/**
 * A finer grid in a coarser one: each cell cut into `refine` x `refine` of the same projection, so that the corners of the
 * coarse cells are corners of fine ones.
 */
import type { Grid, GridDefinition } from "./grid.js";
import { bilinearWeights } from "./interpolation.js";

/** @param refine fine cells along a side of a coarse one */
export function finerGrid(definition: GridDefinition, refine: number): GridDefinition {
  const { name, projection, columns, rows, x0, y0 } = definition;
  const [dx, dy] = [definition.dx / refine, definition.dy / refine];
  return {
    name: `${name}, cut by ${refine}`,
    projection,
    columns: refine * columns,
    rows: refine * rows,
    x0: x0 - (definition.dx - dx) / 2,
    y0: y0 - (definition.dy - dy) / 2,
    dx,
    dy,
  };
}

/**
 * Gives each fine cell the flux of its coarse cell, times the area of that over the sum of the areas of its fine cells:
 * edges of cells are great circles, so that the sum is not quite the area, and the total of the coarse cell is kept.
 * @param finer as `finerGrid` defines it @returns what turns fluxes of coarse cells, [cell] [mol m-2 s-1], into those of fine ones
 */
export function nestedFlux(coarse: Grid, finer: Grid): (flux: Float64Array) => Float64Array {
  const refine = finer.columns / coarse.columns;
  const parents = Int32Array.from({ length: finer.cells }, (_, cell) => {
    const [column, row] = [cell % finer.columns, Math.floor(cell / finer.columns)];
    return Math.floor(row / refine) * coarse.columns + Math.floor(column / refine);
  });
  const areas = new Float64Array(coarse.cells);
  parents.forEach((parent, cell) => {
    areas[parent] += finer.area[cell];
  });
  return (flux) => Float64Array.from(parents, (parent) => (flux[parent] * coarse.area[parent]) / areas[parent]);
}

/** @returns what interpolates a field of coarse cells, [cell], to the centres of the cells of another grid, bilinearly */
export function interpolatedField(coarse: Grid, finer: Grid): (field: Float64Array) => Float64Array {
  const weights = Array.from({ length: finer.cells }, (_, cell) =>
    bilinearWeights(coarse, finer.longitude[cell], finer.latitude[cell]),
  );
  return (field) =>
    Float64Array.from(weights, (own) => own.reduce((sum, { cell, weight }) => sum + weight * field[cell], 0));
}
