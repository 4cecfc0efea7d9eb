/**
 * Dry-air mass and mass fluxes of one hour that satisfy continuity in every cell to round-off:
 *
 *     airMassEnd - airMass = 3600 s (inflow - outflow through x, y and z faces)
 *
 * Layer mass (p_below - p_above)(1 - q) A / g. Face fluxes at mid-hour are corrected by the gradient of a potential
 * (A phi = -tendency - divergence, see poisson.ts), spread over layers by mass; the vertical flux follows from
 * continuity. The method is that of offline models: Heimann & Keeling (1989, doi:10.1029/GM055p0237), Bregman et al.
 * (2003, doi:10.5194/acp-3-447-2003). [level][row][column], float64, SI.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { NumericalError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { formatTime, type Time } from "../time.js";
import { dryBurden } from "./dryAir.js";
import type { Meteorology, MoistAir } from "./meteorology.js";
import { addCorrection, type FaceFluxes, windToFlux, xFaceFluxes, yFaceFluxes } from "./faceFluxes.js";
import { createPoissonSolver } from "./poisson.js";

/** The air of one hour. */
export interface AirFlow {
  /** Start of the hour. */
  readonly time: Time;
  /** Dry air of each cell at the start and at the end of the hour, [level][row][column], [kg] */
  readonly airMass: Float64Array;
  readonly airMassEnd: Float64Array;
  /** Dry air through x faces, positive to growing column, [level][row][column + 1], [kg s-1], mean of the hour */
  readonly xMassFlux: Float64Array;
  /** Dry air through y faces, positive to growing row, [level][row + 1][column], [kg s-1] */
  readonly yMassFlux: Float64Array;
  /** Dry air through interfaces, positive upward, [level + 1][row][column], [kg s-1]; 0 at surface and top */
  readonly zMassFlux: Float64Array;
  /** At the start of the hour, [row][column], [Pa] */
  readonly surfacePressure: Float64Array;
  /** Root mean square of the wind that the correction added [m s-1]. */
  readonly correctionWind: number;
  /** Largest column imbalance before it was spread over the layers, relative to the column's gross flux [1]. */
  readonly imbalance: number;
}

export interface MassFluxBuilder {
  /**
   * @param start  the air at the start of one hour
   * @param middle the weather of its middle
   * @param end    the air at its end
   * @returns the same object and arrays at every call: the next call overwrites them
   * @throws NumericalError where a layer has no positive mass or a flux is not finite
   */
  build(start: MoistAir, middle: Meteorology, end: MoistAir): AirFlow;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Air mass fluxes that satisfy continuity in every cell.
 *
 * @example
 * import { createGrid, createMassFluxBuilder, longitudeLatitudeGrid, syntheticMeteorology, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
 * const vertical = verticalPreset("jdas-15");
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 1 });
 * const time = 1467331200;
 * const { zMassFlux } = createMassFluxBuilder(grid, vertical).build(
 *   weather.airAt(time),
 *   weather.at(time + 1800),
 *   weather.airAt(time + 3600),
 * );
 * zMassFlux.subarray(0, grid.cells).every((flux) => flux === 0); // => true
 */
export function createMassFluxBuilder(grid: Grid, vertical: VerticalCoordinate): MassFluxBuilder {
  const { columns, rows, cells } = grid;
  const { levels } = vertical;
  const poisson = createPoissonSolver(columns, rows);
  const x = xFaceFluxes(grid, levels);
  const y = yFaceFluxes(grid, levels);
  const burden = new Float64Array(levels * cells);
  const source = new Float64Array(cells);
  const potential = new Float64Array(cells);
  const column: Columns = {
    mass: new Float64Array(cells),
    gross: new Float64Array(cells),
    below: new Float64Array(cells),
  };
  const flow: Writable<AirFlow> = {
    time: 0,
    airMass: new Float64Array(levels * cells),
    airMassEnd: new Float64Array(levels * cells),
    xMassFlux: x.flux,
    yMassFlux: y.flux,
    zMassFlux: new Float64Array((levels + 1) * cells),
    surfacePressure: new Float64Array(cells),
    correctionWind: 0,
    imbalance: 0,
  };

  /** From burden [kg m-2] to mass [kg]; what a column loses in the hour is what must flow out of it. */
  const weigh = ({ airMass, airMassEnd }: AirFlow): void => {
    source.fill(0);
    column.mass.fill(0);
    for (let k = 0; k < levels; k++) {
      for (let c = 0, at = k * cells; c < cells; c++, at++) {
        const before = airMass[at] * grid.area[c];
        const after = airMassEnd[at] * grid.area[c];
        airMass[at] = before;
        airMassEnd[at] = after;
        source[c] += (before - after) / SECONDS_PER_HOUR;
        column.mass[c] += before;
      }
    }
  };

  return {
    build(start, middle, end) {
      flow.time = start.time;
      flow.surfacePressure.set(start.surfacePressure);
      dryBurden(vertical, grid, start, flow.airMass);
      dryBurden(vertical, grid, end, flow.airMassEnd);
      dryBurden(vertical, grid, middle, burden);
      weigh(flow);
      windToFlux(x, middle.xWind, burden, cells);
      windToFlux(y, middle.yWind, burden, cells);
      subtractDivergence(x.column, y.column, columns, rows, source);
      poisson.solve(source, potential);
      potentialGradient(potential, columns, rows, x, y);
      const squares = addCorrection(x, burden, cells) + addCorrection(y, burden, cells);
      flow.correctionWind = Math.sqrt(squares / (x.length.length + y.length.length));
      flow.imbalance = closeVertically(grid, levels, flow, column);
      if (!Number.isFinite(flow.correctionWind) || !Number.isFinite(flow.imbalance)) {
        throw new NumericalError({
          where: `mass fluxes of ${formatTime(start.time)}`,
          found: "a mass flux is not finite",
          expected: "finite winds, surface pressure and humidity",
        });
      }
      return flow;
    },
  };
}

/** @param x, y fluxes through the faces @param out [row][column]; less what flows out of each cell */
function subtractDivergence(x: Float64Array, y: Float64Array, columns: number, rows: number, out: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const c = row * columns + column;
      const west = c + row;
      out[c] -= x[west + 1] - x[west] + y[c + columns] - y[c];
    }
  }
}

/** The correction of each face: the potential's fall across it, with 0 outside the domain. */
function potentialGradient(potential: Float64Array, columns: number, rows: number, x: FaceFluxes, y: FaceFluxes): void {
  for (let row = 0; row < rows; row++) {
    let before = 0;
    for (let column = 0; column < columns; column++) {
      const value = potential[row * columns + column];
      x.correction[row * (columns + 1) + column] = before - value;
      before = value;
    }
    x.correction[row * (columns + 1) + columns] = before;
  }
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < columns; column++) {
      const below = row > 0 ? potential[(row - 1) * columns + column] : 0;
      const above = row < rows ? potential[row * columns + column] : 0;
      y.correction[row * columns + column] = below - above;
    }
  }
}

/** Dry air of each column [kg]; its gross horizontal flux [kg s-1] and the air below a level [kg] are worked out here. */
interface Columns {
  readonly mass: Float64Array;
  readonly gross: Float64Array;
  readonly below: Float64Array;
}

/**
 * Vertical fluxes from continuity, upward from 0 at the surface. What is left at the top is round-off; it is taken out
 * of every layer in proportion to its mass.
 * @returns the largest such remainder relative to its column's gross horizontal flux
 */
function closeVertically(grid: Grid, levels: number, flow: AirFlow, { mass: total, gross, below }: Columns): number {
  const { columns, rows, cells } = grid;
  const { airMass, airMassEnd, xMassFlux, yMassFlux, zMassFlux } = flow;
  gross.fill(0);
  for (let k = 0; k < levels; k++) {
    for (let row = 0, c = 0; row < rows; row++) {
      const southAt = k * columns * (rows + 1);
      let west = xMassFlux[(k * rows + row) * (columns + 1)];
      for (let x = (k * rows + row) * (columns + 1) + 1; c < (row + 1) * columns; c++, x++) {
        const at = k * cells + c;
        const east = xMassFlux[x];
        const south = yMassFlux[southAt + c];
        const north = yMassFlux[southAt + c + columns];
        const tendency = (airMassEnd[at] - airMass[at]) / SECONDS_PER_HOUR;
        zMassFlux[at + cells] = zMassFlux[at] + (west - east) + (south - north) - tendency;
        gross[c] += Math.abs(west) + Math.abs(east) + Math.abs(south) + Math.abs(north) + Math.abs(tendency);
        west = east;
      }
    }
  }
  let worst = 0;
  const top = zMassFlux.subarray(levels * cells);
  for (let c = 0; c < cells; c++) {
    worst = Math.max(worst, Math.abs(top[c]) / Math.max(gross[c], Number.MIN_VALUE));
    top[c] /= total[c];
  }
  below.fill(0);
  for (let k = 0; k < levels - 1; k++) {
    for (let c = 0, at = k * cells; c < cells; c++, at++) {
      below[c] += airMass[at];
      zMassFlux[at + cells] -= top[c] * below[c];
    }
  }
  top.fill(0);
  return worst;
}
