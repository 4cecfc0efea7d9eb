/**
 * A made-up orography of East Asia: smooth hills where the great plateaus and ranges are, right to their order of size and
 * to nothing finer. With x and y the distances from a hill's middle over its half-widths in longitude and latitude,
 *
 *     z(longitude, latitude) = sum over hills of height exp(-x^2 - y^4)
 *
 * Valleys, passes and single ranges are not in it; what the ground of a footprint of 10 km has beyond it is given by a
 * standard deviation, `groundRoughness`. The hills' skirts reach a little over the sea.
 */

/** A smooth hill. */
export interface Hill {
  /** Of its middle, degrees east and north. */
  readonly longitude: number;
  readonly latitude: number;
  /** Half-widths [degrees of longitude, of latitude]. */
  readonly halfWidth: readonly [number, number];
  /** [m] */
  readonly height: number;
  /** Standard deviation of the ground of a footprint about the smooth one, in the middle [m]. */
  readonly roughness: number;
}

/** Of the ground where no hills are [m]. */
const PLAIN_ROUGHNESS = 5;

function hill(
  longitude: number,
  latitude: number,
  halfWidth: readonly [number, number],
  height: number,
  roughness: number,
): Hill {
  return { longitude, latitude, halfWidth, height, roughness };
}

/** Those of the synthetic weather. */
export const eastAsianHills: readonly Hill[] = [
  // Tibet, from west to east: together some 4.5 km
  hill(79.5, 33.5, [5, 4.5], 2800, 180),
  hill(85, 32.2, [5, 4.5], 2800, 100),
  hill(90.5, 32, [5, 4.5], 2800, 100),
  hill(96, 32.5, [5, 4.5], 2700, 120),
  // mountains of Sichuan and Yunnan
  hill(100.5, 29.5, [3, 4], 1400, 240),
  // Pamir, Tien Shan, Altai
  hill(72.5, 38.5, [4, 2.8], 3000, 320),
  hill(81, 42.5, [6, 2.3], 1900, 320),
  hill(89.5, 48.5, [5, 2.7], 1600, 280),
  // Mongolian plateau, Inner Mongolia, mountains of Baikal, Greater Khingan
  hill(102, 47.5, [8, 4], 1300, 120),
  hill(112, 42.3, [5, 3], 950, 70),
  hill(109, 54, [10, 3.5], 800, 180),
  hill(121, 49, [3.5, 3.8], 650, 120),
  // Loess plateau, Qinling, Yunnan-Guizhou plateau, hills of the south
  hill(108.5, 37, [4.5, 2.8], 1000, 130),
  hill(107, 33, [4, 1.8], 700, 250),
  hill(104, 25.5, [4, 3], 1500, 230),
  hill(114, 26.2, [3.5, 2], 350, 180),
  hill(100, 20, [3.5, 3.5], 650, 220),
  // mountains of Korea and its border
  hill(127.7, 42.3, [2, 2], 600, 200),
];

/** What a hill has of its height at a place [1]. */
export function hillShape({ longitude, latitude, halfWidth }: Hill, east: number, north: number): number {
  const across = (((east - longitude + 540) % 360) - 180) / halfWidth[0];
  const along = (north - latitude) / halfWidth[1];
  return Math.exp(-(across ** 2) - along ** 4);
}

/**
 * Height of the smooth ground [m].
 * @example
 * import { eastAsianHills, groundHeight } from "openjdas";
 *
 * groundHeight(eastAsianHills, 88, 32.5).toFixed(0); // => "4498"
 * groundHeight([], 88, 32.5); // => 0
 */
export function groundHeight(hills: readonly Hill[], longitude: number, latitude: number): number {
  return hills.reduce((sum, one) => sum + one.height * hillShape(one, longitude, latitude), 0);
}

/** Standard deviation of the ground of a footprint of 10 km about the smooth ground of East Asia [m]: 5 m on plains. */
export function groundRoughness(longitude: number, latitude: number): number {
  return eastAsianHills.reduce(
    (sum, one) => sum + one.roughness * hillShape(one, longitude, latitude),
    PLAIN_ROUGHNESS,
  );
}
