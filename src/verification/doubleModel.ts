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
  const { columns, rows, cells, area } = grid;
  const { levels } = vertical;
  const positions = 2 * (columns + rows);
  const state = new Float64Array(levels * cells);
  const mass = new Float64Array(levels * cells);
  const emission = new Float64Array(cells);
  const boundary = new Float64Array(levels * positions);
  const thickness = nominalThickness(vertical);

  const sweepX = ({ xMassFlux }: AirFlow, dt: number): void => {
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
  };
  /** A line whose cells lie `stride` apart: gathered, moved, put back. */
  const alongStride = (
    first: number,
    count: number,
    stride: number,
    move: (values: Float64Array, air: Float64Array) => void,
  ): void => {
    const values = Float64Array.from({ length: count }, (_, i) => state[first + i * stride]);
    const air = Float64Array.from({ length: count }, (_, i) => mass[first + i * stride]);
    move(values, air);
    for (let i = 0; i < count; i++) {
      state[first + i * stride] = values[i];
      mass[first + i * stride] = air[i];
    }
  };
  const sweepY = ({ yMassFlux }: AirFlow, dt: number): void => {
    for (let level = 0; level < levels; level++) {
      for (let column = 0; column < columns; column++) {
        const face = level * (rows + 1) * columns + column;
        const south = level * positions + 2 * rows + column;
        alongStride(level * cells + column, rows, columns, (values, air) => {
          const flux = Float64Array.from({ length: rows + 1 }, (_, row) => yMassFlux[face + row * columns]);
          const [inflowFirst, inflowLast] = [boundary[south], boundary[south + columns]];
          advectLine({ values, mass: air, flux, inflowFirst, inflowLast }, dt);
        });
      }
    }
  };
  const sweepZ = (
    { zMassFlux }: AirFlow,
    turbulent: Float64Array,
    nonLocal: Float64Array | undefined,
    dt: number,
  ): void => {
    for (let cell = 0; cell < cells; cell++) {
      alongStride(cell, levels, cells, (values, air) => {
        const column = (field: Float64Array): Float64Array =>
          Float64Array.from({ length: levels + 1 }, (_, k) => field[k * cells + cell]);
        advectLine({ values, mass: air, flux: column(zMassFlux), inflowFirst: 0, inflowLast: 0, thickness }, dt);
        const source = emission[cell] * area[cell] * MOLAR_MASS_DRY_AIR;
        const mixing = { values, mass: air, exchange: column(turbulent), emission: source };
        if (nonLocal !== undefined && nonLocal[cells + cell] > 0) {
          convectColumn({ ...mixing, nonLocal: column(nonLocal) }, dt);
        } else mixColumn(mixing, dt);
      });
    }
  };
  return {
    state,
    emission,
    boundary,
    advance(flow, exchange, nonLocal) {
      mass.set(flow.airMass);
      const number = (SECONDS_PER_HOUR / timeStep) * divideStep(flow, grid, timeStep);
      const dt = SECONDS_PER_HOUR / number;
      const sweeps = [
        (): void => sweepX(flow, dt),
        (): void => sweepY(flow, dt),
        (): void => sweepZ(flow, exchange, nonLocal, dt),
      ];
      const first = Math.round(flow.time / SECONDS_PER_HOUR) * number;
      for (let s = 0; s < number; s++) {
        for (const sweep of (first + s) % 2 === 0 ? sweeps : sweeps.toReversed()) sweep();
      }
    },
  };
}
