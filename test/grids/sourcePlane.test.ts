import { describe, expect, it } from "vitest";
import { curvilinearPlane } from "../../src/grids/curvilinearPlane.js";
import { createProjection } from "../../src/grids/projection.js";
import { projectedPlane, type SourcePlane } from "../../src/grids/sourcePlane.js";

const lambert = createProjection("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=35 +lon_0=110 +R=6370000");
const line = (from: number, step: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + i * step);
const [x, y] = [line(-500e3, 25e3, 41), line(-300e3, 20e3, 31)];
const projected = projectedPlane(lambert, x, y);

/** The same points known by their places alone. */
function curvilinear(): SourcePlane {
  const places = Array.from({ length: 31 * 41 }, (_, i) => projected.placeOf(i % 41, Math.floor(i / 41)));
  const [longitude, latitude] = [0, 1].map((n) => Float64Array.from(places, (place) => place[n]));
  return curvilinearPlane(longitude, latitude, 31, 41);
}

describe.each([
  ["of a projection", projected, 1e-9, 1e-9],
  ["of points alone", curvilinear(), 2e-3, 3e-3],
])("a lattice %s", (_, plane, tolerance, turn) => {
  it("finds places between its points, in whatever order they are asked for", () => {
    for (let n = 0; n < 500; n++) {
      const [column, row] = [(n * 7919) % 40, (n * 104729) % 30].map((whole, i) => whole + ((n * (i + 3)) % 10) / 10);
      const found = plane.locate(...lambert.inverse(-500e3 + 25e3 * column, -300e3 + 20e3 * row));
      expect(Math.abs(found[0] - column)).toBeLessThan(tolerance);
      expect(Math.abs(found[1] - row)).toBeLessThan(tolerance);
    }
  });

  it("has its outermost points, and nothing beyond them", () => {
    expect(plane.locate(...plane.placeOf(0, 0)).map(Math.round)).toEqual([0, 0]);
    expect(plane.locate(...plane.placeOf(40, 30)).map(Math.round)).toEqual([40, 30]);
    for (const [px, py] of [
      [-510e3, 0],
      [510e3, 0],
      [0, -305e3],
      [0, 305e3],
      [4e6, 2e6],
    ]) {
      expect(plane.locate(...lambert.inverse(px, py)).some(Number.isNaN)).toBe(true);
    }
    expect(plane.locate(-70, -35).some(Number.isNaN)).toBe(true);
  });

  it("knows whither its rows and columns go: the meridians of a Lambert map converge by n (lambda - lambda0)", () => {
    const n =
      Math.log(Math.cos(Math.PI / 6) / Math.cos(Math.PI / 3)) /
      Math.log(Math.tan((75 * Math.PI) / 180) / Math.tan((60 * Math.PI) / 180));
    for (const [lambda, phi] of [
      [106.2, 34.1],
      [110, 35],
      [113.7, 36.5],
    ]) {
      const convergence = (n * (lambda - 110) * Math.PI) / 180;
      const { column, row } = plane.directionsAt(lambda, phi);
      // Directions of points alone are those of the nearest ones.
      expect(Math.abs(column[0] - Math.cos(convergence))).toBeLessThan(turn + 1e-6);
      expect(Math.abs(column[1] + Math.sin(convergence))).toBeLessThan(turn + 1e-6);
      expect(Math.abs(row[0] - Math.sin(convergence))).toBeLessThan(turn + 1e-6);
      expect(Math.abs(row[1] - Math.cos(convergence))).toBeLessThan(turn + 1e-6);
    }
  });
});

it("a lattice of points may lie across the date line and near a pole", () => {
  const polar = createProjection("+proj=stere +lat_0=90 +lat_ts=60 +lon_0=180 +R=6370000");
  const plane = projectedPlane(polar, line(-1e6, 1e5, 21), line(-1e6, 1e5, 21));
  const places = Array.from({ length: 441 }, (_, i) => plane.placeOf(i % 21, Math.floor(i / 21)));
  const [longitude, latitude] = [0, 1].map((n) => Float64Array.from(places, (place) => place[n]));
  const points = curvilinearPlane(longitude, latitude, 21, 21);
  for (const [px, py] of [
    [12e4, -3e4],
    [-777e3, 345e3],
    [5e4, 5e4],
  ]) {
    const [column, row] = points.locate(...polar.inverse(px, py));
    expect(Math.abs(column - (px + 1e6) / 1e5)).toBeLessThan(5e-3);
    expect(Math.abs(row - (py + 1e6) / 1e5)).toBeLessThan(5e-3);
  }
});
