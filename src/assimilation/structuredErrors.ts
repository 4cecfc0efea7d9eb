/**
 * Errors of the mole fraction at the sides and the start of a twin's truth, of a family that no ensemble draws:
 *     e = size sum_k sqrt(share_k / n_k) f_k(place, p, t)
 *
 *   height     one number for the boundary layer (p > 0.85 ps), one for the free troposphere and one for the stratosphere,
 *              with a step at the tropopause; of months
 *   season     A(latitude, p) (a cos phi + b sin phi): amplitude and phase of the analytic cycle A cos phi of
 *              fields/background.ts are wrong
 *   latitude   a gradient from south to north
 *   side       an offset of each side, blended at corners (boundaryOffsets.ts); inside by the inverse squared distances
 *   plumes     of one to three days at single places of the sides (boundaryPlumes.ts); none at the start
 *
 * Numbers are independent, standard normal. n_k is the mean of f_k^2 over draws, the mass of a column at sea level and the
 * cells of the perimeter (of the domain, at the start): so the mean of e^2 over draws, mass and these cells is size^2 at
 * any time, and so is that over any month. A part whose n_k is 0 leaves its share to the others.
 */
import { SECONDS_PER_DAY, STANDARD_PRESSURE } from "../constants.js";
import { seasonalAmplitude, seasonalPhase, tropopausePressure } from "../fields/background.js";
import { cellVector, type Grid } from "../grids/grid.js";
import { interfacePressure, levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { randomField } from "../random.js";
import type { Time } from "../time.js";
import { perimeterCells } from "../transport/lateralBoundary.js";
import { fromPpm } from "../units.js";
import { sides, sideWeights } from "./boundaryOffsets.js";
import { createPlumes, type Plumes } from "./boundaryPlumes.js";

/** Shares of the variance. */
const SHARES = { height: 0.3, season: 0.25, latitude: 0.1, side: 0.2, plumes: 0.15 } as const;
type Part = keyof typeof SHARES;
/** Of the draws' keys. */
const MEMBERS = { height: 0, season: 1, latitude: 2, side: 3, plumes: 4 } as const satisfies Record<Part, number>;

/** Above this share of the surface pressure is boundary layer [1]. */
const BOUNDARY_LAYER = 0.85;
/** Of the numbers of boundary layer, free troposphere and stratosphere, relative to each other. */
const SIZES = [1.2, 0.7, 1.5] as const;
/** Between two draws of the numbers of height [s]. */
const INTERVAL = 30 * SECONDS_PER_DAY;

/** @param place index of the cell, or of the position on the perimeter @param pressure [Pa] @returns [mol mol-1] */
export type PlaceError = (place: number, pressure: number, surfacePressure: number) => number;

export interface StructuredErrors {
  /** By cell of the grid. */
  initial(time: Time): PlaceError;
  /** By position of the perimeter, as in lateralBoundary.ts. */
  boundary(time: Time): PlaceError;
}

export interface StructuredSizes {
  readonly seed: number;
  /** Root mean squares at the start and at the sides [ppm]. */
  readonly startPpm: number;
  readonly boundaryPpm: number;
}

/** A layer of a column at sea level: pressure of its middle [Pa], share of the mass [1]. */
export interface LayerOfMass {
  readonly pressure: number;
  readonly share: number;
}

export function layersOfMass(vertical: VerticalCoordinate): LayerOfMass[] {
  const at = (k: number): number => interfacePressure(vertical, k, STANDARD_PRESSURE);
  return Array.from({ length: vertical.levels }, (_, level) => ({
    pressure: levelPressure(vertical, level, STANDARD_PRESSURE),
    share: (at(level) - at(level + 1)) / (at(0) - at(vertical.levels)),
  }));
}

export function createStructuredErrors(
  grid: Grid,
  vertical: VerticalCoordinate,
  { seed, startPpm, boundaryPpm }: StructuredSizes,
): StructuredErrors {
  const layers = layersOfMass(vertical);
  const perimeter = perimeterCells(grid);
  const north = (cells: Int32Array): Float64Array =>
    Float64Array.from(cells, (cell) => Math.sin((grid.latitude[cell] * Math.PI) / 180));
  const bySigma = layers.map(({ pressure, share }) => ({ sigma: pressure / STANDARD_PRESSURE, share }));
  const places = Array.from(perimeter, (cell) => cellVector(grid, cell));
  const plumes = createPlumes(places, bySigma, seed, MEMBERS.plumes);
  const every = Int32Array.from({ length: grid.cells }, (_, cell) => cell);
  const boundary = errorsOf({ north: north(perimeter), weights: sideWeights(grid), plumes }, layers, seed);
  const initial = errorsOf({ north: north(every), weights: weightsInside(grid) }, layers, seed);
  return {
    initial: (time) => initial(time, fromPpm(startPpm)),
    boundary: (time) => boundary(time, fromPpm(boundaryPpm)),
  };
}

/** Places at which errors are wanted. */
interface Places {
  /** Sine of the latitude, [place]. */
  readonly north: Float64Array;
  /** Of the sides, [place][side], with the sum 1. */
  readonly weights: Float64Array;
  readonly plumes?: Plumes;
}

function errorsOf(
  { north, weights, plumes }: Places,
  layers: readonly LayerOfMass[],
  seed: number,
): (time: Time, size: number) => PlaceError {
  const middle = meanOf(north);
  const factors = factorsOf({
    height: meanSquareOf(north, layers, (n, pressure) => SIZES[partOfHeight(n, pressure, STANDARD_PRESSURE)]),
    season: meanSquareOf(north, layers, (n, pressure) => seasonalAmplitude(n, heightOf(pressure))),
    latitude: meanSquareOf(north, layers, (n) => n - middle),
    side: weights.reduce((sum, weight) => sum + weight ** 2, 0) / north.length,
    plumes: plumes?.meanSquare ?? 0,
  });
  const normal = (part: Part, index: number, step = 0): number =>
    randomField(seed, "structuredBoundary", MEMBERS[part], step).normal(index);
  const offsets = sides.map((_, side) => factors.side * normal("side", side));
  const gradient = factors.latitude * normal("latitude", 0);
  const lasting = Float64Array.from(north, (n, place) => {
    const ofSides = offsets.reduce((sum, offset, side) => sum + offset * weights[place * sides.length + side], 0);
    return gradient * (n - middle) + ofSides;
  });
  return (time, size) => {
    const phase = seasonalPhase(time);
    const season = factors.season * (normal("season", 0) * Math.cos(phase) + normal("season", 1) * Math.sin(phase));
    const step = Math.floor(time / INTERVAL);
    const angle = (Math.PI / 2) * (time / INTERVAL - step);
    const heights = SIZES.map((own, k) => {
      const blended = Math.cos(angle) * normal("height", k, step) + Math.sin(angle) * normal("height", k, step + 1);
      return factors.height * own * blended;
    });
    const passing = plumes?.at(time);
    return (place, pressure, surfacePressure) => {
      const n = north[place];
      const ofHeight = heights[partOfHeight(n, pressure, surfacePressure)];
      const ofSeason = season * seasonalAmplitude(n, heightOf(pressure));
      const ofPlumes = passing === undefined ? 0 : factors.plumes * passing(place, pressure / surfacePressure);
      return size * (lasting[place] + ofHeight + ofSeason + ofPlumes);
    };
  };
}

/** @param meanSquares n_k @returns sqrt(share_k / n_k), the shares of those that are there summing to 1 */
function factorsOf(meanSquares: Readonly<Record<Part, number>>): Record<Part, number> {
  const parts = Object.keys(SHARES) as Part[];
  const total = parts.reduce((sum, part) => sum + (meanSquares[part] > 0 ? SHARES[part] : 0), 0);
  const factor = (part: Part): number =>
    meanSquares[part] > 0 ? Math.sqrt(SHARES[part] / total / meanSquares[part]) : 0;
  return Object.fromEntries(parts.map((part) => [part, factor(part)])) as Record<Part, number>;
}

/** 0 boundary layer, 1 free troposphere, 2 stratosphere. @param north sine of the latitude */
function partOfHeight(north: number, pressure: number, surfacePressure: number): 0 | 1 | 2 {
  if (pressure > BOUNDARY_LAYER * surfacePressure) return 0;
  return pressure < tropopausePressure(north) ? 2 : 1;
}

/** As the analytic background measures it. */
function heightOf(pressure: number): number {
  return Math.min(1, Math.max(0, 1 - pressure / 1e5));
}

/** Over places and mass. */
function meanSquareOf(
  north: Float64Array,
  layers: readonly LayerOfMass[],
  value: (north: number, pressure: number) => number,
): number {
  let sum = 0;
  for (const n of north) for (const { pressure, share } of layers) sum += share * value(n, pressure) ** 2;
  return sum / north.length;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

/** Weights of the sides in each cell by the inverse squared distance, [cell][side]; order of `sides`. */
function weightsInside({ columns, rows, cells }: Grid): Float64Array {
  const weights = new Float64Array(cells * sides.length);
  for (let cell = 0; cell < cells; cell++) {
    const [column, row] = [(cell % columns) + 0.5, Math.floor(cell / columns) + 0.5];
    const own = [column, columns - column, row, rows - row].map((distance) => distance ** -2);
    const total = own.reduce((sum, weight) => sum + weight, 0);
    weights.set(
      own.map((weight) => weight / total),
      cell * sides.length,
    );
  }
  return weights;
}
