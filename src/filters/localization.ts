/**
 * Localization: how far an observation reaches. Distances are chords, as NOAA's EnKF measures them: the straight line
 * between two points of the sphere. The length may be given as the distance where the taper of Gaspari & Cohn reaches
 * zero or as its half-width, which is half of it.
 */
import { gaspariCohn } from "./gaspariCohn.js";

/** Lengths in [m]. */
export type Localization =
  | { readonly kind: "none" }
  | { readonly kind: "gaspari-cohn"; readonly zeroDistance: number }
  | { readonly kind: "gaspari-cohn"; readonly halfWidth: number };

/** A place on the unit sphere. */
export type Position = readonly [number, number, number];

/** Where the columns of the state stand. */
export interface HorizontalGeometry {
  readonly cells: number;
  /** Centre of each cell on the unit sphere, [cell][3]. */
  readonly unitVectors: Float64Array;
  /** Radius of the sphere [m]: turns chords of the unit sphere into the unit of the localization. */
  readonly radius: number;
}

/** The cells that an observation changes, and by how much of the gain. */
export interface Reach {
  readonly cells: Int32Array;
  /** (0, 1], one a cell of `cells`. */
  readonly tapers: Float64Array;
}

/** @returns distance at which the taper reaches zero [m]; Infinity without localization */
export function zeroDistanceOf(localization: Localization): number {
  switch (localization.kind) {
    case "none":
      return Infinity;
    case "gaspari-cohn":
      return "zeroDistance" in localization ? localization.zeroDistance : 2 * localization.halfWidth;
  }
}

/** @param distance [m] @returns taper in [0, 1] */
export function taperAt(localization: Localization, distance: number): number {
  return gaspariCohn(distance / zeroDistanceOf(localization));
}

/** @param radius of the sphere [m] @returns chord [m] */
export function chordDistance(a: Position, b: Position, radius: number): number {
  return radius * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Finds the cells with a taper above zero, in rising order. */
export function reachOf(localization: Localization, geometry: HorizontalGeometry, position: Position): Reach {
  const { cells, unitVectors, radius } = geometry;
  const reach = (zeroDistanceOf(localization) / radius) ** 2;
  const found = new Int32Array(cells);
  const tapers = new Float64Array(cells);
  let count = 0;
  for (let cell = 0; cell < cells; cell++) {
    const dx = unitVectors[3 * cell] - position[0];
    const dy = unitVectors[3 * cell + 1] - position[1];
    const dz = unitVectors[3 * cell + 2] - position[2];
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared >= reach) continue;
    const taper = gaspariCohn(Math.sqrt(squared / reach));
    if (taper === 0) continue;
    found[count] = cell;
    tapers[count] = taper;
    count++;
  }
  return { cells: found.subarray(0, count), tapers: tapers.subarray(0, count) };
}
