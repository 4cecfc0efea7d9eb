/**
 * Where a satellite on a circular sun-synchronous orbit stands. Its plane turns with the mean sun, so the Earth turns once
 * a solar day below it, and the ground track repeats after a whole number of revolutions in a whole number of days.
 * Distances are taken on the sphere; latitudes are geodetic.
 */
import { SECONDS_PER_DAY } from "../../constants.js";
import type { Time } from "../../time.js";

const RADIANS = Math.PI / 180;
/** Square of the eccentricity of the WGS84 ellipsoid. */
const ECCENTRICITY_SQUARED = 0.00669438;

export interface SunSynchronousOrbit {
  /** Node to node [s]. */
  readonly nodalPeriod: number;
  /** [rad] */
  readonly inclination: number;
  /** Which way it crosses the equator by day. */
  readonly heading: "northbound" | "southbound";
  /** The crossing of the equator by day from which revolutions are counted. */
  readonly nodeTime: Time;
  /** [degrees east] */
  readonly nodeLongitude: number;
}

export interface GroundPoint {
  readonly time: Time;
  /** Degrees east in [-180, 180], degrees north (geodetic). */
  readonly longitude: number;
  readonly latitude: number;
}

/** The point below the satellite. */
export function subsatellitePoint(orbit: SunSynchronousOrbit, time: Time): GroundPoint {
  const { inclination, heading, nodeTime, nodeLongitude, nodalPeriod } = orbit;
  const sinceNode = time - nodeTime;
  const atNode = heading === "southbound" ? Math.PI : 0;
  const argument = atNode + (2 * Math.PI * sinceNode) / nodalPeriod;
  const geocentric = Math.asin(Math.sin(inclination) * Math.sin(argument));
  const inPlane = Math.atan2(Math.cos(inclination) * Math.sin(argument), Math.cos(argument)) - atNode;
  const longitude = nodeLongitude + inPlane / RADIANS - (360 * sinceNode) / SECONDS_PER_DAY;
  return {
    time,
    longitude: longitude - 360 * Math.round(longitude / 360),
    latitude: Math.atan(Math.tan(geocentric) / (1 - ECCENTRICITY_SQUARED)) / RADIANS,
  };
}

/** Numbers of the revolutions that cross the equator by day within half a period of [start, end). */
export function revolutionsBetween(orbit: SunSynchronousOrbit, start: Time, end: Time): number[] {
  const { nodeTime, nodalPeriod } = orbit;
  const first = Math.floor((start - nodeTime) / nodalPeriod - 0.5);
  const last = Math.ceil((end - nodeTime) / nodalPeriod + 0.5);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
