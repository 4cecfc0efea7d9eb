/**
 * A strip of cells under a steady wind: columns seen now hold what the ground gave off on each of six days, farther
 * upwind with each. One sum tells little of six unknown days, so errors stay near those of the prior, unless fluxes err
 * alike from day to day; then what is seen of one day says as much of every other one, at the same place.
 */
import { describe, expect, it } from "vitest";
import { ensrf, type PerturbedRows } from "../../src/filters/ensrf.js";
import { type Localization, type Position, reachesOf } from "../../src/filters/localization.js";
import { simulatedTapers } from "../../src/filters/simulatedTapers.js";
import type { FilterObservation } from "../../src/filters/stateBlock.js";
import { randomField } from "../../src/random.js";

const CELLS = 80;
const DAYS = 6;
const MEMBERS = 40;
const OBSERVATIONS = 20;
/** [cells h-1]; a cell is a degree of the equator. */
const WIND = 0.25;
const ERROR = 0.5;

const onEquator = (longitude: number): Position => {
  const angle = (longitude * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle), 0];
};
const geometry = {
  cells: CELLS,
  unitVectors: Float64Array.from(Array.from({ length: CELLS }, (_, cell) => [...onEquator(cell)]).flat()),
  radius: 6.37e6,
};
const age = (day: number): number => 24 * day + 12;

/** Smooth fluxes of unit variance, [day][cell], 6 cells of correlation length: new every day, or always the same. */
function drawFluxes(seed: number, member: number, persistent: boolean): Float64Array {
  const noise = randomField(seed, "test", member);
  const shape = Array.from({ length: 37 }, (_, i) => Math.exp(-(((i - 18) / 6) ** 2)));
  const norm = Math.hypot(...shape);
  const days = Array.from({ length: persistent ? 1 : DAYS }, (_, day) => {
    const white = Array.from({ length: CELLS + 36 }, (__, i) => noise.normal(1000 * day + i));
    return Array.from({ length: CELLS }, (__, cell) =>
      shape.reduce((sum, weight, i) => sum + (weight / norm) * white[cell + i], 0),
    );
  });
  return Float64Array.from(Array.from({ length: DAYS }, (_, day) => days[persistent ? 0 : day]).flat());
}

/** What a column over a place holds of the fluxes: of each day a bell of 2 cells around where its air was then. */
function sensitivity(place: number): Float64Array {
  return Float64Array.from({ length: DAYS * CELLS }, (_, row) => {
    const distance = ((row % CELLS) - (place - WIND * age(Math.floor(row / CELLS)))) / 2;
    return 0.28 * Math.exp(-0.5 * distance * distance);
  });
}
const places = Array.from({ length: OBSERVATIONS }, (_, o) => 36 + (44 * (o + 0.5)) / OBSERVATIONS);
const columns = places.map(sensitivity);
const seen = (fluxes: Float64Array): Float64Array =>
  Float64Array.from(columns, (column) => column.reduce((sum, weight, row) => sum + weight * fluxes[row], 0));

type Past = (place: number) => Pick<FilterObservation, "trail" | "way">;
const still: Past = () => ({});
const upwind: Past = (place) => ({ trail: (hours) => onEquator(place - WIND * hours) });
const way: Past = (place) => ({
  way: Array.from({ length: 8 * DAYS + 1 }, (_, step) => onEquator(place - WIND * 3 * step)),
});

/** Mean square error of the analysed fluxes, over that of the prior, which is zero. */
function errorAfter(seed: number, localization: Localization, pastOf: Past, persistent: boolean): number {
  const truth = drawFluxes(seed, 0, persistent);
  const members = Array.from({ length: MEMBERS }, (_, m) => drawFluxes(seed, m + 1, persistent));
  const draws = randomField(seed, "test", 1000);
  const state = rowsOf(members);
  const simulated = rowsOf(members.map(seen));
  const observations = places.map(
    (place): FilterObservation => ({
      id: `${place}`,
      value: 0,
      simulated: new Float64Array(),
      errorVariance: ERROR ** 2,
      position: onEquator(place),
      ...pastOf(place),
    }),
  );
  const parts = Array.from({ length: DAYS }, (_, day) => ({ hoursBefore: age(day) }));
  const tapers = observations.map((observation) => {
    const onRows = new Float64Array(DAYS * CELLS);
    reachesOf(localization, geometry, observation, parts).forEach(({ cells, tapers: values }, day) =>
      cells.forEach((cell, i) => (onRows[day * CELLS + cell] = values[i])),
    );
    return onRows;
  });
  ensrf(
    state,
    {
      values: seen(truth).map((value, o) => value + ERROR * draws.normal(o)),
      errorVariances: new Float64Array(OBSERVATIONS).fill(ERROR ** 2),
      simulated,
    },
    {
      state: (o, row) => tapers[o][row],
      simulated: (o, other) => simulatedTapers(localization, geometry)(observations[o])(observations[other]),
    },
  );
  let left = 0;
  let before = 0;
  truth.forEach((value, row) => {
    left += (state.mean[row] - value) ** 2;
    before += value ** 2;
  });
  return left / before;
}

function rowsOf(members: readonly Float64Array[]): PerturbedRows {
  const rows = members[0].length;
  const mean = new Float64Array(rows);
  const perturbations = new Float64Array(rows * members.length);
  for (let row = 0; row < rows; row++) {
    mean[row] = members.reduce((sum, values) => sum + values[row], 0) / members.length;
    members.forEach((values, m) => (perturbations[row * members.length + m] = values[row] - mean[row]));
  }
  return { members: members.length, mean, perturbations };
}

describe("localization in a strong wind", () => {
  const short = { kind: "gaspari-cohn", zeroDistance: 1200e3 } as const;
  /** Mean of several truths. */
  const error = (localization: Localization, pastOf: Past, persistent: boolean): number => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    return seeds.reduce((sum, seed) => sum + errorAfter(seed, localization, pastOf, persistent), 0) / seeds.length;
  };

  it("follows the air to where it was each day, where every day has fluxes of its own", () => {
    expect(error(short, still, false)).toBeGreaterThan(0.97);
    expect(error(short, upwind, false)).toBeLessThan(0.94);
    expect(error({ kind: "none" }, still, false)).toBeGreaterThan(1);
  });

  it("reaches all the way of the air, where fluxes err alike from day to day", () => {
    expect(error(short, still, true)).toBeGreaterThan(0.8);
    expect(error(short, upwind, true)).toBeGreaterThan(0.7);
    expect(error(short, way, true)).toBeLessThan(0.6);
  });
});
