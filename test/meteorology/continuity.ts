/** Residual of the mass budget of every cell over an hour, written out independently of the builder. */
import type { Grid } from "../../src/grids/grid.js";
import type { AirFlow } from "../../src/meteorology/massFluxes.js";

/** @returns the largest |end - start - 3600 (in - out)| over the cell's mass, and the largest |flux| at surface and top */
export function continuityResidual(grid: Grid, levels: number, flow: AirFlow): { budget: number; ends: number } {
  const { columns, rows, cells } = grid;
  let budget = 0;
  let ends = 0;
  for (let k = 0; k < levels; k++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const c = (k * rows + row) * columns + column;
        const x = (k * rows + row) * (columns + 1) + column;
        const y = (k * (rows + 1) + row) * columns + column;
        const inflow =
          flow.xMassFlux[x] -
          flow.xMassFlux[x + 1] +
          (flow.yMassFlux[y] - flow.yMassFlux[y + columns]) +
          (flow.zMassFlux[c] - flow.zMassFlux[c + cells]);
        const residual = flow.airMassEnd[c] - flow.airMass[c] - 3600 * inflow;
        budget = Math.max(budget, Math.abs(residual) / flow.airMass[c]);
      }
    }
  }
  for (let c = 0; c < cells; c++) {
    ends = Math.max(ends, Math.abs(flow.zMassFlux[c]), Math.abs(flow.zMassFlux[levels * cells + c]));
  }
  return { budget, ends };
}
