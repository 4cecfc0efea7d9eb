/**
 * Turbulent exchange of air between layers, g = rho_dry Kz A / dz [kg s-1], of a weather: one walk up the columns finds
 * height, shear and stratification at the interfaces by the hydrostatic equation (hydrostatics.ts) and asks a scheme for
 * the eddy diffusivity Kz there. Schemes: verticalMixing.ts, acm2.ts. [level][row][column], SI.
 */
import { EPSILON, GAS_CONSTANT_DRY_AIR, GRAVITY } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Meteorology } from "../meteorology/meteorology.js";
import { LEAST_DIFFUSIVITY, URBAN_HEIGHT, urbanLeastDiffusivity } from "./leastDiffusivity.js";

const HEIGHT_SCALE = GAS_CONSTANT_DRY_AIR / GRAVITY;
const VIRTUAL = 1 / EPSILON - 1;
/** Below this r^2 the series of the logarithms of 1 + r and 1 - r are exact to round-off. */
const SERIES = 0.012;

/** What acts on the interfaces of one level in one row of cells, [column], and what a scheme makes of it. */
export interface InterfaceRow {
  /** Above ground [m]. */
  readonly height: Float64Array;
  /** 1 over the distance between the middles of the layers at its sides [m-1]. */
  readonly perDistance: Float64Array;
  /** Square of the wind shear [s-2]. */
  readonly shear: Float64Array;
  /** 1 over the mean virtual temperature of the two layers [K-1], and its growth over that mean [1]. */
  readonly perVirtual: Float64Array;
  readonly warming: Float64Array;
  /** Logarithm of the pressure below over that above, of the middles [1]. */
  readonly logPressure: Float64Array;
  /** Height of the boundary layer [m], u* [m s-1], 1 / L [m-1], least diffusivity [m2 s-1] */
  readonly depth: Float64Array;
  readonly friction: Float64Array;
  readonly inverseObukhov: Float64Array;
  readonly least: Float64Array;
  /** Kz [m2 s-1], for the scheme to set. */
  readonly diffusivity: Float64Array;
}

export interface ExchangeWalk {
  /** Exchange of a weather, [level + 1][row][column], [kg s-1], 0 at surface and top; the next call overwrites it. */
  readonly exchange: (weather: Meteorology) => Float64Array;
  /** Of the same weather: interfaces above ground, [level + 1][row][column], [m] */
  readonly interfaceHeight: Float64Array;
}

/**
 * @param grid shape and cell area [m2] @param scheme sets the diffusivity of a row
 * @param urbanFraction share of city in each cell, [row][column], 0 to 1 (leastDiffusivity.ts); none where not given
 */
export function createExchangeWalk(
  grid: Pick<Grid, "columns" | "rows" | "cells" | "area">,
  vertical: VerticalCoordinate,
  scheme: (row: InterfaceRow) => void,
  urbanFraction?: Float64Array,
): ExchangeWalk {
  const { columns, rows, cells, area } = grid;
  const { a, b, levels } = vertical;
  const exchange = new Float64Array((levels + 1) * cells);
  const interfaceHeight = new Float64Array((levels + 1) * cells);
  const nearGround = urbanLeastDiffusivity(cells, urbanFraction);
  const interfaces = createInterfaceRow(columns);
  /** rho_dry A / dz [kg m-2 s-1 per m2 s-1] */
  const conductance = new Float64Array(columns);
  const layers = [createLayerRow(columns), createLayerRow(columns)] as const;

  /** Heights and logarithms of a layer; the interface above it. */
  const stack = ({ surfacePressure, temperature, specificHumidity }: Meteorology, cell: number, k: number): void => {
    const layer = layers[k % 2];
    stackPressures(vertical, k, surfacePressure, cell, layer);
    const { middle, virtual, toMiddle, toTop } = layer;
    for (let i = 0, at = k * cells + cell; i < columns; i++, at++) {
      const warmth = temperature[at] * (1 + VIRTUAL * specificHumidity[at]);
      const bottom = interfaceHeight[at];
      virtual[i] = warmth;
      middle[i] = bottom + HEIGHT_SCALE * warmth * toMiddle[i];
      interfaceHeight[at + cells] = bottom + HEIGHT_SCALE * warmth * (toMiddle[i] + toTop[i]);
    }
  };

  /** Everything at the interface between the two layers stacked last. */
  const join = (weather: Meteorology, row: number, k: number): void => {
    const { surfacePressure, specificHumidity } = weather;
    const { height, perDistance, perVirtual, warming, logPressure, least } = interfaces;
    const upper = layers[k % 2];
    const lower = layers[(k - 1) % 2];
    const cell = row * columns;
    const [aHere, bHere] = [a[k], b[k]];
    for (let i = 0, at = k * cells + cell; i < columns; i++, at++) {
      const perMetre = 1 / (upper.middle[i] - lower.middle[i]);
      const perMean = 2 / (upper.virtual[i] + lower.virtual[i]);
      const dryness = 1 - 0.5 * (specificHumidity[at] + specificHumidity[at - cells]);
      const density = (aHere + bHere * surfacePressure[cell + i]) * perMean * dryness * (1 / GAS_CONSTANT_DRY_AIR);
      const bottom = interfaceHeight[at];
      height[i] = bottom;
      perDistance[i] = perMetre;
      perVirtual[i] = perMean;
      warming[i] = (upper.virtual[i] - lower.virtual[i]) * perMean;
      logPressure[i] = lower.toTop[i] + upper.toMiddle[i];
      least[i] = bottom < URBAN_HEIGHT ? nearGround[cell + i] : LEAST_DIFFUSIVITY;
      conductance[i] = density * perMetre * area[cell + i];
    }
    shearAt(grid, weather, row, k, interfaces);
  };

  return {
    interfaceHeight,
    exchange(weather) {
      for (let row = 0; row < rows; row++) {
        const [from, to] = [row * columns, (row + 1) * columns];
        interfaces.depth.set(weather.boundaryLayerHeight.subarray(from, to));
        interfaces.friction.set(weather.frictionVelocity.subarray(from, to));
        interfaces.inverseObukhov.set(weather.inverseObukhovLength.subarray(from, to));
        for (let k = 0; k < levels; k++) {
          stack(weather, from, k);
          if (k === 0) continue;
          join(weather, row, k);
          scheme(interfaces);
          for (let column = 0, at = k * cells + from; column < columns; column++, at++) {
            exchange[at] = conductance[column] * interfaces.diffusivity[column];
          }
        }
      }
      return exchange;
    },
  };
}

/** One layer of one row, [column]. */
interface LayerRow {
  /** Above ground [m]. */
  readonly middle: Float64Array;
  /** Virtual temperature [K] */
  readonly virtual: Float64Array;
  /** Logarithm of pressure at the bottom over that in the middle, and of that in the middle over that at the top. */
  readonly toMiddle: Float64Array;
  readonly toTop: Float64Array;
}

function createLayerRow(columns: number): LayerRow {
  const line = (): Float64Array => new Float64Array(columns);
  return { middle: line(), virtual: line(), toMiddle: line(), toTop: line() };
}

function createInterfaceRow(columns: number): InterfaceRow {
  const line = (): Float64Array => new Float64Array(columns);
  return {
    height: line(),
    perDistance: line(),
    shear: line(),
    perVirtual: line(),
    warming: line(),
    logPressure: line(),
    depth: line(),
    friction: line(),
    inverseObukhov: line(),
    least: line(),
    diffusivity: line(),
  };
}

/** Logarithms of pressure of layer k in the row that begins at `cell`. @param surfacePressure [cell], [Pa] */
function stackPressures(
  { a, b }: VerticalCoordinate,
  k: number,
  surfacePressure: Float64Array,
  cell: number,
  { toMiddle, toTop }: LayerRow,
): void {
  const [aBelow, bBelow, aAbove, bAbove] = [a[k], b[k], a[k + 1], b[k + 1]];
  for (let i = 0; i < toMiddle.length; i++) {
    const ps = surfacePressure[cell + i];
    const below = aBelow + bBelow * ps;
    const above = aAbove + bAbove * ps;
    const r = (below - above) / (below + above);
    // ln(below / above) = ln(1 + r) - ln(1 - r); both by their series where these are exact to round-off
    const x = r * r;
    if (x < SERIES) {
      const x2 = x * x;
      const odd = 1 / 3 + x * (1 / 5) + x2 * (1 / 7 + x * (1 / 9)) + x2 * x2 * (1 / 11 + x * (1 / 13));
      const even = 1 / 2 + x * (1 / 4) + x2 * (1 / 6 + x * (1 / 8)) + x2 * x2 * (1 / 10 + x * (1 / 12));
      const half = r + r * x * odd;
      toMiddle[i] = half - x * even;
      toTop[i] = half + x * even;
    } else {
      const logarithm = Math.log(1 + r);
      toMiddle[i] = logarithm;
      toTop[i] = Math.log(below / above) - logarithm;
    }
  }
}

/** Wind shear at the interface below level k in one row of cells. */
function shearAt(
  { columns, rows }: Pick<Grid, "columns" | "rows">,
  { xWind, yWind }: Meteorology,
  row: number,
  k: number,
  { shear, perDistance }: InterfaceRow,
): void {
  const xLevel = rows * (columns + 1);
  const yLevel = (rows + 1) * columns;
  for (let i = 0, x = k * xLevel + row * (columns + 1), y = k * yLevel + row * columns; i < columns; i++, x++, y++) {
    const du = xWind[x] + xWind[x + 1] - xWind[x - xLevel] - xWind[x - xLevel + 1];
    const dv = yWind[y] + yWind[y + columns] - yWind[y - yLevel] - yWind[y - yLevel + columns];
    shear[i] = 0.25 * (du * du + dv * dv) * perDistance[i] * perDistance[i];
  }
}
