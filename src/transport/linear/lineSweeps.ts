/**
 * The sweeps that an hour of linear transport is made of (linearTransport.ts), and those along lines with their transpose:
 * a line of a field is taken out with its air and its faces, moved (parabolicLine.ts), along z mixed and fed by the
 * emission too (mixingColumn.ts), and put back. Fields as in linearTransport.ts, air [level][row][column] [kg].
 */
import { MOLAR_MASS_DRY_AIR, SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { parabolicSpacing } from "../../kernels/parabolicSpacing.js";
import type { AirFlow } from "../../meteorology/massFluxes.js";
import { divideStep } from "../airMass.js";
import type { HourlyForcing } from "../hourlyForcing.js";
import type { SubgridTransport } from "../subgridTransport.js";
import { inOrderOf } from "../sweepOrder.js";
import { nominalThickness } from "../transportModel.js";
import { createMixingColumn } from "./mixingColumn.js";
import { createParabolicLine, type ParabolicLine } from "./parabolicLine.js";
import { SUBGRID_SWEEPS } from "./subgrid.js";
import type { Axis, SweepGeometry } from "./sweepGeometry.js";

export type LinearGrid = Pick<Grid, "columns" | "rows" | "cells" | "area">;

/** What moves the air of an hour, as for the transport model. */
export type LinearForcing = Pick<HourlyForcing, "flow" | "exchange" | "nonLocal" | keyof SubgridTransport>;

/** One sweep: along which axis, or what else, for how long [s]. */
export interface Advection {
  readonly axis: Axis;
  readonly dt: number;
}
interface Subgrid {
  readonly axis: (typeof SUBGRID_SWEEPS)[number];
  readonly dt: number;
}
export type Sweep = Advection | Subgrid;

export const isSubgrid = (sweep: Sweep): sweep is Subgrid => SUBGRID_SWEEPS.some((name) => name === sweep.axis);

/** The sweeps of an hour in their order: those of sweepOrder.ts. @param timeStep [s] */
export function sweepsOfHour(forcing: LinearForcing, grid: LinearGrid, timeStep: number): Sweep[] {
  const { flow } = forcing;
  const forth: Sweep["axis"][] = ["x", "y", "z", ...SUBGRID_SWEEPS.filter((name) => forcing[name] !== undefined)];
  const parts = divideStep(flow, grid, timeStep);
  const number = (SECONDS_PER_HOUR / timeStep) * parts;
  const first = Math.round(flow.time / SECONDS_PER_HOUR) * number;
  return Array.from({ length: number }, (_, s): Sweep[] => {
    const axes = inOrderOf(first + s, number, forth);
    return axes.map((axis) => ({ axis, dt: timeStep / parts }));
  }).flat();
}

/** The air after a sweep. @param air before it; replaced */
export function moveAir(sweep: Advection, geometry: SweepGeometry, air: Float64Array, flow: AirFlow): void {
  const { lines, length, stride, firstCell, firstFace } = geometry;
  const flux = fluxAlong(sweep.axis, flow);
  for (let at = 0; at < lines; at++) {
    let cell = firstCell(at);
    let face = firstFace(at);
    for (let i = 0; i < length; i++, cell += stride, face += stride) {
      air[cell] += (flux[face] - flux[face + stride]) * sweep.dt;
    }
  }
}

function fluxAlong(axis: Axis, { xMassFlux, yMassFlux, zMassFlux }: AirFlow): Float64Array {
  switch (axis) {
    case "x":
      return xMassFlux;
    case "y":
      return yMassFlux;
    case "z":
      return zMassFlux;
  }
}

/** The fields of an hour, or the sensitivities to them. */
export interface LinearFields {
  /** [level][row][column]; replaced */
  readonly state: Float64Array;
  /** [row][column]; backwards added to */
  readonly emission: Float64Array;
  /** [level][position]; backwards added to */
  readonly boundary: Float64Array;
}

export interface LineSweeps {
  /** @param air before the sweep */
  forward(sweep: Advection, fields: LinearFields, air: Float64Array, forcing: LinearForcing): void;
  adjoint(sweep: Advection, fields: LinearFields, air: Float64Array, forcing: LinearForcing): void;
}

/** Sweeps along the lines of a grid. @param share of the parabolas (parabolicLine.ts) */
export function createLineSweeps(
  { columns, rows, cells, area }: LinearGrid,
  vertical: VerticalCoordinate,
  geometry: Readonly<Record<Axis, SweepGeometry>>,
  share: number,
): LineSweeps {
  const line = {
    x: createParabolicLine(parabolicSpacing(new Float64Array(columns).fill(1)), share),
    y: createParabolicLine(parabolicSpacing(new Float64Array(rows).fill(1)), share),
    z: createParabolicLine(parabolicSpacing(nominalThickness(vertical)), share),
  };
  const column = createMixingColumn(vertical.levels);

  const loadExchange = ({ exchange, nonLocal }: LinearForcing, cell: number): void => {
    for (let k = 0; k <= vertical.levels; k++) {
      column.exchange[k] = exchange[k * cells + cell];
      column.nonLocal[k] = nonLocal === undefined ? 0 : nonLocal[k * cells + cell];
    }
  };
  return {
    forward(sweep, { state, emission, boundary }, air, forcing) {
      const own = geometry[sweep.axis];
      const one = line[sweep.axis];
      const arrays = { field: state, air, flux: fluxAlong(sweep.axis, forcing.flow) };
      for (let at = 0; at < own.lines; at++) {
        loadLine(one, own, at, sweep.dt, arrays);
        if (own.ends !== undefined) {
          const [first, last] = own.ends(at);
          one.inflow[0] = boundary[first];
          one.inflow[1] = boundary[last];
        }
        one.forward();
        if (sweep.axis === "z") {
          loadExchange(forcing, at);
          column.forward(one.values, one.mass, emission[at] * area[at] * sweep.dt * MOLAR_MASS_DRY_AIR, sweep.dt);
        }
        storeLine(one, own, at, state);
      }
    },
    adjoint(sweep, { state, emission, boundary }, air, forcing) {
      const own = geometry[sweep.axis];
      const one = line[sweep.axis];
      const arrays = { field: state, air, flux: fluxAlong(sweep.axis, forcing.flow) };
      for (let at = 0; at < own.lines; at++) {
        loadLine(one, own, at, sweep.dt, arrays);
        if (sweep.axis === "z") {
          loadExchange(forcing, at);
          emission[at] += column.adjoint(one.values, one.mass, sweep.dt) * area[at] * sweep.dt * MOLAR_MASS_DRY_AIR;
        }
        one.inflow.fill(0);
        one.adjoint();
        if (own.ends !== undefined) {
          const [first, last] = own.ends(at);
          boundary[first] += one.inflow[0];
          boundary[last] += one.inflow[1];
        }
        storeLine(one, own, at, state);
      }
    },
  };
}

/** Takes a line of a field with its air, and moves the air for `dt` [s]. */
function loadLine(
  line: ParabolicLine,
  { length, stride, firstCell, firstFace }: SweepGeometry,
  at: number,
  dt: number,
  { field, air, flux }: Readonly<Record<"field" | "air" | "flux", Float64Array>>,
): void {
  let cell = firstCell(at);
  let face = firstFace(at);
  for (let i = 0; i < length; i++, cell += stride, face += stride) {
    line.values[i] = field[cell];
    line.mass[i] = air[cell];
    line.flux[i] = flux[face];
  }
  line.flux[length] = flux[face];
  line.carry(dt);
}

function storeLine(
  { values }: ParabolicLine,
  { length, stride, firstCell }: SweepGeometry,
  at: number,
  field: Float64Array,
): void {
  for (let i = 0, cell = firstCell(at); i < length; i++, cell += stride) field[cell] = values[i];
}
