/**
 * An invented map with sharp edges: the places nearest to each of many drawn centres (Voronoi cells on the sphere) are a
 * patch. Patches of biomes are 100 to 300 km wide and of one of five kinds, which keep to zones of latitude with a drawn
 * disorder; provinces of the same make, some 900 km wide, hold many of them and give them an error in common.
 */
import type { Grid } from "../grids/grid.js";
import { unitVector, type Vector } from "../grids/sphere.js";
import type { RandomField } from "../random.js";

/** From north to south, as zones go; crops and grass lie in all of them. */
export const biomeKinds = ["boreal", "temperate", "subtropical", "crop", "grass"] as const;
export type BiomeKind = (typeof biomeKinds)[number];

type PatchGrid = Pick<Grid, "cells" | "longitude" | "latitude" | "unitVectors">;

export interface Patches {
  /** Latitudes of the centres [degrees north]. */
  readonly latitude: readonly number[];
  /** [row][column] */
  readonly patchOf: Int32Array;
}

/** Limits of the zones and what they are blurred by [degrees of latitude]. */
const BOREAL_FROM = 46;
const SUBTROPICAL_TO = 30;
const DISORDER = 4;
const CROP_SHARE = 0.25;
const GRASS_SHARE = 0.2;
/** How far a centre is from its place in the lattice, over the spacing [1]. */
const SCATTER = 1.6;
const METRES_PER_DEGREE = 111.2e3;

/** @param spacing mean distance of neighbouring centres [m] @param draws of these patches alone */
export function drawPatches(grid: PatchGrid, spacing: number, draws: RandomField): Patches {
  const [south, north] = rangeOf(grid.latitude);
  const [west, east] = rangeOf(grid.longitude);
  const step = spacing / METRES_PER_DEGREE;
  const latitudes: number[] = [];
  const places: Vector[] = [];
  for (let row = 0; row <= (north - south) / step + 1; row++) {
    const middle = south + row * step;
    const across = step / Math.cos((Math.min(80, Math.abs(middle)) * Math.PI) / 180);
    for (let column = 0; column <= (east - west) / across + 1; column++) {
      const scatter = (k: number): number => (draws.uniform(2 * latitudes.length + k) - 0.5) * SCATTER;
      const [dy, dx] = [scatter(0), scatter(1)];
      const latitude = Math.max(-90, Math.min(90, middle + dy * step));
      latitudes.push(latitude);
      places.push(unitVector(west + (column + dx) * across, latitude));
    }
  }
  const patchOf = Int32Array.from({ length: grid.cells }, (_, cell) => {
    const [x, y, z] = grid.unitVectors.subarray(3 * cell, 3 * cell + 3);
    let [best, most] = [0, -Infinity];
    for (let i = 0; i < places.length; i++) {
      const nearness = x * places[i][0] + y * places[i][1] + z * places[i][2];
      if (nearness > most) [best, most] = [i, nearness];
    }
    return best;
  });
  return { latitude: latitudes, patchOf };
}

/** The kind of a patch. @param latitude of its centre @param draws of this patch alone */
export function kindOf(latitude: number, draws: RandomField): BiomeKind {
  const share = draws.uniform(0);
  if (share < CROP_SHARE) return "crop";
  if (share < CROP_SHARE + GRASS_SHARE) return "grass";
  const zone = Math.abs(latitude + DISORDER * draws.normal(1));
  if (zone > BOREAL_FROM) return "boreal";
  return zone < SUBTROPICAL_TO ? "subtropical" : "temperate";
}

function rangeOf(values: Float64Array): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
