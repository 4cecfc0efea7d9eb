import { describe, expect, it } from "vitest";
import { compare } from "../../src/assimilation/analysisStep.js";
import { displacementVariances } from "../../src/assimilation/displacementVariance.js";
import { scheduleObservations } from "../../src/assimilation/observationSchedule.js";
import { createEnsemble, type Ensemble, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { columnOperator } from "../../src/observations/columnOperator.js";
import { expectedGate } from "../../src/observations/gate.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { exampleRetrieval } from "../observations/exampleRetrieval.js";
import { HOUR, observationError, soundingAt, START } from "./world.js";

const DEGREE = (6370e3 * Math.PI) / 180;
const SIGMA = 200e3;
const grid = createGrid(longitudeLatitudeGrid("fine", 100, 20, 0.5, 0.5, 60, 50));
const vertical = verticalPreset("jdas-15");
const surfacePressure = new Float64Array(grid.cells).fill(1e5);
const layout = laneLayout(4, ["control"]);
/** One kernel and weights that sum to 1 but for what lies above the model. */
const column = (): Retrieval => exampleRetrieval({ longitude: 115, latitude: 32 });
const operatorOf = (one: Retrieval) => columnOperator(one, grid, vertical, surfacePressure);

/** Members differ by what has a mean of nothing. @param ppm anomaly of a cell [ppm] */
function stateOf(ppm: (longitude: number, latitude: number) => number): Ensemble {
  const rows = vertical.levels * grid.cells;
  const state = createEnsemble(layout, rows, 4e-4, new Float32Array(rows * layout.lanes));
  for (let row = 0; row < rows; row++) {
    const cell = row % grid.cells;
    const value = 1e-6 * ppm(grid.longitude[cell], grid.latitude[cell]);
    for (let m = 0; m < layout.members; m++) state.data[row * layout.lanes + m] = value + 1e-6 * (m - 1.5);
    state.data[row * layout.lanes + layout.members] = 77e-6;
  }
  return state;
}

const variance = (ppm: (longitude: number, latitude: number) => number): number =>
  displacementVariances([column()], SIGMA, operatorOf, stateOf(ppm))[0];
/** What a column sees of 1 ppm everywhere [1]. */
const sensitivity = operatorOf(column()).weights.reduce((sum, weight) => sum + weight, 0);

describe("the error of a column for plumes that lie elsewhere", () => {
  it("is nothing in even air", () => {
    expect(variance(() => 12)).toBeLessThan(1e-22);
  });

  it("is that of the gradient: its square times that of the displacement", () => {
    const perDegree = 0.8;
    const expected = (1e-6 * sensitivity * perDegree * (SIGMA / DEGREE)) ** 2;
    expect(variance((_, latitude) => perDegree * latitude) / expected).toBeCloseTo(1, 2);
    const east = variance((longitude) => perDegree * longitude);
    expect(east / (expected / Math.cos((32 * Math.PI) / 180) ** 2)).toBeCloseTo(1, 1);
  });

  it("is large beside a plume, and grows with its square", () => {
    const plume = (size: number) => (longitude: number, latitude: number) =>
      size * Math.exp(-((longitude - 117) ** 2 + (latitude - 32) ** 2));
    const one = variance(plume(3));
    expect(Math.sqrt(one)).toBeGreaterThan(0.3e-6);
    expect(variance(plume(6)) / one).toBeCloseTo(4, 3);
  });

  it("is in the error of what may be assimilated or validate, where it is asked for", () => {
    const state = stateOf((longitude) => longitude);
    const place = { longitude: 115, latitude: 32 };
    const settings = {
      layout,
      error: { column: observationError, point: observationError },
      gate: { column: expectedGate, point: expectedGate },
      mostGroundDifference: 1e5,
      valueOf: () => 4e-4,
    };
    const errors = (displacement?: number) => {
      const observations = (["assimilated", "validation", "thinned"] as const).map((fate, i) =>
        soundingAt(START + HOUR, fate, { ...place, id: `${i}` }),
      );
      const sampling = { time: "nearest", column: "mass", displacement } as const;
      const schedule = scheduleObservations(observations, grid, vertical, sampling, START);
      return compare(schedule.at(START + HOUR, state, surfacePressure), settings).map(({ error }) => error ** 2);
    };
    const [alone, displaced] = [errors(), errors(SIGMA)];
    const more = displaced.map((square, i) => square - alone[i]);
    expect(more[0]).toBeGreaterThan(1e-13);
    expect(more[1]).toBe(more[0]);
    expect(more[2]).toBe(0);
  });
});
