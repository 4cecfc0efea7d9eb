/**
 * Map projections: any proj4 string, and the plate carrée of longitude-latitude grids.
 * Coordinates are [m] for projections and [degrees] for longitude-latitude.
 */
import proj4 from "proj4";
import { EARTH_RADIUS } from "../constants.js";
import { ConfigError } from "../errors.js";

export interface Projection {
  /** proj4 definition, or `longlat`. */
  readonly definition: string;
  /** @returns [x, y] of a point given in degrees east and north */
  forward(longitude: number, latitude: number): [number, number];
  /** @returns [longitude, latitude] in degrees; longitude within [-180, 180] */
  inverse(x: number, y: number): [number, number];
}

/**
 * Oblique stereographic projection tangent at a point of the sphere. @returns its proj4 definition
 * @example
 * import { createProjection, obliqueStereographic } from "openjdas";
 *
 * const projection = createProjection(obliqueStereographic(116, 35));
 * projection.forward(116, 35).map(Math.round); // => [0, 0]
 */
export function obliqueStereographic(longitude: number, latitude: number): string {
  return `+proj=stere +lat_0=${latitude} +lon_0=${longitude} +k=1 +x_0=0 +y_0=0 +R=${EARTH_RADIUS} +units=m +no_defs`;
}

/**
 * @throws ConfigError where proj4 does not know the definition
 * @example
 * import { createProjection } from "openjdas";
 *
 * const projection = createProjection("+proj=merc +R=6370000");
 * const [x, y] = projection.forward(116, 35);
 * projection.inverse(x, y).map(Math.round); // => [116, 35]
 */
export function createProjection(definition: string): Projection {
  let converter: proj4.Converter;
  try {
    // Some projections leave the origin undefined, and fail at the first point, where it is not given.
    const origin = `${/\+x_0=/.test(definition) ? "" : " +x_0=0"}${/\+y_0=/.test(definition) ? "" : " +y_0=0"}`;
    // On a sphere its transverse Mercator needs the word for the formulas that are exact there.
    const spherical = /\+proj=(tmerc|utm)\b/.test(definition) && /\+R=/.test(definition) ? " +approx" : "";
    converter = proj4(`+proj=longlat +R=${EARTH_RADIUS} +no_defs`, definition + origin + spherical);
    converter.forward([0, 0]);
  } catch (cause) {
    throw new ConfigError(
      {
        where: "grid.projection",
        found: `proj4 cannot read "${definition}"`,
        expected: 'a proj4 string such as "+proj=lcc +lat_1=30 +lat_2=60 +lat_0=35 +lon_0=110 +R=6370000"',
      },
      { cause },
    );
  }
  return {
    definition,
    forward: (longitude, latitude) => converter.forward([longitude, latitude]) as [number, number],
    inverse: (x, y) => converter.inverse([x, y]) as [number, number],
  };
}

/** Longitude-latitude as its own projection: x is longitude, continuous around `centralLongitude`. */
export function longitudeLatitude(centralLongitude: number): Projection {
  return {
    definition: "longlat",
    forward: (longitude, latitude) => [longitude - 360 * Math.round((longitude - centralLongitude) / 360), latitude],
    inverse: (x, y) => [x - 360 * Math.round(x / 360), y],
  };
}
