import { describe, expect, it } from "vitest";
import { fluxScores } from "../../src/evaluation/fluxScores.js";
import { drawPatches } from "../../src/fluxes/patchyBiomes.js";
import { patchyTruth } from "../../src/fluxes/patchyTruth.js";
import { syntheticBiosphere } from "../../src/fluxes/sources/syntheticBiosphere.js";
import { truthFluxes } from "../../src/fluxes/truthFluxes.js";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { landFraction } from "../../src/grids/landFraction.js";
import { naturalEarthLand } from "../../src/io/naturalEarth.js";
import { randomField } from "../../src/random.js";
import { regionMasks } from "../../src/regions/masks.js";
import { parseTime } from "../../src/time.js";

const grid = createGrid(
  centredGrid("coarse", createProjection(obliqueStereographic(116, 35)), 53, 43, 128e3, [116, 35]),
);
const land = landFraction(grid, naturalEarthLand("110m"));
const prior = syntheticBiosphere(grid, land);
const start = parseTime("2016-07-01")!;
const end = parseTime("2016-07-31")!;
const of = (seed: number, size = 1) => patchyTruth(grid, land, prior, { seed, size, start, end });
const noon = start + 4 * 86400 + 5 * 3600;

/** Mean of some days, [cell]. */
function meanOf(source: { hourly(time: number): Float64Array }, days: readonly number[]): Float64Array {
  const sum = new Float64Array(grid.cells);
  for (const day of days) {
    for (let hour = 0; hour < 24; hour++) {
      source.hourly(start + day * 86400 + hour * 3600).forEach((value, cell) => (sum[cell] += value));
    }
  }
  return sum.map((value) => value / (24 * days.length));
}

/** Largest over usual differences of neighbouring land cells [1]. */
function unevenness(error: Float64Array): number {
  const jumps: number[] = [];
  for (let cell = 0; cell + 1 < grid.cells; cell++) {
    if (land[cell] === 1 && land[cell + 1] === 1) jumps.push(Math.abs(error[cell + 1] - error[cell]));
  }
  jumps.sort((a, b) => a - b);
  return jumps[Math.floor(0.97 * jumps.length)] / jumps[Math.floor(0.5 * jumps.length)];
}

describe("patches", () => {
  const { patchOf, latitude } = drawPatches(grid, 200e3, randomField(1, "test"));

  it("are some 200 km wide, each in one piece's reach of its centre", () => {
    const areas = new Map<number, number>();
    patchOf.forEach((patch, cell) => areas.set(patch, (areas.get(patch) ?? 0) + grid.area[cell]));
    const widths = [...areas.values()].map((area) => Math.sqrt(area) / 1e3).sort((a, b) => a - b);
    expect(widths[widths.length >> 1]).toBeGreaterThan(130);
    expect(widths[widths.length >> 1]).toBeLessThan(250);
    patchOf.forEach((patch, cell) => expect(Math.abs(latitude[patch] - grid.latitude[cell])).toBeLessThan(5));
  });
});

describe("patchyTruth", () => {
  it("is of the size of the standard truth at the scale of the grid and of regions", () => {
    const regions = regionMasks(grid, land);
    const days = [12, 20, 28];
    const before = meanOf(prior, days);
    const sizes = (truths: readonly { hourly(time: number): Float64Array }[], scale: string): number => {
      const errors = truths.map((truth) => {
        const scores = fluxScores(regions, grid, before, before, meanOf(truth, days));
        return scores.find((score) => score.scale === scale)!.prior;
      });
      return errors.reduce((sum, error) => sum + error, 0) / errors.length;
    };
    const seeds = [11, 12, 13];
    const patchy = seeds.map((seed) => of(seed));
    const standard = seeds.map((seed) =>
      truthFluxes(grid, prior, { seed, uptakeError: 0.3, respirationError: 0.25, weatherDriven: 0.15 }),
    );
    for (const scale of ["grid", "R24", "R8"]) {
      const ratio = sizes(patchy, scale) / sizes(standard, scale);
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.6);
    }
  });

  it("has edges: neighbouring cells differ by more than the smooth truth lets them, and sea stays as it is", () => {
    const truth = of(1).hourly(noon);
    const before = prior.hourly(noon);
    const error = truth.map((value, cell) => value - before[cell]);
    expect(error.filter((value, cell) => land[cell] === 0 && value !== 0)).toHaveLength(0);
    const smooth = truthFluxes(grid, prior, { seed: 1, uptakeError: 0.3, respirationError: 0.25, weatherDriven: 0 });
    const ofSmooth = smooth.hourly(noon).map((value, cell) => value - before[cell]);
    expect(unevenness(error)).toBeGreaterThan(1.5 * unevenness(ofSmooth));
  });

  it("has errors that grow with their size, none without", () => {
    const before = prior.hourly(noon);
    const [whole, third] = [of(2).hourly(noon), of(2, 1 / 3).hourly(noon)];
    before.forEach((value, cell) => expect(third[cell] - value).toBeCloseTo((whole[cell] - value) / 3, 18));
    expect(of(2, 0).hourly(noon)).toEqual(before);
  });

  it("depends on the seed alone", () => {
    expect(of(3).hourly(noon)).toEqual(of(3).hourly(noon));
    expect(of(4).hourly(noon)).not.toEqual(of(3).hourly(noon));
  });

  it("has a drought from the middle of its period on, somewhere", () => {
    const ratio = (day: number): number => {
      const time = start + day * 86400 + 5 * 3600;
      const uptake = of(5).grossUptake!(time);
      const always = patchyTruth(grid, land, prior, { seed: 5, size: 1, start, end: end + 365 * 86400 }).grossUptake!(
        time,
      );
      return uptake.reduce(
        (least, value, cell) => (always[cell] > 1e-6 ? Math.min(least, value / always[cell]) : least),
        2,
      );
    };
    expect(ratio(14)).toBeCloseTo(1, 12);
    expect(ratio(25)).toBeCloseTo(0.55, 2);
  });

  it("keeps the daily mean of its light: by day and night the same carbon, at other hours", () => {
    const [uptake, before] = [of(6), prior].map((source) =>
      meanOf({ hourly: (time) => source.grossUptake!(time) }, [3]),
    );
    const hourly = (source: { grossUptake?(time: number): Float64Array }, cell: number): number[] =>
      Array.from({ length: 24 }, (_, hour) => source.grossUptake!(start + 3 * 86400 + hour * 3600)[cell]);
    const cell = grid.cellAt(113, 30);
    const shape = hourly(of(6), cell).map(
      (value, hour) => value / uptake[cell] - hourly(prior, cell)[hour] / before[cell],
    );
    expect(Math.max(...shape.map(Math.abs))).toBeGreaterThan(0.02);
    expect(uptake[cell]).toBeGreaterThan(0);
  });
});
