/**
 * The transport model without the limits of its advection, one tracer, float64, and its exact transpose ("adjoint").
 * Same sweeps in the same order (lineSweeps.ts, subgrid.ts), same sub-steps, mixing, convection, diffusion and emission as
 * transportModel.ts. In a closed domain the total sum m q is conserved, so the sensitivity of the total to q is m at any
 * earlier hour.
 * State [level][row][column] [mol mol-1], flux [row][column] [mol m-2 s-1], boundary [level][position] [mol mol-1].
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import {
  createLineSweeps,
  isSubgrid,
  type LinearFields,
  type LinearForcing,
  type LinearGrid,
  moveAir,
  sweepsOfHour,
} from "./lineSweeps.js";
import { createConvectionColumns, createDiffusionLines } from "./subgrid.js";
import { sweepGeometry } from "./sweepGeometry.js";

export type { LinearForcing } from "./lineSweeps.js";

export interface LinearTransportSetup {
  readonly grid: LinearGrid;
  readonly vertical: VerticalCoordinate;
  /** Divides an hour [s]; divided further where the air flow demands it. */
  readonly timeStep: number;
  /** Of the parabolas in what air carries [1], by default 1, the production scheme without limits; less is smoother. */
  readonly share?: number;
}

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

const NOTHING = new Float64Array();

/**
 * @throws RangeError where the time step does not divide an hour
 * @example
 * import { createGrid, createLinearTransport, longitudeLatitudeGrid, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
 * const linear = createLinearTransport({ grid, vertical: verticalPreset("jdas-15"), timeStep: 1200 });
 * linear.size; // => 240
 */
export function createLinearTransport(setup: LinearTransportSetup): LinearTransport {
  const { grid, vertical, timeStep, share = 1 } = setup;
  const { columns, rows, cells } = grid;
  const { levels } = vertical;
  if (!Number.isInteger(SECONDS_PER_HOUR / timeStep)) throw new RangeError(`${timeStep} s do not divide an hour`);
  const geometry = sweepGeometry(grid, levels);
  const lines = createLineSweeps(grid, vertical, geometry, share);
  const subgrid = {
    updraft: createConvectionColumns(geometry.z),
    xDiffusion: createDiffusionLines(geometry.x),
    yDiffusion: createDiffusionLines(geometry.y),
  };
  const size = levels * cells;
  const boundarySize = levels * 2 * (columns + rows);
  const mass = new Float64Array(size);
  /** Air before each sweep of an hour, kept for the way back. */
  const masses: Float64Array[] = [];
  const check = ({ state, emission, boundary }: LinearFields): void => {
    checkLength("state", state, size);
    checkLength("emission", emission, cells);
    checkLength("boundary", boundary, boundarySize);
  };
  return {
    size,
    boundarySize,
    forwardHour(state, emission, boundary, forcing) {
      const fields = { state, emission, boundary };
      check(fields);
      mass.set(forcing.flow.airMass);
      for (const sweep of sweepsOfHour(forcing, grid, timeStep)) {
        if (isSubgrid(sweep)) {
          subgrid[sweep.axis].forward(state, mass, forcing[sweep.axis] ?? NOTHING, sweep.dt);
          continue;
        }
        lines.forward(sweep, fields, mass, forcing);
        moveAir(sweep, geometry[sweep.axis], mass, forcing.flow);
      }
    },
    adjointHour(adjoint, emission, boundary, forcing) {
      const fields = { state: adjoint, emission, boundary };
      check(fields);
      const sweeps = sweepsOfHour(forcing, grid, timeStep);
      mass.set(forcing.flow.airMass);
      sweeps.forEach((sweep, s) => {
        masses[s] ??= new Float64Array(size);
        masses[s].set(mass);
        if (!isSubgrid(sweep)) moveAir(sweep, geometry[sweep.axis], mass, forcing.flow);
      });
      for (let s = sweeps.length - 1; s >= 0; s--) {
        const sweep = sweeps[s];
        if (isSubgrid(sweep)) subgrid[sweep.axis].adjoint(adjoint, masses[s], forcing[sweep.axis] ?? NOTHING, sweep.dt);
        else lines.adjoint(sweep, fields, masses[s], forcing);
      }
    },
  };
}

function checkLength(name: string, { length }: Float64Array, expected: number): void {
  if (length !== expected) throw new RangeError(`${name} has ${length} values; expected ${expected}`);
}
