import { describe, expect, it } from "vitest";
import { centredGrid, createGrid, type Grid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { greatCircleDistance, unitVector, type Vector } from "../../src/grids/sphere.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import { syntheticMeteorology } from "../../src/meteorology/sources/synthetic.js";
import { columnOperator } from "../../src/observations/columnOperator.js";
import { type AirTrails, createAirTrails } from "../../src/transport/airTrail.js";
import { type HourlyForcing, hourlyForcing } from "../../src/transport/hourlyForcing.js";
import { columnFootprint } from "../../src/transport/linear/columnFootprint.js";
import { createLinearTransport } from "../../src/transport/linear/linearTransport.js";
import { createTurbulentExchange } from "../../src/transport/verticalMixing.js";
import { exampleRetrieval } from "../observations/exampleRetrieval.js";

const HOUR = 3600;
const grid = createGrid(centredGrid("test", createProjection(obliqueStereographic(116, 35)), 21, 17, 100e3, [116, 35]));
/** 05 UTC, early afternoon in China, when observations are made. */
const start = Date.UTC(2016, 6, 8, 5) / 1000;

/** Where a place of the lattice is. */
function at(column: number, row: number): Vector {
  return unitVector(...grid.projection.inverse(grid.x0 + column * grid.dx, grid.y0 + row * grid.dy));
}
function startOf(column: number, row: number): [number, number] {
  return grid.projection.inverse(grid.x0 + column * grid.dx, grid.y0 + row * grid.dy);
}
function kilometres(a: Vector, b: Vector): number {
  return greatCircleDistance(a, b) / 1e3;
}

/** One layer of 1 kg a cell. @param u, v [cells h-1] through the face at a place */
function flowOf(time: number, u: (row: number) => number, v: (column: number) => number) {
  const { columns, rows, cells } = grid;
  return {
    time,
    airMass: new Float64Array(cells).fill(1),
    xMassFlux: Float64Array.from({ length: (columns + 1) * rows }, (_, f) => u(Math.floor(f / (columns + 1))) / HOUR),
    yMassFlux: Float64Array.from({ length: columns * (rows + 1) }, (_, f) => v(f % columns) / HOUR),
  };
}
function blown(hours: number, u: (row: number) => number, v: (column: number) => number, kept = hours): AirTrails {
  const trails = createAirTrails(grid, kept, 1);
  for (let hour = 0; hour < hours; hour++) trails.record(flowOf(start + hour * HOUR, u, v));
  return trails;
}

describe("a trail of air", () => {
  it("goes straight back through a steady wind, to the hour and between", () => {
    const trails = blown(
      24,
      () => 0.4,
      () => -0.15,
    );
    expect(trails.now).toBe(start + 24 * HOUR);
    const trail = trails.from(...startOf(15.3, 5.6), trails.now!);
    for (const hours of [0, 1, 7.25, 16, 23.5, 24]) {
      expect(kilometres(trail(hours), at(15.3 - 0.4 * hours, 5.6 + 0.15 * hours))).toBeLessThan(1e-3);
    }
  });

  it("follows the wind of each hour", () => {
    const trails = createAirTrails(grid, 48, 1);
    const still = (): number => 0;
    trails.record(flowOf(start, () => 1, still));
    trails.record(flowOf(start + HOUR, still, () => 2));
    trails.record(flowOf(start + 2 * HOUR, () => -0.5, still));
    const trail = trails.from(...startOf(10, 8), start + 3 * HOUR);
    expect(kilometres(trail(1), at(10.5, 8))).toBeLessThan(1e-3);
    expect(kilometres(trail(2), at(10.5, 6))).toBeLessThan(1e-3);
    expect(kilometres(trail(3), at(9.5, 6))).toBeLessThan(1e-3);
    expect(trail(30)).toEqual(trail(3));
  });

  it("closes the circle of a solid rotation to a hundredth of its radius", () => {
    const omega = (2 * Math.PI) / 48;
    const trails = blown(
      48,
      (row) => -omega * (row - 8),
      (column) => omega * (column - 10),
    );
    const trail = trails.from(...startOf(16, 8), trails.now!);
    expect(kilometres(trail(24), at(4, 8))).toBeLessThan(12);
    expect(kilometres(trail(12), at(10, 2))).toBeLessThan(12);
    expect(kilometres(trail(48), at(16, 8))).toBeLessThan(12);
  });

  it("ends at the edge of the domain", () => {
    const trail = blown(
      48,
      () => 0.5,
      () => 0.1,
    ).from(...startOf(6, 8), start + 48 * HOUR);
    expect(kilometres(trail(12), at(0, 6.8))).toBeLessThan(1e-3);
    for (const hours of [13, 14, 40, 100]) expect(kilometres(trail(hours), at(-0.5, 6.7))).toBeLessThan(1e-3);
  });

  it("ends at the oldest hour kept", () => {
    const trail = blown(
      30,
      () => 0.25,
      () => 0,
      10,
    ).from(...startOf(15, 8), start + 30 * HOUR);
    expect(kilometres(trail(10), at(12.5, 8))).toBeLessThan(1e-3);
    expect(trail(11)).toEqual(trail(10));
  });

  it("begins where and when the air was seen, at the next whole hour", () => {
    const trails = blown(
      24,
      () => 0.4,
      () => 0,
    );
    const trail = trails.from(...startOf(15, 8), start + 19 * HOUR + 1500);
    expect(trail(0)).toEqual(trail(4));
    expect(kilometres(trail(4), at(15, 8))).toBeLessThan(1e-3);
    expect(kilometres(trail(10), at(15 - 0.4 * 6, 8))).toBeLessThan(1e-3);
    const seenNow = trails.from(...startOf(15, 8), start + 23 * HOUR + 1500);
    expect(seenNow(5)).toEqual(trails.from(...startOf(15, 8), trails.now!)(5));
  });

  it("has no gaps in time", () => {
    const trails = blown(
      3,
      () => 0,
      () => 0,
    );
    const late = flowOf(
      start + 4 * HOUR,
      () => 0,
      () => 0,
    );
    expect(() => trails.record(late)).toThrow(
      /know the wind up to 2016-07-08T08:00Z, and 2016-07-08T09:00Z is not next/,
    );
  });
});

/** Centres of the sensitivity of a column to the flux of single hours before it, by age [h]. */
async function centresOfSensitivity(
  domain: Grid,
  forcing: (time: number) => HourlyForcing,
  hours: number,
  place: readonly [number, number],
): Promise<Map<number, Vector>> {
  const end = start + hours * HOUR;
  const retrieval = exampleRetrieval({ time: end, longitude: place[0], latitude: place[1] });
  const column = {
    hours: [{ time: end, weight: 1 }],
    operator: (surfacePressure: Float64Array) => columnOperator(retrieval, domain, vertical, surfacePressure),
  };
  const linear = createLinearTransport({ grid: domain, vertical, timeStep: 1800 });
  const centres = new Map<number, Vector>();
  await columnFootprint({ linear, forcing, start, end }, column, (time, footprint) => {
    const sum = [0, 0, 0];
    footprint.forEach((value, cell) => {
      for (let i = 0; i < 3; i++) sum[i] += value * domain.unitVectors[3 * cell + i];
    });
    const norm = Math.hypot(...sum);
    centres.set((end - time) / HOUR, [sum[0] / norm, sum[1] / norm, sum[2] / norm]);
  });
  return centres;
}

const vertical = sigmaCoordinate("eight layers", [1, 0.98, 0.94, 0.88, 0.78, 0.6, 0.4, 0.2, 0], 5000);

describe("trails and the adjoint", () => {
  it("agree where all air moves alike, to a tenth of a cell", async () => {
    const domain = createGrid(longitudeLatitudeGrid("band", 100, 0, 1, 1, 40, 9));
    const weather = syntheticMeteorology({
      grid: domain,
      vertical,
      landFraction: new Float64Array(domain.cells).fill(1),
      seed: 3,
    });
    const real = hourlyForcing(
      weather,
      createMassFluxBuilder(domain, vertical),
      createTurbulentExchange(domain, vertical),
    );
    const forcing = (time: number): HourlyForcing => {
      const hour = real(time);
      const { flow } = hour;
      const { columns, rows, cells } = domain;
      for (let k = 0; k < vertical.levels; k++) {
        const mass = flow.airMass[k * cells + 4 * columns];
        flow.airMass.fill(mass, k * cells, (k + 1) * cells);
        flow.xMassFlux.fill((0.4 * mass) / HOUR, k * rows * (columns + 1), (k + 1) * rows * (columns + 1));
      }
      flow.airMassEnd.set(flow.airMass);
      flow.yMassFlux.fill(0);
      flow.zMassFlux.fill(0);
      return hour;
    };
    const hours = 50;
    const trails = createAirTrails(domain, hours, 0.1);
    for (let time = start; time < start + hours * HOUR; time += HOUR) trails.record(forcing(time).flow);
    const trail = trails.from(132, 4, trails.now!);
    const centres = await centresOfSensitivity(domain, forcing, hours, [132, 4]);
    for (const age of [6, 24, 48]) {
      expect(greatCircleDistance(trail(0), centres.get(age)!)).toBeGreaterThan(0.39 * (age - 0.5) * 110e3);
      expect(greatCircleDistance(trail(age - 0.5), centres.get(age)!)).toBeLessThan(11e3);
    }
  });

  it("agree in synthetic weather much better than the observation's own place does", async () => {
    const domain = createGrid(
      centredGrid("coarse", createProjection(obliqueStereographic(116, 35)), 26, 22, 220e3, [116, 35]),
    );
    const landFraction = new Float64Array(domain.cells).fill(1);
    const weather = syntheticMeteorology({ grid: domain, vertical, landFraction, seed: 101 });
    const forcing = hourlyForcing(
      weather,
      createMassFluxBuilder(domain, vertical),
      createTurbulentExchange(domain, vertical),
    );
    const hours = 40;
    const trails = createAirTrails(domain, hours, 0.1);
    for (let time = start; time < start + hours * HOUR; time += HOUR) trails.record(forcing(time).flow);
    const moved: number[] = [];
    const left: number[] = [];
    for (const [longitude, latitude] of [
      [116, 35],
      [125, 44],
    ] as const) {
      const trail = trails.from(longitude, latitude, trails.now!);
      const centres = await centresOfSensitivity(domain, forcing, hours, [longitude, latitude]);
      for (const age of [24, 40]) {
        moved.push(greatCircleDistance(trail(0), centres.get(age)!));
        left.push(greatCircleDistance(trail(age - 0.5), centres.get(age)!));
      }
    }
    const sum = (values: number[]): number => values.reduce((total, value) => total + value);
    expect(sum(moved) / 4).toBeGreaterThan(400e3);
    expect(sum(left)).toBeLessThan(0.25 * sum(moved));
  });
});
