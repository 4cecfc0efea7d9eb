/**
 * Offset of the lateral boundary by side and height, b(side, height, day) of each member, added to its inflow: at a height
 *     cos(theta) b(side, low) + sin(theta) b(side, high),   theta = (pi / 2)(1 - p / ps)   (moleFractionPerturbations.ts),
 * so that its variance is the same at every height. Near a corner two sides share: with s the distance from the corner along
 * the perimeter, a side weighs on the other
 *     w = (1 - sin(pi s / (2 BLEND))) / 2   for s < BLEND,   and on itself 1 - w,
 * so that weights sum to 1 and the offset is continuous around the domain.
 * Taper: Gaspari & Cohn (1999) of the chord from an observation to the nearest cell of the side, zero at REACH: air of a
 * side is found far inside the domain within the memory of the offset, yet a few members correlate by chance everywhere.
 */
import { EARTH_RADIUS, STANDARD_PRESSURE } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import { gaspariCohn } from "../filters/gaspariCohn.js";
import { chordDistance, type Position } from "../filters/localization.js";
import type { Grid } from "../grids/grid.js";
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { perimeterCells } from "../transport/lateralBoundary.js";
import { createParameterEnsemble, type EstimatedParameters, type ParameterPrior } from "./estimatedParameters.js";
import { blendAngle } from "./moleFractionPerturbations.js";

export const sides = ["west", "east", "south", "north"] as const;
/** What an offset turns with height from and to. */
export const heights = ["low", "high"] as const;
/** Of all offsets, in the order of their rows. */
export const offsetNames: readonly string[] = sides.flatMap((side) => heights.map((height) => `${side}, ${height}`));

/** Distance from a corner over which two sides blend [m]. */
const BLEND = 500e3;
/** Distance from a side at which its taper reaches zero [m]. */
const REACH = 4000e3;

export interface BoundaryOffsets extends EstimatedParameters {
  /** Adds the offset of each lane that has one. @param anomalies [level][perimeter position][lane], [mol mol-1] */
  addTo(anomalies: Float32Array): void;
}

type PerimeterGrid = Pick<Grid, "columns" | "rows" | "unitVectors">;

/** @param prior sigma in [mol mol-1] */
export function createBoundaryOffsets(
  grid: PerimeterGrid,
  vertical: VerticalCoordinate,
  layout: LaneLayout,
  prior: ParameterPrior,
  seed: number,
): BoundaryOffsets {
  const ensemble = createParameterEnsemble(layout, offsetNames.length, prior, seed, "offsetParameter");
  const [weights, shares] = [sideWeights(grid), heightShares(vertical)];
  const places = placesOfSides(grid);
  return {
    ...ensemble,
    name: "boundary offset",
    addTo: (anomalies) => addOffsets(anomalies, weights, shares, ensemble.values, layout),
    taper(position, row) {
      const nearest = places[Math.floor(row / heights.length)].reduce(
        (least, place) => Math.min(least, chordDistance(position, place, EARTH_RADIUS)),
        Infinity,
      );
      return gaspariCohn(nearest / REACH);
    },
    reported: () => ensemble.values,
  };
}

/**
 * Adds offsets of the sides to the boundary.
 * @param anomalies [level][perimeter position][lane], [mol mol-1]
 * @param weights of `sideWeights` @param shares of `heightShares`
 * @param offsets [side][height][lane], [mol mol-1]
 */
export function addOffsets(
  anomalies: Float32Array,
  weights: Float64Array,
  shares: Float64Array,
  offsets: Float64Array,
  { lanes }: Pick<LaneLayout, "lanes">,
): void {
  const positions = weights.length / sides.length;
  const [low, high] = [new Float64Array(lanes), new Float64Array(lanes)];
  for (let position = 0; position < positions; position++) {
    low.fill(0);
    high.fill(0);
    for (let side = 0; side < sides.length; side++) {
      const weight = weights[position * sides.length + side];
      if (weight === 0) continue;
      const row = side * heights.length * lanes;
      for (let lane = 0; lane < lanes; lane++) {
        low[lane] += weight * offsets[row + lane];
        high[lane] += weight * offsets[row + lanes + lane];
      }
    }
    for (let level = 0; level < shares.length / heights.length; level++) {
      const start = (level * positions + position) * lanes;
      const [ofLow, ofHigh] = shares.subarray(level * heights.length, (level + 1) * heights.length);
      for (let lane = 0; lane < lanes; lane++) anomalies[start + lane] += ofLow * low[lane] + ofHigh * high[lane];
    }
  }
}

/** Share of each height's offset in each layer, over ground at sea level, [level][height]. */
export function heightShares(vertical: VerticalCoordinate): Float64Array {
  return Float64Array.from({ length: vertical.levels * heights.length }, (_, i) => {
    const level = Math.floor(i / heights.length);
    const angle = blendAngle(levelPressure(vertical, level, STANDARD_PRESSURE), STANDARD_PRESSURE);
    return i % heights.length === 0 ? Math.cos(angle) : Math.sin(angle);
  });
}

/** Weight of each side on each position of the perimeter, [position][side]; positions as in lateralBoundary.ts. */
export function sideWeights(grid: PerimeterGrid): Float64Array {
  const places = placesOfSides(grid);
  const weights: number[] = [];
  places.forEach((along, side) => {
    // West and east run from south to north, south and north from west to east.
    const [before, after] = side < 2 ? [2, 3] : [0, 1];
    const [start, end] = [along[0], along[along.length - 1]];
    for (const place of along) {
      const entry = sides.map(() => 0);
      entry[before] = shareAcross(chordDistance(place, start, EARTH_RADIUS));
      entry[after] = shareAcross(chordDistance(place, end, EARTH_RADIUS));
      entry[side] = 1 - entry[before] - entry[after];
      weights.push(...entry);
    }
  });
  return Float64Array.from(weights);
}

/** Weight of the other side at a distance from the corner [m]. */
function shareAcross(distance: number): number {
  return distance < BLEND ? (1 - Math.sin((Math.PI / 2) * (distance / BLEND))) / 2 : 0;
}

/** Cells of each side, [side]. */
function placesOfSides(grid: PerimeterGrid): Position[][] {
  const { columns, rows, unitVectors } = grid;
  const places = Array.from(perimeterCells(grid), (cell): Position => {
    return [unitVectors[3 * cell], unitVectors[3 * cell + 1], unitVectors[3 * cell + 2]];
  });
  return [rows, rows, columns, columns].map((count) => places.splice(0, count));
}
