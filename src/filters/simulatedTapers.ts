/** How far one observation corrects what another one of the same analysis is simulated to see. */
import {
  flatPlaces,
  type HorizontalGeometry,
  type Localization,
  type ObservedPlace,
  type Position,
  taperAt,
  verticalTaper,
} from "./localization.js";

/** The taper in [0, 1] of one observation on another, for every pair of an analysis. */
export type SimulatedTapers = (a: ObservedPlace) => (b: ObservedPlace) => number;

/**
 * The taper of the distance of two observations, or, where both know their way, the mean over the places of each way of that of
 * their distance to the other way. It is the same for `b` on `a`; of ways it is kept, for an analysis asks for both.
 */
export function simulatedTapers(
  localization: Localization,
  { radius }: Pick<HorizontalGeometry, "radius">,
): SimulatedTapers {
  const flat = new WeakMap<readonly Position[], Float64Array>();
  const flatWay = (way: readonly Position[]): Float64Array => {
    const places = flat.get(way) ?? flatPlaces(way);
    flat.set(way, places);
    return places;
  };
  const ofPlaces = (first: Float64Array, second: Float64Array): number => {
    const { ofFirst, ofSecond } = nearestOfEach(first, second);
    const mean = (squares: Float64Array): number => {
      let sum = 0;
      for (const square of squares) sum += taperAt(localization, radius * Math.sqrt(square));
      return sum / squares.length;
    };
    return (mean(ofFirst) + mean(ofSecond)) / 2;
  };
  const ofWays = new WeakMap<readonly Position[], WeakMap<readonly Position[], number>>();
  const betweenWays = (one: readonly Position[], other: readonly Position[]): number => {
    const known = ofWays.get(one)?.get(other);
    if (known !== undefined) return known;
    const taper = ofPlaces(flatWay(one), flatWay(other));
    for (const [from, to] of [
      [one, other],
      [other, one],
    ]) {
      const kept = ofWays.get(from) ?? new WeakMap<readonly Position[], number>();
      ofWays.set(from, kept.set(to, taper));
    }
    return taper;
  };
  return (a) => {
    const vertical = verticalTaper(localization, a);
    const own = flatPlaces([a.position]);
    return ({ position, way, pressure }) => {
      const taper =
        a.way !== undefined && way !== undefined ? betweenWays(a.way, way) : ofPlaces(own, flatPlaces([position]));
      return pressure === undefined || vertical === undefined ? taper : taper * vertical(pressure);
    };
  };
}

/** Squares of the chords from each place of two lists to the nearest of the other, in radii. @param first [place][3] */
function nearestOfEach(first: Float64Array, second: Float64Array): { ofFirst: Float64Array; ofSecond: Float64Array } {
  const ofFirst = new Float64Array(first.length / 3).fill(Infinity);
  const ofSecond = new Float64Array(second.length / 3).fill(Infinity);
  for (let i = 0; i < ofFirst.length; i++) {
    for (let j = 0; j < ofSecond.length; j++) {
      const dx = first[3 * i] - second[3 * j];
      const dy = first[3 * i + 1] - second[3 * j + 1];
      const dz = first[3 * i + 2] - second[3 * j + 2];
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared < ofFirst[i]) ofFirst[i] = squared;
      if (squared < ofSecond[j]) ofSecond[j] = squared;
    }
  }
  return { ofFirst, ofSecond };
}
