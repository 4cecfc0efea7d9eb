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
import type { Meteorology } from "./meteorology.js";
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
   * @param start, middle, end the weather at the start, middle and end of one hour
   * @returns the same object and arrays at every call: the next call overwrites them
   * @throws NumericalError where a layer has no positive mass or a flux is not finite
   */
  build(start: Meteorology, middle: Meteorology, end: Meteorology): AirFlow;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function createMassFluxBuilder(grid: Grid, vertical: VerticalCoordinate): MassFluxBuilder {
  const { columns, rows, cells } = grid;
  const { levels } = vertical;
  const xFaces = (columns + 1) * rows;
  const yFaces = columns * (rows + 1);
  const poisson = createPoissonSolver(columns, rows);
  const burden = new Float64Array(levels * cells);
  const source = new Float64Array(cells);
  const potential = new Float64Array(cells);
  const total = new Float64Array(columns);
  const gross = new Float64Array(columns);
  const x = createFaceFlux(grid.xFaces.length, xFaces, levels);
  const y = createFaceFlux(grid.yFaces.length, yFaces, levels);
  // Cells on the low and high side of each face; at the domain's edge both are the cell inside.
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const face = row * (columns + 1) + column;
      x.low[face] = row * columns + Math.max(0, column - 1);
      x.high[face] = row * columns + Math.min(columns - 1, column);
    }
  }
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < columns; column++) {
      const face = row * columns + column;
      y.low[face] = Math.max(0, row - 1) * columns + column;
      y.high[face] = Math.min(rows - 1, row) * columns + column;
    }
  }
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

  const correct = (): void => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const c = row * columns + column;
        const west = row * (columns + 1) + column;
        let before = 0;
        let after = 0;
        for (let k = 0; k < levels; k++) {
          before += flow.airMass[k * cells + c];
          after += flow.airMassEnd[k * cells + c];
        }
        const tendency = (after - before) / SECONDS_PER_HOUR;
        source[c] = -tendency - (x.column[west + 1] - x.column[west] + y.column[c + columns] - y.column[c]);
      }
    }
    poisson.solve(source, potential);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column <= columns; column++) {
        const below = column > 0 ? potential[row * columns + column - 1] : 0;
        const above = column < columns ? potential[row * columns + column] : 0;
        x.correction[row * (columns + 1) + column] = below - above;
      }
    }
    for (let row = 0; row <= rows; row++) {
      for (let column = 0; column < columns; column++) {
        const below = row > 0 ? potential[(row - 1) * columns + column] : 0;
        const above = row < rows ? potential[row * columns + column] : 0;
        y.correction[row * columns + column] = below - above;
      }
    }
  };

  return {
    build(start, middle, end) {
      flow.time = start.time;
      flow.surfacePressure.set(start.surfacePressure);
      dryBurden(vertical, cells, start, flow.airMass);
      dryBurden(vertical, cells, end, flow.airMassEnd);
      dryBurden(vertical, cells, middle, burden);
      for (let k = 0; k < levels; k++) {
        for (let c = 0; c < cells; c++) {
          flow.airMass[k * cells + c] *= grid.area[c];
          flow.airMassEnd[k * cells + c] *= grid.area[c];
        }
      }
      windToFlux(x, middle.xWind, burden, cells, levels);
      windToFlux(y, middle.yWind, burden, cells, levels);
      correct();
      const squares = addCorrection(x, burden, cells, levels) + addCorrection(y, burden, cells, levels);
      flow.correctionWind = Math.sqrt(squares / (xFaces + yFaces));
      flow.imbalance = closeVertically(grid, levels, flow, total, gross);
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

/** Fluxes through the faces of one direction, with what is needed to form and correct them. */
interface FaceFlux {
  readonly length: Float64Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** [level][face], [kg s-1] */
  readonly flux: Float64Array;
  /** Sum over levels of the flux [kg s-1] and of the burden [kg m-2], and the correction of the sum [kg s-1]. */
  readonly column: Float64Array;
  readonly columnBurden: Float64Array;
  readonly correction: Float64Array;
}

function createFaceFlux(length: Float64Array, faces: number, levels: number): FaceFlux {
  return {
    length,
    low: new Int32Array(faces),
    high: new Int32Array(faces),
    flux: new Float64Array(levels * faces),
    column: new Float64Array(faces),
    columnBurden: new Float64Array(faces),
    correction: new Float64Array(faces),
  };
}

function windToFlux(faces: FaceFlux, wind: Float64Array, burden: Float64Array, cells: number, levels: number): void {
  const { length, low, high, flux, column, columnBurden } = faces;
  const count = length.length;
  column.fill(0);
  columnBurden.fill(0);
  for (let k = 0; k < levels; k++) {
    const level = k * cells;
    for (let f = 0, at = k * count; f < count; f++, at++) {
      const mass = 0.5 * (burden[level + low[f]] + burden[level + high[f]]);
      const value = wind[at] * length[f] * mass;
      flux[at] = value;
      column[f] += value;
      columnBurden[f] += mass;
    }
  }
}

/** @returns the sum over faces of the squared wind that was added [m2 s-2] */
function addCorrection(faces: FaceFlux, burden: Float64Array, cells: number, levels: number): number {
  const { length, low, high, flux, columnBurden, correction } = faces;
  const count = length.length;
  let squares = 0;
  for (let f = 0; f < count; f++) {
    correction[f] /= columnBurden[f];
    squares += (correction[f] / length[f]) ** 2;
  }
  for (let k = 0; k < levels; k++) {
    const level = k * cells;
    for (let f = 0, at = k * count; f < count; f++, at++) {
      flux[at] += correction[f] * 0.5 * (burden[level + low[f]] + burden[level + high[f]]);
    }
  }
  return squares;
}

/**
 * Vertical fluxes from continuity, upward from 0 at the surface. What is left at the top is round-off; it is taken out
 * of every layer in proportion to its mass.
 * @returns the largest such remainder relative to its column's gross horizontal flux
 */
function closeVertically(grid: Grid, levels: number, flow: AirFlow, total: Float64Array, gross: Float64Array): number {
  const { columns, rows, cells } = grid;
  const { airMass, airMassEnd, xMassFlux, yMassFlux, zMassFlux } = flow;
  const xFaces = (columns + 1) * rows;
  const yFaces = columns * (rows + 1);
  let worst = 0;
  for (let row = 0; row < rows; row++) {
    const line = row * columns;
    total.fill(0);
    gross.fill(0);
    for (let k = 0; k < levels; k++) {
      const xAt = k * xFaces + row * (columns + 1);
      const yAt = k * yFaces + line;
      const at = k * cells + line;
      for (let i = 0; i < columns; i++) {
        const west = xMassFlux[xAt + i];
        const east = xMassFlux[xAt + i + 1];
        const south = yMassFlux[yAt + i];
        const north = yMassFlux[yAt + i + columns];
        const mass = airMass[at + i];
        const tendency = (airMassEnd[at + i] - mass) / SECONDS_PER_HOUR;
        zMassFlux[at + cells + i] = zMassFlux[at + i] + (west - east) + (south - north) - tendency;
        gross[i] += Math.abs(west) + Math.abs(east) + Math.abs(south) + Math.abs(north) + Math.abs(tendency);
        total[i] += mass;
      }
    }
    for (let i = 0; i < columns; i++) {
      const remainder = zMassFlux[levels * cells + line + i];
      const relative = Math.abs(remainder) / Math.max(gross[i], Number.MIN_VALUE);
      worst = Math.max(worst, relative);
      let below = 0;
      for (let k = 0; k < levels - 1; k++) {
        const at = k * cells + line + i;
        below += airMass[at];
        zMassFlux[at + cells] -= remainder * (below / total[i]);
      }
      zMassFlux[levels * cells + line + i] = 0;
    }
  }
  return worst;
}
