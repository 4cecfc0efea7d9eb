/**
 * The wind that carries what the ground gives off: the mean over the lowest part of the column's dry air, by mass,
 *     u = sum_k w_k (F_west,k + F_east,k) / 2 / sum_k w_k m_k,   v likewise,
 * F mass fluxes through the faces of a cell [kg s-1], m its air [kg], w_k how much of layer k belongs to that part. A
 * flux over the mass of a cell is a speed in cells per second: the wind is that of the lattice, free of its metric.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { AirFlow } from "../meteorology/massFluxes.js";

/** [row][column], [cells h-1] towards growing column (x) and row (y). */
export interface SteeringWind {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** @param share of the column's mass, from the ground up, (0, 1] */
export function steeringWind(
  { columns, rows, cells }: Pick<Grid, "columns" | "rows" | "cells">,
  { airMass, xMassFlux, yMassFlux }: Pick<AirFlow, "airMass" | "xMassFlux" | "yMassFlux">,
  share: number,
  out: SteeringWind,
): void {
  const levels = airMass.length / cells;
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      let part = 0;
      for (let k = 0; k < levels; k++) part += share * airMass[k * cells + cell];
      let x = 0;
      let y = 0;
      for (let k = 0, above = part; k < levels && above > 0; k++) {
        const mass = airMass[k * cells + cell];
        const weight = Math.min(1, above / mass);
        const west = (k * rows + row) * (columns + 1) + column;
        const south = (k * (rows + 1) + row) * columns + column;
        x += weight * (xMassFlux[west] + xMassFlux[west + 1]);
        y += weight * (yMassFlux[south] + yMassFlux[south + columns]);
        above -= mass;
      }
      out.x[cell] = (0.5 * SECONDS_PER_HOUR * x) / part;
      out.y[cell] = (0.5 * SECONDS_PER_HOUR * y) / part;
    }
  }
}
