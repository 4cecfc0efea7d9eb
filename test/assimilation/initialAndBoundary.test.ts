import { describe, expect, it } from "vitest";
import { type Air, setBoundary, setInitialState } from "../../src/assimilation/initialAndBoundary.js";
import type { PerturbationFields } from "../../src/assimilation/moleFractionPerturbations.js";
import { onGrid } from "../../src/fields/background.js";
import { createEnsemble, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";

const grid = createGrid(longitudeLatitudeGrid("small", 100, 20, 5, 5, 3, 4));
const vertical = sigmaCoordinate("three layers", [1, 0.8, 0.4, 0], 2000);
const layout = laneLayout(4, ["control", "truth"]);
const REFERENCE = 4e-4;
const TIME = 1e9;
const fields = (scale: number): PerturbationFields => {
  const field = (lane: number): Float64Array =>
    Float64Array.from({ length: grid.cells }, (_, cell) => scale * 1e-7 * (lane + 1) * (cell - 5));
  return {
    low: Array.from({ length: layout.lanes }, (_, lane) => field(lane)),
    high: Array.from({ length: layout.lanes }, (_, lane) => field(lane + 20)),
  };
};
const asked: (readonly [number, Int32Array])[] = [];
const air: Air = {
  grid,
  vertical,
  background: onGrid(
    {
      title: "",
      remarks: [],
      stratosphere: false,
      moleFraction: (latitude, pressure, time) => 4e-4 + 1e-7 * latitude + 1e-11 * pressure + 1e-15 * time,
    },
    grid,
  ),
  perturbations: {
    initial: () => fields(1),
    boundary(time, cells) {
      asked.push([time, cells]);
      return fields(-2);
    },
    offset: Float64Array.from({ length: layout.lanes }, (_, lane) => 3e-7 * lane),
  },
};
const surfacePressure = Float64Array.from({ length: grid.cells }, (_, cell) => 9e4 + 1000 * cell);

/** Background less reference plus the blend of the two fields, in full precision. */
function expected(level: number, cell: number, lane: number, scale: number, offset: number): number {
  const sigma = [1, 0.8, 0.4, 0];
  const ps = surfacePressure[cell];
  const pressure = 2000 + ((sigma[level] + sigma[level + 1]) / 2) * (ps - 2000);
  const latitude = 20 + 5 * Math.floor(cell / 3);
  const theta = (Math.PI / 2) * (1 - pressure / ps);
  const low = scale * 1e-7 * (lane + 1) * (cell - 5);
  const high = scale * 1e-7 * (lane + 21) * (cell - 5);
  const background = 1e-7 * latitude + 1e-11 * pressure + 1e-15 * TIME;
  return background + low * Math.cos(theta) + high * Math.sin(theta) + offset;
}

describe("the initial state", () => {
  it("is background plus perturbation in every level, cell and lane", () => {
    const state = createEnsemble(layout, 3 * grid.cells, REFERENCE, new Float32Array(3 * grid.cells * layout.lanes));
    setInitialState(state, air, TIME, surfacePressure);
    state.data.forEach((value, i) => {
      const lane = i % layout.lanes;
      const cell = Math.floor(i / layout.lanes) % grid.cells;
      const level = Math.floor(i / (layout.lanes * grid.cells));
      expect(value).toBeCloseTo(expected(level, cell, lane, 1, 0), 11);
    });
  });
});

describe("the lateral boundary", () => {
  it("is the same form with its own fields, those of its time, and the offset", () => {
    const perimeter = Int32Array.of(0, 3, 6, 9, 2, 5, 8, 11, 0, 1, 2, 9, 10, 11);
    const boundary = new Float32Array(3 * perimeter.length * layout.lanes);
    setBoundary(boundary, perimeter, layout, REFERENCE, air, TIME, surfacePressure);
    expect(asked).toEqual([[TIME, perimeter]]);
    boundary.forEach((value, i) => {
      const lane = i % layout.lanes;
      const cell = perimeter[Math.floor(i / layout.lanes) % perimeter.length];
      const level = Math.floor(i / (layout.lanes * perimeter.length));
      expect(value).toBeCloseTo(expected(level, cell, lane, -2, 3e-7 * lane), 11);
    });
  });
});
