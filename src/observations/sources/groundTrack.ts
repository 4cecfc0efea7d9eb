/**
 * Where a satellite of GOSAT's kind looks: a circular sun-synchronous orbit at 98.06 degrees that repeats after 44
 * revolutions in 3 days, southbound by day, and TANSO-FTS's mesh of five points across the track, 158 km apart, a row
 * every 22.3 s or 152 km (Kuze et al. 2009, doi:10.1364/AO.48.006716; used until July 2010, then three points).
 * The phase is that of GOSAT's path 11 on 2009-09-02; against the nadir soundings of two days of ACOS v9 files the track
 * is off by 4 km RMS.
 */
import { EARTH_RADIUS, SECONDS_PER_DAY } from "../../constants.js";
import { directionAt, unitVector, type Vector } from "../../grids/sphere.js";
import type { Time } from "../../time.js";
import {
  type GroundPoint,
  revolutionsBetween,
  subsatellitePoint as pointBelow,
  type SunSynchronousOrbit,
} from "./sunSynchronousOrbit.js";

const RADIANS = Math.PI / 180;
/** Node to node [s]. */
export const NODAL_PERIOD = (3 * SECONDS_PER_DAY) / 44;
/** Counted from the crossing of 2009-09-02T07:16:21Z, 12:47 local time. */
const ORBIT: SunSynchronousOrbit = {
  nodalPeriod: NODAL_PERIOD,
  inclination: 98.06 * RADIANS,
  heading: "southbound",
  nodeTime: Date.UTC(2009, 8, 2, 7, 16, 21) / 1000,
  nodeLongitude: 82.66,
};

/** Points across the track, from east to west as the scan goes, and their spacing [m]. */
export const POINTS_ACROSS = 5;
const SPACING_ACROSS = 158e3;
/** Time from row to row and from point to point [s]. */
const ROW_INTERVAL = 22.285;
const POINT_INTERVAL = ROW_INTERVAL / POINTS_ACROSS;
/** Rows from a node to the poleward turn, where the day side ends at the latest. */
const ROWS_TO_TURN = Math.floor(NODAL_PERIOD / 4 / ROW_INTERVAL);

export interface MeshPoint extends GroundPoint {
  /** Number of the point in its orbit, the same on every orbit. */
  readonly index: number;
}

/** The point below the satellite. */
export function subsatellitePoint(time: Time): GroundPoint {
  return pointBelow(ORBIT, time);
}

/** Numbers of the orbits that cross the equator southbound within half a period of [start, end). */
export function orbitsBetween(start: Time, end: Time): number[] {
  return revolutionsBetween(ORBIT, start, end);
}

/** All points of the southbound half of one orbit. */
export function meshOf(orbit: number): MeshPoint[] {
  const node = ORBIT.nodeTime + orbit * NODAL_PERIOD;
  const points: MeshPoint[] = [];
  for (let row = -ROWS_TO_TURN; row <= ROWS_TO_TURN; row++) {
    const rowTime = node + row * ROW_INTERVAL;
    const nadir = vectorOf(subsatellitePoint(rowTime));
    const [east, north] = directionAt(nadir, vectorOf(subsatellitePoint(rowTime + 1)));
    for (let point = 0; point < POINTS_ACROSS; point++) {
      const across = ((POINTS_ACROSS - 1) / 2 - point) * SPACING_ACROSS;
      points.push({
        index: (row + ROWS_TO_TURN) * POINTS_ACROSS + point,
        time: rowTime + (point - (POINTS_ACROSS - 1) / 2) * POINT_INTERVAL,
        // Southbound, the left hand points east.
        ...moved(nadir, -north, east, across),
      });
    }
  }
  return points;
}

function vectorOf(point: GroundPoint): Vector {
  return unitVector(point.longitude, point.latitude);
}

/** A point of the unit sphere moved along a great circle. @param distance [m] towards (east, north) */
function moved(from: Vector, east: number, north: number, distance: number): { longitude: number; latitude: number } {
  const horizontal = Math.hypot(from[0], from[1]);
  const eastward: Vector = [-from[1] / horizontal, from[0] / horizontal, 0];
  const northward: Vector = [-from[2] * eastward[1], from[2] * eastward[0], horizontal];
  const angle = distance / EARTH_RADIUS;
  const [x, y, z] = from.map(
    (component, i) => component * Math.cos(angle) + (east * eastward[i] + north * northward[i]) * Math.sin(angle),
  );
  return { longitude: Math.atan2(y, x) / RADIANS, latitude: Math.atan2(z, Math.hypot(x, y)) / RADIANS };
}
