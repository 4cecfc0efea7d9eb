/**
 * The transport model without the limits of its advection, one tracer, float64, and its exact transpose ("adjoint").
 * Same sweeps in the same order, same sub-steps, mixing, convection, diffusion and emission as transportModel.ts. In a closed domain the total
 * sum m q is conserved, so the sensitivity of the total to q is m at any earlier hour.
 * State [level][row][column] [mol mol-1], flux [row][column] [mol m-2 s-1], boundary [level][position] [mol mol-1].
 */
import { MOLAR_MASS_DRY_AIR, SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { parabolicSpacing } from "../../kernels/parabolicSpacing.js";
import type { AirFlow } from "../../meteorology/massFluxes.js";
import { divideStep } from "../airMass.js";
import type { HourlyForcing } from "../hourlyForcing.js";
import type { SubgridTransport } from "../subgridTransport.js";
import { nominalThickness } from "../transportModel.js";
import { createMixingColumn } from "./mixingColumn.js";
import { createParabolicLine } from "./parabolicLine.js";
import { createConvectionColumns, createDiffusionLines, SUBGRID_SWEEPS } from "./subgrid.js";
import { type Axis, sweepGeometry } from "./sweepGeometry.js";

export interface LinearTransportSetup {
  readonly grid: Pick<Grid, "columns" | "rows" | "cells" | "area">;
  readonly vertical: VerticalCoordinate;
  /** Divides an hour [s]; divided further where the air flow demands it. */
  readonly timeStep: number;
}

/** What moves the air of an hour, as for the transport model. */
export type LinearForcing = Pick<HourlyForcing, "flow" | "exchange" | "nonLocal" | keyof SubgridTransport>;

export interface LinearTransport {
  /** Values of a state, and of a boundary. */
  readonly size: number;
  readonly boundarySize: number;
  /** One hour. @param state replaced by that of the end of the hour */
  forwardHour(state: Float64Array, emission: Float64Array, boundary: Float64Array, forcing: LinearForcing): void;
  /**
   * One hour backwards. @param adjoint sensitivity to the state at the end of the hour; replaced by that at its start
   * @param emission sensitivity to the flux of this hour [m2 s mol-1]; added to
   * @param boundary sensitivity to the boundary of this hour [1]; added to
   */
  adjointHour(adjoint: Float64Array, emission: Float64Array, boundary: Float64Array, forcing: LinearForcing): void;
}

/** One sweep: along which axis, or what else, for how long [s]. */
interface Advection {
  readonly axis: Axis;
  readonly dt: number;
}
interface Subgrid {
  readonly axis: (typeof SUBGRID_SWEEPS)[number];
  readonly dt: number;
}
type Sweep = Advection | Subgrid;

const NOTHING = new Float64Array();
const isSubgrid = (sweep: Sweep): sweep is Subgrid => SUBGRID_SWEEPS.some((name) => name === sweep.axis);

/** @throws RangeError where the time step does not divide an hour */
export function createLinearTransport({ grid, vertical, timeStep }: LinearTransportSetup): LinearTransport {
  const { columns, rows, cells, area } = grid;
  const { levels } = vertical;
  if (!Number.isInteger(SECONDS_PER_HOUR / timeStep)) throw new RangeError(`${timeStep} s do not divide an hour`);
  const geometry = sweepGeometry(grid, levels);
  const line = {
    x: createParabolicLine(parabolicSpacing(new Float64Array(columns).fill(1))),
    y: createParabolicLine(parabolicSpacing(new Float64Array(rows).fill(1))),
    z: createParabolicLine(parabolicSpacing(nominalThickness(vertical))),
  };
  const column = createMixingColumn(levels);
  const subgrid = {
    updraft: createConvectionColumns(geometry.z),
    xDiffusion: createDiffusionLines(geometry.x),
    yDiffusion: createDiffusionLines(geometry.y),
  };
  const mass = new Float64Array(levels * cells);
  /** Air before each sweep of an hour, kept for the way back. */
  const masses: Float64Array[] = [];

  const sweepsOf = (forcing: LinearForcing): Sweep[] => {
    const { flow } = forcing;
    const even: Sweep["axis"][] = ["x", "y", "z", ...SUBGRID_SWEEPS.filter((name) => forcing[name] !== undefined)];
    const parts = divideStep(flow, grid, timeStep);
    const number = (SECONDS_PER_HOUR / timeStep) * parts;
    const first = Math.round(flow.time / SECONDS_PER_HOUR) * number;
    return Array.from({ length: number }, (_, s): Sweep[] => {
      const axes = (first + s) % 2 === 0 ? even : even.toReversed();
      return axes.map((axis) => ({ axis, dt: timeStep / parts }));
    }).flat();
  };
  const fluxOf = ({ axis }: Advection, flow: AirFlow): Float64Array =>
    ({ x: flow.xMassFlux, y: flow.yMassFlux, z: flow.zMassFlux })[axis];
  /** The air after a sweep. */
  const moveAir = (sweep: Advection, air: Float64Array, flow: AirFlow): void => {
    const { lines, length, stride, firstCell, firstFace } = geometry[sweep.axis];
    const flux = fluxOf(sweep, flow);
    for (let at = 0; at < lines; at++) {
      let cell = firstCell(at);
      let face = firstFace(at);
      for (let i = 0; i < length; i++, cell += stride, face += stride) {
        air[cell] += (flux[face] - flux[face + stride]) * sweep.dt;
      }
    }
  };
  /** Takes a line of a field with its air, and moves the air. */
  const loadLine = (
    { axis, dt }: Advection,
    at: number,
    field: Float64Array,
    air: Float64Array,
    flux: Float64Array,
  ): void => {
    const { length, stride, firstCell, firstFace } = geometry[axis];
    const one = line[axis];
    let cell = firstCell(at);
    let face = firstFace(at);
    for (let i = 0; i < length; i++, cell += stride, face += stride) {
      one.values[i] = field[cell];
      one.mass[i] = air[cell];
      one.flux[i] = flux[face];
    }
    one.flux[length] = flux[face];
    one.carry(dt);
  };
  const storeLine = (axis: Axis, at: number, field: Float64Array): void => {
    const { length, stride, firstCell } = geometry[axis];
    const { values } = line[axis];
    for (let i = 0, cell = firstCell(at); i < length; i++, cell += stride) field[cell] = values[i];
  };
  const loadExchange = ({ exchange, nonLocal }: LinearForcing, cell: number): void => {
    for (let k = 0; k <= levels; k++) {
      column.exchange[k] = exchange[k * cells + cell];
      column.nonLocal[k] = nonLocal === undefined ? 0 : nonLocal[k * cells + cell];
    }
  };
  const check = (name: string, array: Float64Array, length: number): void => {
    if (array.length !== length) throw new RangeError(`${name} has ${array.length} values; expected ${length}`);
  };
  const size = levels * cells;
  const boundarySize = levels * 2 * (columns + rows);
  const checkAll = (state: Float64Array, emission: Float64Array, boundary: Float64Array): void => {
    check("state", state, size);
    check("emission", emission, cells);
    check("boundary", boundary, boundarySize);
  };
  return {
    size,
    boundarySize,
    forwardHour(state, emission, boundary, forcing) {
      checkAll(state, emission, boundary);
      const { flow } = forcing;
      mass.set(flow.airMass);
      for (const sweep of sweepsOf(forcing)) {
        if (isSubgrid(sweep)) {
          subgrid[sweep.axis].forward(state, mass, forcing[sweep.axis] ?? NOTHING, sweep.dt);
          continue;
        }
        const { lines, ends } = geometry[sweep.axis];
        const one = line[sweep.axis];
        const flux = fluxOf(sweep, flow);
        for (let at = 0; at < lines; at++) {
          loadLine(sweep, at, state, mass, flux);
          if (ends !== undefined) {
            const [first, last] = ends(at);
            one.inflow[0] = boundary[first];
            one.inflow[1] = boundary[last];
          }
          one.forward();
          if (sweep.axis === "z") {
            loadExchange(forcing, at);
            column.forward(one.values, one.mass, emission[at] * area[at] * sweep.dt * MOLAR_MASS_DRY_AIR, sweep.dt);
          }
          storeLine(sweep.axis, at, state);
        }
        moveAir(sweep, mass, flow);
      }
    },
    adjointHour(adjoint, emission, boundary, forcing) {
      checkAll(adjoint, emission, boundary);
      const { flow } = forcing;
      const sweeps = sweepsOf(forcing);
      mass.set(flow.airMass);
      sweeps.forEach((sweep, s) => {
        masses[s] ??= new Float64Array(size);
        masses[s].set(mass);
        if (!isSubgrid(sweep)) moveAir(sweep, mass, flow);
      });
      for (let s = sweeps.length - 1; s >= 0; s--) {
        const sweep = sweeps[s];
        if (isSubgrid(sweep)) {
          subgrid[sweep.axis].adjoint(adjoint, masses[s], forcing[sweep.axis] ?? NOTHING, sweep.dt);
          continue;
        }
        const { lines, ends } = geometry[sweep.axis];
        const one = line[sweep.axis];
        const flux = fluxOf(sweep, flow);
        for (let at = 0; at < lines; at++) {
          loadLine(sweep, at, adjoint, masses[s], flux);
          if (sweep.axis === "z") {
            loadExchange(forcing, at);
            emission[at] += column.adjoint(one.values, one.mass, sweep.dt) * area[at] * sweep.dt * MOLAR_MASS_DRY_AIR;
          }
          one.inflow.fill(0);
          one.adjoint();
          if (ends !== undefined) {
            const [first, last] = ends(at);
            boundary[first] += one.inflow[0];
            boundary[last] += one.inflow[1];
          }
          storeLine(sweep.axis, at, adjoint);
        }
      }
    },
  };
}
