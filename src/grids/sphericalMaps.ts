/**
 * The conformal maps of weather models as proj4 definitions. Angles [degrees]; the plane is in [m], its origin at the
 * natural one. Without another figure of the Earth they are on the sphere of WRF and CMAQ.
 */
import { EARTH_RADIUS } from "../constants.js";

const SPHERE = `+R=${EARTH_RADIUS}`;

/** @param parallels at which the map is true to scale @param origin where y is 0 @param meridian that runs straight north */
export function lambertConformal(
  parallels: readonly [number, number],
  origin: number,
  meridian: number,
  earth = SPHERE,
): string {
  return `+proj=lcc +lat_1=${parallels[0]} +lat_2=${parallels[1]} +lat_0=${origin} +lon_0=${meridian} ${inMetres(earth)}`;
}

/** @param pole 1 in the north, -1 in the south @param parallel at which the map is true to scale */
export function polarStereographic(pole: number, parallel: number, meridian: number, earth = SPHERE): string {
  return `+proj=stere +lat_0=${90 * pole} +lat_ts=${parallel} +lon_0=${meridian} ${inMetres(earth)}`;
}

/** @param parallel at which the map is true to scale */
export function mercator(parallel: number, meridian: number, earth = SPHERE): string {
  return `+proj=merc +lat_ts=${parallel} +lon_0=${meridian} ${inMetres(earth)}`;
}

function inMetres(earth: string): string {
  return `+x_0=0 +y_0=0 ${earth} +units=m +no_defs`;
}
