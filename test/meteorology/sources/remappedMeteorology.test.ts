/** Weather on a grid and layers of its own brought to others, on WRF's output that a test writes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CoverageError } from "../../../src/errors.js";
import { centredGrid, createGrid, type Grid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { createProjection } from "../../../src/grids/projection.js";
import { sigmaCoordinate } from "../../../src/grids/verticalCoordinate.js";
import type { MeteorologySource } from "../../../src/meteorology/meteorology.js";
import { onRun, type OwnMeteorology } from "../../../src/meteorology/sources/remappedMeteorology.js";
import { wrfMeteorology } from "../../../src/meteorology/sources/wrf.js";
import { writeWrf } from "./wrfFile.js";

const folder = mkdtempSync(join(tmpdir(), "remapped-"));
afterAll(() => rmSync(folder, { recursive: true }));
const START = Date.UTC(2016, 6, 1) / 1000;
const HOUR = 3600;
/** On Lambert's cone meridians turn by this share of their distance: the sine of the standard parallel. */
const PARALLEL = 45;
const map = createProjection(
  `+proj=lcc +lat_1=${PARALLEL} +lat_2=${PARALLEL} +lat_0=45 +lon_0=10 +R=6370000 +units=m +no_defs`,
);
const own = centredGrid("domain", map, 20, 16, 20e3, [14, 46]);
const coarse = sigmaCoordinate("coarse", [1, 0.9, 0.6, 0.3, 0], 5000);
let weather: OwnMeteorology;

beforeAll(async () => {
  const path = join(folder, "wrfout_d01");
  await writeWrf(path, {
    grid: own,
    attributes: {
      MAP_PROJ: 1,
      CEN_LAT: 46,
      CEN_LON: 14,
      STAND_LON: 10,
      TRUELAT1: 45,
      TRUELAT2: 45,
      DX: 20e3,
      DY: 20e3,
    },
    times: ["2016-07-01_00:00:00", "2016-07-01_01:00:00"],
    eta: [1, 0.99, 0.95, 0.8, 0.5, 0],
  });
  weather = await wrfMeteorology([path], ({ cells }) => new Float64Array(cells).fill(1));
  return () => weather.close();
});

function on(grid: Grid, vertical = weather.vertical): MeteorologySource {
  return onRun(weather, { grid, vertical });
}

/** 8 x 8 of its cells, the first so many columns and three rows from the corner. */
function part(columns: number): Grid {
  const { grid } = weather;
  return createGrid({ ...grid, columns: 8, rows: 8, x0: grid.x0 + columns * grid.dx, y0: grid.y0 + 3 * grid.dy });
}

describe("weather on another grid than its own", () => {
  it("is itself on its own grid and layers", () => {
    expect(on(createGrid(weather.grid))).toBe(weather);
  });

  it("turns its winds to the faces of the grid", () => {
    const grid = createGrid(longitudeLatitudeGrid("small", 13.5, 45.5, 0.2, 0.15, 5, 4));
    const { xWind, yWind } = on(grid).at(START + HOUR / 2);
    // Between the steps 5.5 along the columns and -3 along the rows, which are turned clockwise east of the meridian of the map.
    const turn = (longitude: number): number =>
      ((longitude - 10) * Math.sin((PARALLEL * Math.PI) / 180) * Math.PI) / 180;
    grid.xFaces.longitude.forEach((longitude, face) => {
      expect(xWind[face]).toBeCloseTo(5.5 * Math.cos(turn(longitude)) - 3 * Math.sin(turn(longitude)), 3);
    });
    grid.yFaces.longitude.forEach((longitude, face) => {
      expect(yWind[face]).toBeCloseTo(-3 * Math.cos(turn(longitude)) - 5.5 * Math.sin(turn(longitude)), 3);
    });
  });

  it("is linear between its points, and itself at them", () => {
    // Moved by half a cell: surface pressure is linear in the number of a cell.
    const inner = part(2.5);
    const { surfacePressure, boundaryLayerHeight, shortwave, precipitation, xWind } = on(inner).at(START);
    const whole = weather.at(START);
    for (let row = 0; row < 8; row++) {
      for (let column = 0; column < 8; column++) {
        const west = (row + 3) * own.columns + column + 2;
        const between = (whole.surfacePressure[west] + whole.surfacePressure[west + 1]) / 2;
        expect(surfacePressure[row * 8 + column]).toBeCloseTo(between, 6);
        expect(shortwave?.[row * 8 + column]).toBeCloseTo(west + 0.5, 9);
      }
    }
    expect(boundaryLayerHeight[0]).toBeCloseTo(700, 9);
    expect(precipitation).toBeUndefined();
    expect(xWind.every((value) => Math.abs(value - 5) < 1e-6)).toBe(true);
  });

  it("keeps what its layers hold by mass", () => {
    const { temperature, specificHumidity, surfacePressure } = on(part(2), coarse).at(START);
    const whole = on(part(2)).at(START);
    const held = ({ b, levels }: typeof coarse, values: Float64Array): number =>
      Array.from({ length: levels }, (_, k) => (b[k] - b[k + 1]) * values[k * surfacePressure.length]).reduce(
        (sum, part) => sum + part,
      );
    expect(held(coarse, temperature)).toBeCloseTo(held(weather.vertical, whole.temperature), 6);
    expect(held(coarse, specificHumidity)).toBeCloseTo(held(weather.vertical, whole.specificHumidity), 9);
  });

  it("says what was done, and refuses a grid that reaches beyond it", () => {
    const { remarks, title, coverage } = on(part(4));
    expect(remarks.join()).toContain(
      "brought from its own 20 x 16 cells and 5 layers to the grid and layers of the run",
    );
    expect(title).toContain("on another grid");
    expect(coverage).toEqual(weather.coverage);
    expect(() => on(part(-1))).toThrow(CoverageError);
  });
});
