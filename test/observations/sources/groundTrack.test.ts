import { describe, expect, it } from "vitest";
import { greatCircleDistance, unitVector } from "../../../src/grids/sphere.js";
import {
  meshOf,
  NODAL_PERIOD,
  orbitsBetween,
  POINTS_ACROSS,
  subsatellitePoint,
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

describe("the mesh", () => {
  const [orbit] = orbitsBetween(start, start + 3600);
  const mesh = meshOf(orbit);

  it("has five points across the track, 158 km apart, the middle one below the satellite", () => {
    for (let i = 0; i < mesh.length; i += POINTS_ACROSS) {
      const row = mesh.slice(i, i + POINTS_ACROSS);
      for (let p = 1; p < POINTS_ACROSS; p++) expect(distance(row[p - 1], row[p])).toBeCloseTo(158e3, -2);
      expect(distance(row[2], subsatellitePoint(row[2].time))).toBeLessThan(1);
      const [first, , , , last] = row;
      expect(distance(first, last)).toBeGreaterThan(630e3);
    }
  });

  it("has a row every 152 km, each in order of time, scanned from east to west", () => {
    for (let i = 2; i + POINTS_ACROSS < mesh.length; i += POINTS_ACROSS) {
      const step = distance(mesh[i], mesh[i + POINTS_ACROSS]);
      expect(Math.abs(step - 152e3)).toBeLessThan(5e3);
    }
    const times = mesh.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const tropics = mesh.findIndex(({ latitude }) => latitude < 20);
    const row = tropics - (tropics % POINTS_ACROSS);
    const turn = ((mesh[row].longitude - mesh[row + 4].longitude + 540) % 360) - 180;
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
    const orbits = orbitsBetween(start, start + 86400);
    const times = orbits.flatMap((number) => meshOf(number).map(({ time }) => time));
    expect(Math.min(...times)).toBeLessThan(start);
    expect(Math.max(...times)).toBeGreaterThan(start + 86400);
    expect(new Set(times).size).toBe(times.length);
  });
});
