/** The lattice against the formulas of its projection, on the sphere of 6370 km. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.js";
import {
  cellVector,
  centredGrid,
  createGrid,
  type Grid,
  gridPreset,
  longitudeLatitudeGrid,
} from "../../src/grids/grid.js";
import { createProjection } from "../../src/grids/projection.js";
import { greatCircleDistance, unitVector } from "../../src/grids/sphere.js";

const R = 6.37e6;
const radians = Math.PI / 180;

function projected(definition: string, spacing: number, centre: readonly [number, number], n = 24): Grid {
  return createGrid(centredGrid("test", createProjection(definition), n, n, spacing, centre));
}

const china = createGrid(gridPreset("china-64km"));
const pacific = createGrid(longitudeLatitudeGrid("pacific", 170, -10, 2.5, 2, 9, 11));
const grids: [string, Grid][] = [
  ["china-64km", china],
  ["longitude-latitude across the date line", pacific],
  ["Lambert", projected("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=35 +lon_0=110 +R=6370000", 100e3, [104, 33])],
  ["Mercator", projected("+proj=merc +lon_0=100 +R=6370000", 100e3, [110, -8])],
  ["polar stereographic", projected("+proj=stere +lat_0=90 +lat_ts=60 +lon_0=105 +R=6370000", 100e3, [90, 80])],
  ["Lambert azimuthal", projected("+proj=laea +lat_0=35 +lon_0=105 +R=6370000", 100e3, [105, 35])],
  ["Albers", projected("+proj=aea +lat_1=25 +lat_2=47 +lat_0=35 +lon_0=105 +R=6370000", 100e3, [105, 35])],
];

/** Map factor of a conformal projection in the middle of a face, from the length of the face. */
function largestLengthError(grid: Grid, mapFactor: (longitude: number, latitude: number) => number): number {
  let worst = 0;
  for (const faces of [grid.xFaces, grid.yFaces]) {
    faces.length.forEach((length, f) => {
      const expected = grid.dx / mapFactor(faces.longitude[f], faces.latitude[f]);
      worst = Math.max(worst, Math.abs(length / expected - 1));
    });
  }
  return worst;
}

/** k = 2 / (1 + cos c), c the angle from the centre at 35 N 116 E (Snyder 1987, eq. 21-4). */
const centre = unitVector(116, 35);
function stereographicFactor(longitude: number, latitude: number): number {
  const p = unitVector(longitude, latitude);
  return 2 / (1 + p[0] * centre[0] + p[1] * centre[1] + p[2] * centre[2]);
}

describe("china-64km", () => {
  const middle = 42 * 105 + 52;

  it("has 105 x 86 cells whose middle is 35 N 116 E", () => {
    expect([china.columns, china.rows, china.cells]).toEqual([105, 86, 9030]);
    const { column, row } = china.locate(116, 35);
    expect(column).toBeCloseTo(52, 9);
    expect(row).toBeCloseTo(42.5, 9);
    expect([middle, middle + 105]).toContain(china.cellAt(116, 35));
    expect(china.longitude[middle]).toBeCloseTo(116, 9);
    // half a cell below the middle: c = 2 atan(32 km / 2 R)
    const c = (2 * Math.atan(32e3 / (2 * R))) / radians;
    expect(china.latitude[middle]).toBeCloseTo(35 - c, 9);
    expect(china.latitude[middle + 105]).toBeCloseTo(35 + c, 9);
  });

  it("spans East Asia, rows to the north and columns to the east", () => {
    expect(china.latitude[52]).toBeLessThan(12);
    expect(china.latitude[85 * 105 + 52]).toBeGreaterThan(58);
    expect(china.latitude.subarray(105).every((latitude, cell) => latitude > china.latitude[cell])).toBe(true);
    expect(china.longitude[42 * 105]).toBeLessThan(84);
    expect(china.longitude[42 * 105 + 104]).toBeGreaterThan(148);
  });

  it("has cells of 4096 km2 at the middle and of dx^2 / k^2 elsewhere", () => {
    expect(china.area[middle] / 4.096e9).toBeCloseTo(1, 4);
    const errors = china.area.map((area, cell) => {
      const k = stereographicFactor(china.longitude[cell], china.latitude[cell]);
      return Math.abs((area * k * k) / 4.096e9 - 1);
    });
    expect(Math.max(...errors)).toBeLessThan(1e-4);
    expect(stereographicFactor(china.longitude[0], china.latitude[0])).toBeGreaterThan(1.1);
  });

  it("covers the area that the map factor gives: 1 / k^2 over the plane, k = 1 + rho^2 / 4 R^2", () => {
    // Simpson's rule over the rectangle; the sides of cells are great circles, which adds s^3 / 12 times the curvature
    // of the rectangle's sides for each of its 382 outer faces: 8e-6 of the area
    const n = 200;
    let sum = 0;
    for (let j = 0; j <= n; j++) {
      for (let i = 0; i <= n; i++) {
        const weight = [i, j].reduce((w, m) => w * (m === 0 || m === n ? 1 : m % 2 === 1 ? 4 : 2), 1 / 9);
        const x = (i / n - 0.5) * 105 * 64e3;
        const y = (j / n - 0.5) * 86 * 64e3;
        sum += weight / (1 + (x * x + y * y) / (4 * R * R)) ** 2;
      }
    }
    const integral = sum * ((105 * 64e3) / n) * ((86 * 64e3) / n);
    expect(Math.abs(china.area.reduce((total, area) => total + area, 0) / integral - 1)).toBeLessThan(1e-5);
  });

  it("has faces of dx / k", () => {
    expect(largestLengthError(china, stereographicFactor)).toBeLessThan(1e-5);
  });
});

describe("other projections", () => {
  it("Mercator: faces of dx cos(latitude)", () => {
    expect(largestLengthError(grids[3][1], (_, phi) => 1 / Math.cos(phi * radians))).toBeLessThan(1e-4);
  });

  it("polar stereographic, true at 60 N: k = (1 + sin 60) / (1 + sin latitude)", () => {
    const k = (_: number, phi: number): number => (1 + Math.sin(60 * radians)) / (1 + Math.sin(phi * radians));
    expect(largestLengthError(grids[4][1], k)).toBeLessThan(1e-4);
  });

  it("Lambert, true at 30 and 60 N (Snyder 1987, eqs. 15-3 and 15-5)", () => {
    const t = (phi: number): number => Math.tan(Math.PI / 4 + (phi * radians) / 2);
    const [c1, c2] = [Math.cos(30 * radians), Math.cos(60 * radians)];
    const n = Math.log(c1 / c2) / Math.log(t(60) / t(30));
    const k = (_: number, phi: number): number => (c1 * t(30) ** n) / (Math.cos(phi * radians) * t(phi) ** n);
    expect(largestLengthError(grids[2][1], k)).toBeLessThan(1e-4);
  });

  it.each(grids.slice(5))("%s: cells of equal area, dx^2", (_, grid) => {
    expect(Math.max(...grid.area.map((area) => Math.abs(area / 1e10 - 1)))).toBeLessThan(1e-4);
  });
});

describe("longitude-latitude across the date line", () => {
  it("has continuous columns and longitudes within 180 degrees", () => {
    expect(pacific.longitude[3]).toBe(177.5);
    expect(Math.abs(pacific.longitude[4])).toBe(180);
    expect(pacific.longitude[5]).toBe(-177.5);
    expect(pacific.locate(-175, 0)).toEqual({ column: 6, row: 5 });
    expect(pacific.locate(185, 0)).toEqual({ column: 6, row: 5 });
    expect(pacific.cellAt(-170.1, 3.1)).toBe(7 * 9 + 8);
  });

  it("has cells between parallels: R^2 dlambda (sin north - sin south)", () => {
    for (const cell of [0, 22, 49, 98]) {
      const phi = pacific.latitude[cell];
      const band = Math.sin((phi + 1) * radians) - Math.sin((phi - 1) * radians);
      expect(pacific.area[cell] / (R * R * 2.5 * radians * band)).toBeCloseTo(1, 3);
    }
  });

  it("has faces along meridians and parallels", () => {
    expect(pacific.xFaces.length[0]).toBeCloseTo(R * 2 * radians, 3);
    pacific.xFaces.normalEast.forEach((east) => expect(east).toBeCloseTo(1, 12));
    pacific.yFaces.normalNorth.forEach((north) => expect(north).toBeCloseTo(1, 12));
    expect(pacific.yFaces.length[0] / (R * 2.5 * radians * Math.cos(11 * radians))).toBeCloseTo(1, 4);
  });
});

describe.each(grids)("%s", (_, grid) => {
  const { columns, rows, cells } = grid;

  it("has the unit vectors of its centres, and corners around them", () => {
    for (const cell of [0, columns + 1, cells - 1]) {
      const expected = unitVector(grid.longitude[cell], grid.latitude[cell]);
      cellVector(grid, cell).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 14));
      const southWest = Math.floor(cell / columns) * (columns + 1) + (cell % columns);
      const corner = (k: number) => unitVector(grid.cornerLongitude[k], grid.cornerLatitude[k]);
      const diagonal = greatCircleDistance(corner(southWest), corner(southWest + columns + 2));
      expect(greatCircleDistance(corner(southWest), expected) / diagonal).toBeCloseTo(0.5, 2);
    }
  });

  it("has unit normals that point to growing column and row", () => {
    // the compass direction from one centre to the next, by differences in longitude and latitude at their middle
    const compass = (from: number, to: number): [number, number] => {
      const step = grid.longitude[to] - grid.longitude[from];
      const phi = ((grid.latitude[from] + grid.latitude[to]) / 2) * radians;
      const east = (step - 360 * Math.round(step / 360)) * Math.cos(phi);
      const north = grid.latitude[to] - grid.latitude[from];
      return [east / Math.hypot(east, north), north / Math.hypot(east, north)];
    };
    let [length, turn] = [0, 0];
    const check = (east: number, north: number, from: number, to: number): void => {
      length = Math.max(length, Math.abs(Math.hypot(east, north) - 1));
      if (Math.max(Math.abs(grid.latitude[from]), Math.abs(grid.latitude[to])) > 75) return;
      const [x, y] = compass(from, to);
      turn = Math.max(turn, 1 - (east * x + north * y));
    };
    for (let row = 0; row < rows; row++) {
      for (let column = 1; column < columns; column++) {
        const face = row * (columns + 1) + column;
        const cell = row * columns + column;
        check(grid.xFaces.normalEast[face], grid.xFaces.normalNorth[face], cell - 1, cell);
      }
    }
    for (let cell = columns; cell < cells; cell++) {
      check(grid.yFaces.normalEast[cell], grid.yFaces.normalNorth[cell], cell - columns, cell);
    }
    expect(length).toBeLessThan(1e-12);
    expect(turn).toBeLessThan(1e-3);
  });

  it("lets as much of a rotation of the sphere out of each cell as into it, each face its share", () => {
    // velocity omega x r has the stream function psi = -R omega . r: between two points flows their difference
    const axis = unitVector(40, 50);
    const flow = (faces: Grid["xFaces"], f: number): number => {
      const [lambda, phi] = [faces.longitude[f] * radians, faces.latitude[f] * radians];
      const r = unitVector(faces.longitude[f], faces.latitude[f]);
      const v = [axis[1] * r[2] - axis[2] * r[1], axis[2] * r[0] - axis[0] * r[2], axis[0] * r[1] - axis[1] * r[0]];
      const east = -Math.sin(lambda) * v[0] + Math.cos(lambda) * v[1];
      const along = Math.cos(lambda) * v[0] + Math.sin(lambda) * v[1];
      const north = -Math.sin(phi) * along + Math.cos(phi) * v[2];
      return (east * faces.normalEast[f] + north * faces.normalNorth[f]) * faces.length[f];
    };
    const psi = (corner: number): number => {
      const r = unitVector(grid.cornerLongitude[corner], grid.cornerLatitude[corner]);
      return -R * (axis[0] * r[0] + axis[1] * r[1] + axis[2] * r[2]);
    };
    const typical = Math.sqrt(grid.area[0]);
    let [leak, error] = [0, 0];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const x = row * (columns + 1) + column;
        const y = row * columns + column;
        const west = flow(grid.xFaces, x);
        const south = flow(grid.yFaces, y);
        const net = flow(grid.xFaces, x + 1) - west + flow(grid.yFaces, y + columns) - south;
        leak = Math.max(leak, Math.abs(net) / typical);
        error = Math.max(error, Math.abs(west - (psi(x) - psi(x + columns + 1))) / typical);
        error = Math.max(error, Math.abs(south - (psi(x + 1) - psi(x))) / typical);
      }
    }
    expect(leak).toBeLessThan(2e-5);
    expect(error).toBeLessThan(1e-4);
  });

  it("finds every point of the domain in its cell and none outside", () => {
    const inside = fc.tuple(
      fc.double({ min: -0.499, max: columns - 0.501, noNaN: true }),
      fc.double({ min: -0.499, max: rows - 0.501, noNaN: true }),
    );
    const point = (column: number, row: number): [number, number] =>
      grid.projection.inverse(grid.x0 + column * grid.dx, grid.y0 + row * grid.dy);
    fc.assert(
      fc.property(inside, ([i, j]) => {
        const [longitude, latitude] = point(i, j);
        const { column, row } = grid.locate(longitude, latitude);
        expect(column).toBeCloseTo(i, 6);
        expect(row).toBeCloseTo(j, 6);
        fc.pre([i, j].every((value) => Math.abs(value - Math.floor(value) - 0.5) > 1e-6));
        expect(grid.cellAt(longitude, latitude)).toBe(Math.round(j) * columns + Math.round(i) + 0);
      }),
      { seed: 1 },
    );
    for (const [i, j] of [
      [-0.51, 3],
      [columns - 0.49, 3],
      [3, -0.51],
      [3, rows - 0.49],
    ]) {
      expect(grid.cellAt(...point(i, j))).toBe(-1);
    }
    const found = grid.longitude.map((longitude, cell) => grid.cellAt(longitude, grid.latitude[cell]));
    expect(found.every((cell, i) => cell === i)).toBe(true);
    expect(grid.cellAt(-60, -40)).toBe(-1);
  });
});

describe("a point that the projection cannot show", () => {
  it("is outside", () => {
    expect(china.cellAt(-64, -35)).toBe(-1);
    expect(grids[5][1].cellAt(-75, -35)).toBe(-1);
    expect(grids[3][1].cellAt(110, 90)).toBe(-1);
  });
});

describe("createGrid", () => {
  const laea = createProjection("+proj=laea +lat_0=35 +lon_0=105 +R=6370000");

  it.each([
    ["beyond the edge of its projection", centredGrid("g", laea, 24, 24, 1200e3, [105, 35])],
    ["around a point that its projection cannot show", centredGrid("g", laea, 24, 24, 100e3, [-75, -35])],
    [
      "in a projection whose parameters are missing",
      centredGrid("g", createProjection("+proj=lcc +R=6370000"), 24, 24, 100e3, [105, 35]),
    ],
    ["that goes around the Earth more than once", longitudeLatitudeGrid("g", -180, -40, 2, 2, 200, 40)],
    ["across a pole", longitudeLatitudeGrid("g", 0, 80, 2, 2, 20, 8)],
    [
      "that wraps around in Mercator's plane",
      centredGrid("g", createProjection("+proj=merc +lon_0=100 +R=6370000"), 80, 20, 600e3, [100, 0]),
    ],
  ])("refuses a lattice %s", (_, definition) => {
    expect(() => createGrid(definition)).toThrow(ConfigError);
    expect(() => createGrid(definition)).toThrow('grid "g"');
  });

  it("takes a lattice around the whole Earth, from pole to pole", () => {
    const globe = createGrid(longitudeLatitudeGrid("globe", -178.75, -89, 2.5, 2, 144, 90));
    expect(globe.area.reduce((sum, area) => sum + area, 0) / (4 * Math.PI * R * R)).toBeCloseTo(1, 12);
  });
});
