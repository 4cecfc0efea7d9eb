/** Vertical motion beside that of files: the fit, the change to pressure velocity, and which values are compared. */
import { describe, expect, it } from "vitest";
import { GRAVITY } from "../../src/constants.js";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import type { Meteorology } from "../../src/meteorology/meteorology.js";
import { createFitTally } from "../../src/verification/originFit.js";
import { pressureVelocity, toInterfaces } from "../../src/verification/pressureVelocity.js";
import { chinaWeather, SUMMER_START } from "../../src/verification/summer.js";
import { compareVerticalVelocity, type KnownVerticalVelocity } from "../../src/verification/verticalVelocity.js";

const projection = createProjection(obliqueStereographic(116, 35));
const grid = createGrid(centredGrid("test", projection, 9, 8, 64e3, [116, 35]));
const vertical = verticalPreset("jdas-15");
const { levels } = vertical;

describe("the fit through the origin", () => {
  it("knows a multiple, and what is at right angles", () => {
    const tally = createFitTally();
    for (const x of [-1, 2, 3]) tally.add(x, -2.5 * x);
    expect(tally.fit()).toEqual({
      values: 3,
      theirs: expect.closeTo(Math.sqrt(14 / 3), 12),
      correlation: expect.closeTo(-1, 12),
      slope: expect.closeTo(-2.5, 12),
    });
    const across = createFitTally();
    across.add(1, 1);
    across.add(1, -1);
    expect(across.fit()).toMatchObject({ correlation: 0, slope: 0 });
    expect(createFitTally().fit().correlation).toBeNaN();
  });
});

describe("pressure velocity", () => {
  const calm = (ps: (column: number) => number): Meteorology => ({
    time: 0,
    surfacePressure: Float64Array.from({ length: grid.cells }, (_, c) => ps(c % grid.columns)),
    specificHumidity: new Float64Array(levels * grid.cells).fill(0.02),
    temperature: new Float64Array(levels * grid.cells).fill(280),
    xWind: new Float64Array(levels * grid.xFaces.length.length),
    yWind: new Float64Array(levels * grid.yFaces.length.length),
    boundaryLayerHeight: new Float64Array(grid.cells),
    frictionVelocity: new Float64Array(grid.cells),
    inverseObukhovLength: new Float64Array(grid.cells),
  });

  it("is that of the interface where nothing goes through it", () => {
    const [before, middle, after] = [9.9e4, 1e5, 1.01e5].map((ps) => calm(() => ps));
    const flow = createMassFluxBuilder(grid, vertical).build(before, middle, after);
    flow.zMassFlux.fill(0);
    flow.xMassFlux.fill(0);
    flow.yMassFlux.fill(0);
    const omega = pressureVelocity(grid, vertical, { flow, start: before, middle, end: after });
    for (let k = 1; k < levels; k++) {
      expect(omega[k * grid.cells + 20]).toBeCloseTo((vertical.b[k] * 2000) / 3600, 12);
    }
  });

  it("is that of the slope that the air follows", () => {
    // 100 Pa a cell to the east, and 10 m s-1 of wind: the air climbs down the pressure of the slope.
    const weather = calm((column) => 9e4 + 100 * column);
    const flow = createMassFluxBuilder(grid, vertical).build(weather, weather, weather);
    flow.zMassFlux.fill(0);
    flow.yMassFlux.fill(0);
    const [row, column] = [4, 4];
    const c = row * grid.columns + column;
    for (let k = 0; k < levels; k++) {
      const west = (k * grid.rows + row) * (grid.columns + 1) + column;
      const burden = flow.airMass[k * grid.cells + c] / grid.area[c];
      for (const face of [0, 1]) {
        flow.xMassFlux[west + face] = 10 * burden * grid.xFaces.length[row * (grid.columns + 1) + column + face];
      }
    }
    const omega = pressureVelocity(grid, vertical, { flow, start: weather, middle: weather, end: weather });
    const width = Math.sqrt(grid.area[c]);
    for (let k = 1; k < levels; k++) {
      expect(omega[k * grid.cells + c] / ((vertical.b[k] * 10 * 100) / width)).toBeCloseTo(1, 4);
    }
  });

  it("is the weight of moist air that falls", () => {
    const weather = calm(() => 1e5);
    const flow = createMassFluxBuilder(grid, vertical).build(weather, weather, weather);
    flow.zMassFlux.fill(-1e7);
    const omega = pressureVelocity(grid, vertical, { flow, start: weather, middle: weather, end: weather });
    const at = 5 * grid.cells + 30;
    expect(omega[at]).toBeCloseTo((GRAVITY * 1e7) / (grid.area[30] * 0.98), 9);
  });

  it("of a file is linear in pressure between its levels above the ground, and nothing elsewhere", () => {
    const axis = { a: Float64Array.of(2e4, 5e4, 9e4, 1e5), b: new Float64Array(4) };
    const field = Float64Array.from([NaN, NaN, 5, 5, 9, 9, 10, 10]);
    const out = toInterfaces(field, axis, vertical, Float64Array.of(1.02e5, 9.5e4));
    const differences = [1.02e5, 9.5e4].flatMap((ps, cell) =>
      Array.from({ length: levels - 1 }, (_, inner) => {
        const pressure = vertical.a[inner + 1] + vertical.b[inner + 1] * ps;
        const inside = pressure >= 5e4 && pressure <= (cell === 0 ? 1e5 : 9e4);
        const value = out[2 * (inner + 1) + cell];
        return inside ? Math.abs(value - pressure / 1e4) : Number(!Number.isNaN(value));
      }),
    );
    expect(Math.max(...differences)).toBeLessThan(1e-9);
  });
});

describe("the comparison", () => {
  const weather = chinaWeather(grid, vertical, 3);
  const times = [SUMMER_START + 3600, SUMMER_START + 7200];
  const half = (hidden: number): KnownVerticalVelocity => ({
    name: "w",
    unit: "kg s-1",
    times,
    theirs: (_, { flow }) => flow.zMassFlux.map((flux, i) => (i < hidden * grid.cells ? Number.NaN : flux / 2)),
    ours: ({ flow }) => flow.zMassFlux,
    close: () => {},
  });

  it("has a row for each interface and one for all, of the inner cells", () => {
    const rows = compareVerticalVelocity("case", grid, vertical, weather, half(3));
    const inner = (grid.rows - 2) * (grid.columns - 2);
    expect(rows.map((row) => row.interface)).toEqual([...Array.from({ length: levels - 1 }, (_, k) => k + 1), "all"]);
    expect(rows.map(({ values }) => values)).toEqual(
      rows.map((_, i) => times.length * inner * (i === levels - 1 ? levels - 3 : Number(i > 1))),
    );
    expect(rows[0].correlation).toBeNaN();
    for (const row of rows.slice(2)) {
      expect(row.correlation).toBeCloseTo(1, 12);
      expect(row.slope).toBeCloseTo(2, 12);
    }
    expect(rows[0].pressure).toBeCloseTo(vertical.a[1] + vertical.b[1] * 1e5, 9);
  });
});
