/**
 * What wrong winds do to a column: the plumes and gradients of the model lie elsewhere than those of the atmosphere. Where a
 * column y(x) may be displaced by d, Gaussian in both directions with a deviation sigma, that is an error of variance
 *
 *     V = E (y(x + d) - y(x))^2
 *
 * large beside cities and fronts and next to nothing in even air. E is taken over 16 places about x, 8 directions on each of
 * the two circles of Gauss and Laguerre's quadrature in d^2 / (2 sigma^2), which is exact for polynomials to degree 7.
 * On errors of position in data assimilation: Ravela, Emanuel & McLaughlin (2007, doi:10.1016/j.physd.2006.09.035), who align fields.
 */
import { EARTH_RADIUS } from "../constants.js";

const RADIANS = Math.PI / 180;
const DIRECTIONS = 8;
/** Nodes of exp(-u) and the weight of each, all directions together. */
const CIRCLES = [
  { node: 2 - Math.SQRT2, weight: (2 + Math.SQRT2) / 4 },
  { node: 2 + Math.SQRT2, weight: (2 - Math.SQRT2) / 4 },
] as const;

export interface DisplacedPlace {
  /** [degrees] */
  readonly longitude: number;
  readonly latitude: number;
  /** Of the square of what a column differs there by; they sum to 1. */
  readonly weight: number;
}

/**
 * @param longitude of the column [degrees] @param latitude of it [degrees] @param deviation sigma [m]
 * @example
 * import { displacedPlaces } from "openjdas";
 *
 * const places = displacedPlaces(116.4, 39.9, 300e3);
 * places.length; // => 16
 * Math.round(places[0].latitude * 10) / 10; // => 42.8
 */
export function displacedPlaces(longitude: number, latitude: number, deviation: number): DisplacedPlace[] {
  const phi = latitude * RADIANS;
  return CIRCLES.flatMap(({ node, weight }) => {
    const angle = (deviation * Math.sqrt(2 * node)) / EARTH_RADIUS;
    return Array.from({ length: DIRECTIONS }, (_, k) => {
      const bearing = (2 * Math.PI * k) / DIRECTIONS;
      const north = Math.cos(angle) * Math.cos(phi) - Math.sin(angle) * Math.sin(phi) * Math.cos(bearing);
      const up = Math.cos(angle) * Math.sin(phi) + Math.sin(angle) * Math.cos(phi) * Math.cos(bearing);
      return {
        longitude: longitude + Math.atan2(Math.sin(angle) * Math.sin(bearing), north) / RADIANS,
        latitude: Math.asin(Math.min(1, Math.max(-1, up))) / RADIANS,
        weight: weight / DIRECTIONS,
      };
    });
  });
}
