/**
 * The transport model in float64, of one tracer and of full mole fractions, put together from the definitions of its
 * kernels (src/kernels/reference): the same sweeps, steps and order as transport/transportModel.ts. Slow, and meant so.
 */
import { MOLAR_MASS_DRY_AIR, SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { advectLine } from "../kernels/reference/advectionReference.js";
import { convectColumn } from "../kernels/reference/convectiveMixingReference.js";
import { mixColumn } from "../kernels/reference/verticalMixingReference.js";
import type { AirFlow } from "../meteorology/massFluxes.js";
import { divideStep } from "../transport/airMass.js";
import { inOrderOf } from "../transport/sweepOrder.js";
import { nominalThickness } from "../transport/transportModel.js";

export interface DoubleModel {
  /** Mole fraction [level][row][column] [mol mol-1] */
  readonly state: Float64Array;
  /** [row][column], [mol m-2 s-1] */
  readonly emission: Float64Array;
  /** Mole fraction that flows in, [level][position], positions as in transport/lateralBoundary.ts */
  readonly boundary: Float64Array;
  /** One hour. @param exchange, nonLocal [level + 1][row][column], [kg s-1] */
  advance(flow: AirFlow, exchange: Float64Array, nonLocal?: Float64Array): void;
}

/** @param timeStep divides an hour [s] */
export function createDoubleModel(grid: Grid, vertical: VerticalCoordinate, timeStep: number): DoubleModel {
  const { columns, rows, cells } = grid;
  const { levels } = vertical;
  const fields: Fields = {
    state: new Float64Array(levels * cells),
    mass: new Float64Array(levels * cells),
    emission: new Float64Array(cells),
    boundary: new Float64Array(levels * 2 * (columns + rows)),
  };
  const { state, emission, boundary } = fields;
  const thickness = nominalThickness(vertical);
  return {
    state,
    emission,
    boundary,
    advance(flow, exchange, nonLocal) {
      fields.mass.set(flow.airMass);
      const number = (SECONDS_PER_HOUR / timeStep) * divideStep(flow, grid, timeStep);
      const dt = SECONDS_PER_HOUR / number;
      const sweeps = [
        (): void => sweepX(fields, grid, levels, flow, dt),
        (): void => sweepY(fields, grid, levels, flow, dt),
        (): void => sweepZ(fields, grid, thickness, flow, { exchange, nonLocal }, dt),
      ];
      const first = Math.round(flow.time / SECONDS_PER_HOUR) * number;
      for (let s = 0; s < number; s++) {
        for (const sweep of inOrderOf(first + s, number, sweeps)) sweep();
      }
    },
  };
}

interface Fields {
  readonly state: Float64Array;
  /** As `state` [kg]. */
  readonly mass: Float64Array;
  readonly emission: Float64Array;
  readonly boundary: Float64Array;
}

function sweepX(
  { state, mass, boundary }: Fields,
  { columns, rows }: Grid,
  levels: number,
  { xMassFlux }: AirFlow,
  dt: number,
): void {
  const positions = 2 * (columns + rows);
  for (let line = 0; line < levels * rows; line++) {
    const first = line * columns;
    const west = Math.floor(line / rows) * positions + (line % rows);
    advectLine(
      {
        values: state.subarray(first, first + columns),
        mass: mass.subarray(first, first + columns),
        flux: xMassFlux.subarray(first + line, first + line + columns + 1),
        inflowFirst: boundary[west],
        inflowLast: boundary[west + rows],
      },
      dt,
    );
  }
}

function sweepY(
  fields: Fields,
  { columns, rows, cells }: Grid,
  levels: number,
  { yMassFlux }: AirFlow,
  dt: number,
): void {
  const { boundary } = fields;
  const positions = 2 * (columns + rows);
  for (let level = 0; level < levels; level++) {
    for (let column = 0; column < columns; column++) {
      const face = level * (rows + 1) * columns + column;
      const south = level * positions + 2 * rows + column;
      alongStride(fields, level * cells + column, rows, columns, (values, air) => {
        const flux = Float64Array.from({ length: rows + 1 }, (_, row) => yMassFlux[face + row * columns]);
        const [inflowFirst, inflowLast] = [boundary[south], boundary[south + columns]];
        advectLine({ values, mass: air, flux, inflowFirst, inflowLast }, dt);
      });
    }
  }
}

function sweepZ(
  fields: Fields,
  { cells, area }: Grid,
  thickness: readonly number[],
  { zMassFlux }: AirFlow,
  { exchange, nonLocal }: { readonly exchange: Float64Array; readonly nonLocal: Float64Array | undefined },
  dt: number,
): void {
  const levels = thickness.length;
  for (let cell = 0; cell < cells; cell++) {
    alongStride(fields, cell, levels, cells, (values, air) => {
      const column = (field: Float64Array): Float64Array =>
        Float64Array.from({ length: levels + 1 }, (_, k) => field[k * cells + cell]);
      advectLine({ values, mass: air, flux: column(zMassFlux), inflowFirst: 0, inflowLast: 0, thickness }, dt);
      const source = fields.emission[cell] * area[cell] * MOLAR_MASS_DRY_AIR;
      const mixing = { values, mass: air, exchange: column(exchange), emission: source };
      if (nonLocal !== undefined && nonLocal[cells + cell] > 0) {
        convectColumn({ ...mixing, nonLocal: column(nonLocal) }, dt);
      } else mixColumn(mixing, dt);
    });
  }
}

/** A line whose cells lie `stride` apart: gathered, moved, put back. */
function alongStride(
  { state, mass }: Fields,
  first: number,
  count: number,
  stride: number,
  move: (values: Float64Array, air: Float64Array) => void,
): void {
  const values = Float64Array.from({ length: count }, (_, i) => state[first + i * stride]);
  const air = Float64Array.from({ length: count }, (_, i) => mass[first + i * stride]);
  move(values, air);
  for (let i = 0; i < count; i++) {
    state[first + i * stride] = values[i];
    mass[first + i * stride] = air[i];
  }
}
