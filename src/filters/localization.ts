/**
 * Localization: how far an observation reaches. Distances are chords, as NOAA's EnKF measures them: the straight line
 * between two points of the sphere. The length may be given as the distance where the taper of Gaspari & Cohn reaches
 * zero or as its half-width, which is half of it. Rows that stand some hours before the analysis are reached from where
 * the observed air was then, or from all its way, where the observation knows them. A point observation may be kept to
 * layers near its own: the taper of the distance is then multiplied by that of |ln(p / p_observation)|.
 */
import { ballTree } from "./ballTree.js";
import { gaspariCohn } from "./gaspariCohn.js";

export type Localization =
  | { readonly kind: "none" }
  | (Length & { readonly kind: "gaspari-cohn"; readonly zeroLogPressure?: number });

/**
 * Lengths in [m]. `zeroLogPressure` is the |ln(p / p_observation)| at which the taper of a point observation reaches
 * zero; absent: it reaches all heights alike.
 */
type Length = { readonly zeroDistance: number } | { readonly halfWidth: number };

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

/** Where an observation sees the air; a `FilterObservation` is one. */
export interface ObservedPlace {
  readonly position: Position;
  /** Where the air that it sees stood that long before the analysis [h]; at `position` where absent. */
  readonly trail?: (hoursBefore: number) => Position;
  /** Places that the air passed on its way: rows that stand before the analysis are reached from the nearest of them. */
  readonly way?: readonly Position[];
  /** Of a point observation [Pa]; absent for columns. */
  readonly pressure?: number;
}

/** Rows of the state, one a cell, that stand at one time and, where they have a height, at one pressure a cell. */
export interface ReachedPart {
  /** How long before the analysis they stand [h]. */
  readonly hoursBefore: number;
  /** [cell], [Pa]; absent where they have no height, as fluxes. */
  readonly pressure?: Float64Array;
}

/** One part a level of a block of the state. */
export function partsOf(block: {
  readonly levels: number;
  readonly hoursBefore?: number;
  readonly pressure?: (level: number) => Float64Array;
}): ReachedPart[] {
  const { levels, hoursBefore = 0, pressure } = block;
  return Array.from({ length: levels }, (_, level) => ({
    hoursBefore,
    ...(pressure && { pressure: pressure(level) }),
  }));
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

/** @returns [place][3] */
export function flatPlaces(places: readonly Position[]): Float64Array {
  const flat = new Float64Array(3 * places.length);
  places.forEach((place, p) => flat.set(place, 3 * p));
  return flat;
}

/** Finds the cells with a taper above zero, in rising order. */
export function reachOf(
  localization: Localization,
  geometry: HorizontalGeometry,
  observation: ObservedPlace,
  part: ReachedPart = { hoursBefore: 0 },
): Reach {
  return reachesOf(localization, geometry, observation, [part])[0];
}

/** `reachOf` each of several parts; those that are reached alike get the same object. */
export function reachesOf(
  localization: Localization,
  geometry: HorizontalGeometry,
  observation: ObservedPlace,
  parts: readonly ReachedPart[],
): Reach[] {
  const { position, trail, way } = observation;
  const vertical = verticalTaper(localization, observation);
  const here = [position];
  const scratch: Reach = { cells: new Int32Array(geometry.cells), tapers: new Float64Array(geometry.cells) };
  const before = way ?? here;
  const found: { centres: readonly Position[]; pressure: Float64Array | undefined; reach: Reach }[] = [];
  const find = (centres: readonly Position[], pressure: Float64Array | undefined): Reach => {
    const known = found.find((other) => other.pressure === pressure && samePlaces(other.centres, centres));
    if (known !== undefined) return known.reach;
    const reach =
      vertical === undefined || pressure === undefined
        ? cellsAround(localization, geometry, centres, scratch)
        : limited(find(centres, undefined), (cell) => vertical(pressure[cell]));
    found.push({ centres, pressure, reach });
    return reach;
  };
  return parts.map(({ hoursBefore, pressure }) => {
    const earlier = trail === undefined ? before : [trail(hoursBefore)];
    return find(hoursBefore > 0 ? earlier : here, vertical === undefined ? undefined : pressure);
  });
}

/** @returns taper by pressure [Pa]; undefined where the observation reaches all heights alike */
export function verticalTaper(
  localization: Localization,
  { pressure }: ObservedPlace,
): ((p: number) => number) | undefined {
  if (localization.kind === "none" || localization.zeroLogPressure === undefined || pressure === undefined) return;
  const zero = localization.zeroLogPressure;
  return (p) => gaspariCohn(Math.abs(Math.log(p / pressure)) / zero);
}

function samePlaces(a: readonly Position[], b: readonly Position[]): boolean {
  return a === b || (a.length === b.length && a.every((place, p) => place.every((value, i) => value === b[p][i])));
}

/** The nearest of the centres counts. @param scratch of [cell], overwritten */
function cellsAround(
  localization: Localization,
  { unitVectors, radius }: HorizontalGeometry,
  centres: readonly Position[],
  { cells, tapers }: Reach,
): Reach {
  const within = zeroDistanceOf(localization) / radius;
  // A taper takes the place of a chord of a cell that is looked at no more.
  const squaredChords = tapers;
  ballTree(unitVectors).nearest(flatPlaces(centres), within, squaredChords);
  let count = 0;
  for (let cell = 0; cell < squaredChords.length; cell++) {
    if (squaredChords[cell] === Infinity) continue;
    const taper = gaspariCohn(Math.sqrt(squaredChords[cell] / within ** 2));
    if (taper === 0) continue;
    cells[count] = cell;
    tapers[count] = taper;
    count++;
  }
  return { cells: cells.slice(0, count), tapers: tapers.slice(0, count) };
}

/** The cells of a reach that a second taper leaves. */
function limited(reach: Reach, taperOf: (cell: number) => number): Reach {
  const cells: number[] = [];
  const tapers: number[] = [];
  reach.cells.forEach((cell, i) => {
    const taper = reach.tapers[i] * taperOf(cell);
    if (taper === 0) return;
    cells.push(cell);
    tapers.push(taper);
  });
  return { cells: Int32Array.from(cells), tapers: Float64Array.from(tapers) };
}
