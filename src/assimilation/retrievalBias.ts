/**
 * Bias of the retrievals by region: what a member expects a retrieval to say is its column plus
 *     bias(x) = sum_r w_r(x) b_r,   w_r(x) = g(x, r) / sqrt(sum_s g(x, s)^2),
 * where r are places on a lattice spaced by about `spacing` over the grid, g is the function of Gaspari & Cohn (1999) of
 * the chord from x to r, zero at twice the spacing. So the bias is smooth, with the prior standard deviation everywhere,
 * and observations near the edge of two regions share. The mole fraction of the model stays without it.
 * Taper of a row: g, so that it is learnt from the observations that feel it and from no others.
 */
import { EARTH_RADIUS } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import { gaspariCohn } from "../filters/gaspariCohn.js";
import { chordDistance, type Position } from "../filters/localization.js";
import type { Grid } from "../grids/grid.js";
import type { Purpose } from "../random.js";
import { createParameterEnsemble, type EstimatedParameters, type ParameterPrior } from "./estimatedParameters.js";

export interface RetrievalBias extends EstimatedParameters {
  /** Grid cell of each region's centre, where its bias is reported. */
  readonly centres: Int32Array;
  /** Bias of every lane for a retrieval at a place, [lane], [mol mol-1]; zero in lanes that have none. */
  at(position: Position): Float64Array;
}

type RegionGrid = Pick<Grid, "columns" | "rows" | "unitVectors" | "xFaces" | "yFaces">;

/** @param prior sigma in [mol mol-1] @param spacing of the regions [m] @param purpose of the draws */
export function createRetrievalBias(
  grid: RegionGrid,
  layout: LaneLayout,
  prior: ParameterPrior,
  spacing: number,
  seed: number,
  purpose: Purpose = "biasParameter",
): RetrievalBias {
  const { lanes } = layout;
  const centres = regionCentres(grid, spacing);
  const places = Array.from(centres, (cell): Position => {
    const [x, y, z] = grid.unitVectors.subarray(3 * cell, 3 * cell + 3);
    return [x, y, z];
  });
  const ensemble = createParameterEnsemble(layout, places.length, prior, seed, purpose);
  const nearness = (position: Position, place: Position): number =>
    gaspariCohn(chordDistance(position, place, EARTH_RADIUS) / (2 * spacing));
  const at = (position: Position): Float64Array => {
    const weights = places.map((place) => nearness(position, place));
    const norm = Math.hypot(...weights);
    const bias = new Float64Array(lanes);
    if (norm === 0) return bias;
    weights.forEach((weight, region) => {
      if (weight === 0) return;
      for (let lane = 0; lane < lanes; lane++) {
        bias[lane] += (weight / norm) * ensemble.values[region * lanes + lane];
      }
    });
    return bias;
  };
  return {
    ...ensemble,
    name: "retrieval bias",
    centres,
    at,
    taper: (position, region) => nearness(position, places[region]),
    reported() {
      const values = new Float64Array(places.length * lanes);
      places.forEach((place, region) => values.set(at(place), region * lanes));
      return values;
    },
  };
}

/** Cells in the middle of boxes as wide and high as near `spacing` as an even division of the grid allows. */
export function regionCentres(
  { columns, rows, xFaces, yFaces }: Pick<Grid, "columns" | "rows" | "xFaces" | "yFaces">,
  spacing: number,
): Int32Array {
  const width = mean(yFaces.length) * columns;
  const height = mean(xFaces.length) * rows;
  const across = Math.max(1, Math.min(columns, Math.round(width / spacing)));
  const up = Math.max(1, Math.min(rows, Math.round(height / spacing)));
  return Int32Array.from({ length: across * up }, (_, region) => {
    const column = Math.floor((((region % across) + 0.5) * columns) / across);
    const row = Math.floor(((Math.floor(region / across) + 0.5) * rows) / up);
    return row * columns + column;
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
