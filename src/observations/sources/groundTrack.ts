/**
 * Where a satellite of GOSAT's kind looks: a circular sun-synchronous orbit at 98.06 degrees that repeats after 44
 * revolutions in 3 days, southbound by day. Across the track TANSO-FTS looked at a mesh of five points 158 km apart, a row
 * every 22.3 s or 152 km, until July 2010, and since then at three points 263 km apart, each three times, a row every 283 km
 * (Kuze et al. 2009, doi:10.1364/AO.48.006716). The phase is that of GOSAT's path 11 on 2009-09-02; against the nadir
 * soundings of two days of ACOS v9 files the track is off by 4 km RMS.
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
/** Revolutions after which the track repeats. */
export const REPEAT_CYCLE = 44;
/** Node to node [s]. */
export const NODAL_PERIOD = (3 * SECONDS_PER_DAY) / REPEAT_CYCLE;
/** Counted from the crossing of 2009-09-02T07:16:21Z, 12:47 local time. */
const ORBIT: SunSynchronousOrbit = {
  nodalPeriod: NODAL_PERIOD,
  inclination: 98.06 * RADIANS,
  heading: "southbound",
  nodeTime: Date.UTC(2009, 8, 2, 7, 16, 21) / 1000,
  nodeLongitude: 82.66,
};

/** How the instrument looks across the track. */
export interface Scan {
  /** Points in a row, from east to west as the scan goes. */
  readonly points: number;
  /** From point to point [m]. */
  readonly spacing: number;
  /** Exposures of each point, one after the other. */
  readonly exposures: number;
  /** From row to row [s]. */
  readonly rowInterval: number;
}

export const fivePointScan: Scan = { points: 5, spacing: 158e3, exposures: 1, rowInterval: 22.285 };
export const threePointScan: Scan = { points: 3, spacing: 263e3, exposures: 3, rowInterval: 41.5 };
const FIRST_OF_THREE_POINTS = Date.UTC(2010, 7, 1) / 1000;

export interface MeshPoint extends GroundPoint {
  /** Number of the point in its orbit, the same on every orbit of the same scan. */
  readonly index: number;
  /** Of the point, from 0. */
  readonly exposure: number;
}

/** The point below the satellite. */
export function subsatellitePoint(time: Time): GroundPoint {
  return pointBelow(ORBIT, time);
}

/** Numbers of the orbits that cross the equator southbound within half a period of [start, end). */
export function orbitsBetween(start: Time, end: Time): number[] {
  return revolutionsBetween(ORBIT, start, end);
}

/** All exposures of the southbound half of one orbit, in order of time. */
export function meshOf(orbit: number): MeshPoint[] {
  const node = ORBIT.nodeTime + orbit * NODAL_PERIOD;
  const { points, spacing, exposures, rowInterval } = node < FIRST_OF_THREE_POINTS ? fivePointScan : threePointScan;
  const exposureInterval = rowInterval / (points * exposures);
  // The day side ends at the poleward turn at the latest.
  const rowsToTurn = Math.floor(NODAL_PERIOD / 4 / rowInterval);
  const mesh: MeshPoint[] = [];
  for (let row = -rowsToTurn; row <= rowsToTurn; row++) {
    const rowTime = node + row * rowInterval;
    const nadir = vectorOf(subsatellitePoint(rowTime));
    const [east, north] = directionAt(nadir, vectorOf(subsatellitePoint(rowTime + 1)));
    for (let point = 0; point < points; point++) {
      // Southbound, the left hand points east.
      const place = moved(nadir, -north, east, ((points - 1) / 2 - point) * spacing);
      for (let exposure = 0; exposure < exposures; exposure++) {
        const turn = point * exposures + exposure - (points * exposures - 1) / 2;
        const index = (row + rowsToTurn) * points + point;
        mesh.push({ index, exposure, time: rowTime + turn * exposureInterval, ...place });
      }
    }
  }
  return mesh;
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
