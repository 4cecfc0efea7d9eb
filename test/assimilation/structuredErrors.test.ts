import { describe, expect, it } from "vitest";
import { createStructuredErrors, layersOfMass, type PlaceError } from "../../src/assimilation/structuredErrors.js";
import { trueBoundaryOffsets } from "../../src/assimilation/trueBoundaryOffsets.js";
import { heightShares, offsetNames, sides, sideWeights } from "../../src/assimilation/boundaryOffsets.js";
import { STANDARD_PRESSURE } from "../../src/constants.js";
import { tropopausePressure } from "../../src/fields/background.js";
import { centredGrid, createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { perimeterCells } from "../../src/transport/lateralBoundary.js";
import { PPM } from "../../src/units.js";

const DAY = 86400;
const JULY = Date.UTC(2016, 6, 1) / 1000;
const JANUARY = Date.UTC(2016, 0, 1) / 1000;
const grid = createGrid(centredGrid("test", createProjection(obliqueStereographic(110, 35)), 20, 16, 300e3, [110, 35]));
const vertical = verticalPreset("jdas-15");
const layers = layersOfMass(vertical);
const places = perimeterCells(grid).length;
const errorsOf = (seed: number, sizes = { startPpm: 0.5, boundaryPpm: 0.7 }, on = grid) =>
  createStructuredErrors(on, vertical, { seed, ...sizes });

/** Mean of the square over mass and places [ppm2]. */
function meanSquare(error: PlaceError, count: number): number {
  let sum = 0;
  for (let place = 0; place < count; place++) {
    for (const { pressure, share } of layers) sum += share * (PPM * error(place, pressure, STANDARD_PRESSURE)) ** 2;
  }
  return sum / count;
}

/** Root mean square over seeds. */
function sizeOver(seeds: number, ofSeed: (seed: number) => number): number {
  let sum = 0;
  for (let seed = 1; seed <= seeds; seed++) sum += ofSeed(seed) / seeds;
  return Math.sqrt(sum);
}

describe("errors at the sides of another family", () => {
  it.each([
    ["July", JULY],
    ["January", JANUARY],
  ])("have boundaryPpm as root mean square over seeds, sides, mass and the days of %s", (_, month) => {
    const size = sizeOver(400, (seed) => {
      const errors = errorsOf(seed);
      let sum = 0;
      for (let day = 0; day < 30; day += 6) sum += meanSquare(errors.boundary(month + (day + 0.3) * DAY), places) / 5;
      return sum;
    });
    // 400 seeds know a variance of few free numbers to some 5 %.
    expect(size).toBeGreaterThan(0.7 * 0.95);
    expect(size).toBeLessThan(0.7 * 1.05);
  });

  it("have backgroundErrorPpm at the start, and keep their size where there is no seasonal cycle", () => {
    const start = sizeOver(400, (seed) => meanSquare(errorsOf(seed).initial(JULY), grid.cells));
    expect(Math.abs(start / 0.5 - 1)).toBeLessThan(0.05);
    const south = createGrid(longitudeLatitudeGrid("south", 100, -50, 3, 3, 12, 10));
    const size = sizeOver(400, (seed) =>
      meanSquare(errorsOf(seed, undefined, south).boundary(JULY), perimeterCells(south).length),
    );
    expect(Math.abs(size / 0.7 - 1)).toBeLessThan(0.05);
  });

  it("are proportional to their sizes, the same whenever they are asked for, and others with another seed", () => {
    const [one, twice] = [errorsOf(3), errorsOf(3, { startPpm: 1, boundaryPpm: 1.4 })];
    const at = (errors: typeof one, time: number): number => errors.boundary(time)(7, 7e4, 1e5);
    const later = at(one, JULY + 20 * DAY);
    expect(at(twice, JULY)).toBeCloseTo(2 * at(one, JULY), 15);
    expect(twice.initial(JULY)(50, 7e4, 1e5)).toBeCloseTo(2 * one.initial(JULY)(50, 7e4, 1e5), 15);
    expect(at(one, JULY + 20 * DAY)).toBe(later);
    expect(at(errorsOf(3), JULY + 20 * DAY)).toBe(later);
    expect(at(errorsOf(4), JULY)).not.toBe(at(one, JULY));
  });

  it("jump at the tropopause and at the top of the boundary layer, and nowhere else with height", () => {
    const cell = perimeterCells(grid)[0];
    const tropopause = tropopausePressure(Math.sin((grid.latitude[cell] * Math.PI) / 180));
    const step = (seed: number, pressure: number): number => {
      const error = errorsOf(seed).boundary(JULY);
      return PPM * Math.abs(error(0, pressure + 5, 1e5) - error(0, pressure - 5, 1e5));
    };
    const steps = (pressure: number): number => sizeOver(40, (seed) => step(seed, pressure) ** 2);
    for (const sharp of [tropopause, 8.5e4]) expect(steps(sharp)).toBeGreaterThan(0.2);
    for (const smooth of [5e4, 7e4, 9.5e4, tropopause + 1e3]) expect(steps(smooth)).toBeLessThan(0.01);
  });

  it("come and go within days at single places", () => {
    const cut = (seed: number, hours: number): number[] => {
      const errors = errorsOf(seed);
      const [before, after] = [errors.boundary(JULY), errors.boundary(JULY + hours * 3600)];
      return Array.from({ length: places }, (_, place) => PPM * (after(place, 8e4, 1e5) - before(place, 8e4, 1e5)));
    };
    const changes = Array.from({ length: 20 }, (_, seed) => cut(seed, 48))
      .flat()
      .map(Math.abs);
    expect(Math.max(...changes)).toBeGreaterThan(0.7);
    expect(changes.sort((a, b) => a - b)[Math.floor(changes.length / 2)]).toBeLessThan(0.2);
    for (const change of cut(1, 1)) expect(Math.abs(change)).toBeLessThan(0.2);
  });
});

describe("the true offsets of the sides", () => {
  it("are the low and high nearest to the mean of side and day: what is left over has no share of either", () => {
    const errors = errorsOf(5);
    const nothing = { low: [new Float64Array(grid.cells)], high: [new Float64Array(grid.cells)] };
    const perturbations = { boundary: () => nothing, offset: Float64Array.of(0) };
    const found = trueBoundaryOffsets(grid, vertical, perturbations, 0, JULY, errors);
    const weights = sideWeights(grid);
    const shares = heightShares(vertical);
    const [sums, totals] = [offsetNames.map(() => 0), sides.map(() => 0)];
    for (let hour = 0; hour < 24; hour++) {
      const error = errors.boundary(JULY + 3600 * hour);
      for (let place = 0; place < places; place++) {
        sides.forEach((_, side) => {
          const weight = weights[4 * place + side];
          totals[side] += weight;
          layers.forEach(({ share, pressure }, level) => {
            const [low, high] = [shares[2 * level], shares[2 * level + 1]];
            const left = error(place, pressure, STANDARD_PRESSURE) - low * found[2 * side] - high * found[2 * side + 1];
            sums[2 * side] += weight * share * low * left;
            sums[2 * side + 1] += weight * share * high * left;
          });
        });
      }
    }
    sums.forEach((sum, row) => expect((PPM * sum) / totals[Math.floor(row / 2)]).toBeCloseTo(0, 12));
    expect(Math.max(...found.map((offset) => PPM * Math.abs(offset)))).toBeGreaterThan(0.1);
  });
});
