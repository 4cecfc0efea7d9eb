import { describe, expect, it } from "vitest";
import { greatCircleDistance, unitVector } from "../../../src/grids/sphere.js";
import {
  fivePointScan,
  meshOf,
  NODAL_PERIOD,
  orbitsBetween,
  subsatellitePoint,
  threePointScan,
} from "../../../src/observations/sources/groundTrack.js";
import type { GroundPoint } from "../../../src/observations/sources/sunSynchronousOrbit.js";
import { localSolarHour } from "../../../src/time.js";

const start = Date.UTC(2016, 6, 1) / 1000;
const distance = (a: GroundPoint, b: GroundPoint): number =>
  greatCircleDistance(unitVector(a.longitude, a.latitude), unitVector(b.longitude, b.latitude));

describe("the ground track", () => {
  it("passes 20 to 50 N at 13:00 local time within half an hour, southbound", () => {
    let seen = 0;
    for (let time = start; time < start + 3 * 86400; time += 60) {
      const point = subsatellitePoint(time);
      const southbound = subsatellitePoint(time + 1).latitude < point.latitude;
      if (!southbound || point.latitude < 20 || point.latitude > 50) continue;
      seen++;
      expect(Math.abs(localSolarHour(time, point.longitude) - 13)).toBeLessThan(0.5);
    }
    expect(seen).toBeGreaterThan(300);
  });

  it("repeats after 3 days and 44 orbits, and not before", () => {
    let node = start;
    while (Math.abs(subsatellitePoint(node).latitude) > 0.1) node++;
    const gap = (orbits: number): number =>
      distance(subsatellitePoint(node), subsatellitePoint(node + orbits * NODAL_PERIOD));
    expect(gap(44)).toBeLessThan(10);
    for (let orbits = 1; orbits < 44; orbits++) expect(gap(orbits)).toBeGreaterThan(900e3);
  });

  it("turns 82 degrees from the equator", () => {
    let north = 0;
    for (let t = 0; t < NODAL_PERIOD; t += 5) north = Math.max(north, subsatellitePoint(start + t).latitude);
    expect(north).toBeGreaterThan(81.8);
    expect(north).toBeLessThan(82.2);
  });

  it("has no jump at the date line, the nodes or the poles", () => {
    for (let t = 0; t < 86400; t += 10) {
      const step = distance(subsatellitePoint(start + t), subsatellitePoint(start + t + 10));
      expect(step).toBeGreaterThan(60e3);
      expect(step).toBeLessThan(75e3);
    }
  });
});

describe.each([
  ["in 2009", Date.UTC(2009, 6, 1) / 1000, fivePointScan, 152e3],
  ["since August 2010", start, threePointScan, 283e3],
])("the mesh %s", (_, begin, { points, exposures, spacing }, rowSpacing) => {
  const [orbit] = orbitsBetween(begin, begin + 3600);
  const mesh = meshOf(orbit);
  const places = mesh.filter(({ exposure }) => exposure === 0);

  it("has its points across the track, evenly spaced, the middle one below the satellite", () => {
    for (let i = 0; i < places.length; i += points) {
      const row = places.slice(i, i + points);
      for (let p = 1; p < points; p++) expect(distance(row[p - 1], row[p])).toBeCloseTo(spacing, -2);
      const middle = mesh[i * exposures + (points * exposures - 1) / 2];
      expect(distance(middle, subsatellitePoint(middle.time))).toBeLessThan(1);
    }
  });

  it("looks at each point as often as the scan says, one exposure after the other", () => {
    for (let i = 0; i < mesh.length; i += exposures) {
      const own = mesh.slice(i, i + exposures);
      expect(own.map(({ exposure }) => exposure)).toEqual(own.map((_, e) => e));
      for (const { index, longitude, latitude } of own) {
        expect([index, longitude, latitude]).toEqual([own[0].index, own[0].longitude, own[0].latitude]);
      }
    }
    expect(new Set(mesh.map(({ index }) => index)).size).toBe(places.length);
  });

  it("has evenly spaced rows, each in order of time, scanned from east to west", () => {
    const middle = (points - 1) / 2;
    for (let i = middle; i + points < places.length; i += points) {
      const step = distance(places[i], places[i + points]);
      expect(Math.abs(step / rowSpacing - 1)).toBeLessThan(0.035);
    }
    const times = mesh.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const tropics = places.findIndex(({ latitude }) => latitude < 20);
    const row = tropics - (tropics % points);
    const turn = ((places[row].longitude - places[row + points - 1].longitude + 540) % 360) - 180;
    expect(turn).toBeGreaterThan(0);
  });

  it("repeats after 44 orbits", () => {
    const later = meshOf(orbit + 44);
    for (const [i, point] of mesh.entries()) {
      expect(later[i].time - point.time).toBeCloseTo(3 * 86400, 5);
      expect(distance(later[i], point)).toBeLessThan(10);
    }
  });

  it("covers a period: every southbound point of it belongs to one of its orbits", () => {
    const orbits = orbitsBetween(begin, begin + 86400);
    const times = orbits.flatMap((number) => meshOf(number).map(({ time }) => time));
    expect(Math.min(...times)).toBeLessThan(begin);
    expect(Math.max(...times)).toBeGreaterThan(begin + 86400);
    expect(new Set(times).size).toBe(times.length);
  });
});
