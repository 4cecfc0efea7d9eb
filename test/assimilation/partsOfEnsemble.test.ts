/**
 * Two layouts of 25 members, the second from member 25 on, hold the draws of one of 50. Draws are centred over the
 * members at hand, so what is compared is how members of the same part differ: that is left as drawn.
 */
import { describe, expect, it } from "vitest";
import { additiveInflation } from "../../src/assimilation/additiveInflation.js";
import { createBoundaryOffsets } from "../../src/assimilation/boundaryOffsets.js";
import { parameterScales } from "../../src/assimilation/fluxEnsembles/parameterScales.js";
import { createPaperEnsemble } from "../../src/assimilation/fluxEnsembles/paper.js";
import { createPersistentEnsemble } from "../../src/assimilation/fluxEnsembles/persistent.js";
import { type Air, setBoundary, setInitialState } from "../../src/assimilation/initialAndBoundary.js";
import { moleFractionNoise } from "../../src/assimilation/moleFractionNoise.js";
import { moleFractionPerturbations, type SmoothDraw } from "../../src/assimilation/moleFractionPerturbations.js";
import { createRetrievalBias } from "../../src/assimilation/retrievalBias.js";
import { createCorrelation } from "../../src/fields/correlatedNoise.js";
import { createEnsemble, type LaneLayout, laneLayout } from "../../src/fields/ensemble.js";
import { onGrid, syntheticBackground } from "../../src/fields/background.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { randomField } from "../../src/random.js";
import { perimeterCells } from "../../src/transport/lateralBoundary.js";
import { kernelsForTests } from "../kernels/kernelsForTests.js";
import { toyGrid, toyPrior } from "./fluxEnsembles/toy.js";

const SEED = 7;
const START = Date.UTC(2016, 6, 1) / 1000;
const kernels = await kernelsForTests(1);
const grid = createGrid(longitudeLatitudeGrid("small", 100, 25, 2, 2, 6, 5));
const vertical = verticalPreset("jdas-15");
const correlation = createCorrelation(grid, 500e3);
const smooth: SmoothDraw = (...key) => correlation.sample(randomField(SEED, ...key));
const rows = vertical.levels * grid.cells;
const surfacePressure = new Float64Array(grid.cells).fill(1e5);

/** In float32 anomalies of 4e-4 lie far less than this from what they should be [mol mol-1]. */
const ROUND_OFF = 1e-11;

function airOf(layout: LaneLayout, noiseShare?: number): Air {
  const perturbations = moleFractionPerturbations(layout, grid.cells, smooth, {
    seed: SEED,
    perturbationPpm: noiseShare === undefined ? 1 : 0,
    boundaryOffsetPpm: noiseShare === undefined ? 1 : 0,
    truthPpm: 0,
    truthBoundaryPpm: 0,
    truthOffsetPpm: 0,
  });
  const noise = noiseShare === undefined ? undefined : moleFractionNoise(layout, grid.cells, SEED, noiseShare);
  return { grid, vertical, background: onGrid(syntheticBackground(), grid), perturbations, noise };
}

function initialState(layout: LaneLayout, noiseShare?: number): Float32Array {
  const state = createEnsemble(layout, rows, 4e-4, new Float32Array(rows * layout.lanes));
  setInitialState(state, airOf(layout, noiseShare), START, surfacePressure);
  return state.data;
}

function boundary(layout: LaneLayout, noiseShare?: number): Float32Array {
  const cells = perimeterCells(grid);
  const anomalies = new Float32Array(vertical.levels * cells.length * layout.lanes);
  setBoundary(anomalies, cells, layout, 4e-4, airOf(layout, noiseShare), START + 86400, surfacePressure);
  return anomalies;
}

const CELLS = 6;
const land = new Float64Array(CELLS).fill(1);
const white = (member: number, step: number): Float64Array => {
  const random = randomField(SEED, "test", member, step);
  return Float64Array.from({ length: CELLS }, (_, cell) => random.normal(cell));
};

/** What is drawn for the members of a layout, [row][lane], and the round-off that it may have. */
const drawn: Readonly<Record<string, readonly [number, (layout: LaneLayout) => Float32Array | Float64Array]>> = {
  "initial state": [ROUND_OFF, initialState],
  "boundary, with its constant offset": [ROUND_OFF, boundary],
  "initial state with white noise": [ROUND_OFF * 10, (layout) => initialState(layout, 0.05)],
  "boundary with white noise": [ROUND_OFF * 10, (layout) => boundary(layout, 0.05)],
  "additive inflation": [
    ROUND_OFF,
    (layout) => {
      const state = createEnsemble(layout, rows, 4e-4, new Float32Array(rows * layout.lanes));
      additiveInflation(grid.cells, vertical, smooth, 1).add(state, START);
      return state.data;
    },
  ],
  "boundary offsets": [
    1e-15,
    (layout) => {
      const offsets = createBoundaryOffsets(grid, verticalPreset("jdas-15"), layout, { sigma: 1, memoryDays: 5 }, SEED);
      for (const day of [0, 1]) offsets.beginHour(START + day * 86400);
      return offsets.values.map((value) => 1e-3 * value);
    },
  ],
  "retrieval biases": [
    1e-15,
    (layout) => {
      const bias = createRetrievalBias(grid, layout, { sigma: 1, memoryDays: 5 }, 500e3, SEED);
      bias.beginHour(START);
      return bias.values.map((value) => 1e-3 * value);
    },
  ],
  "persistent flux parameters": [
    1e-6,
    (layout) => {
      const prior = toyPrior(CELLS);
      const ensemble = createPersistentEnsemble({
        layout,
        landFraction: land,
        prior,
        scales: parameterScales(toyGrid(CELLS), land, prior),
        sigma: { day: 1, night: 1, additive: 1 },
        lagDays: 1,
        components: [{ memoryDays: 30, draw: white }],
        kernels,
      });
      const context = { moleFraction: createEnsemble(layout, 0, 0, new Float32Array(0)) };
      for (const day of [0, 1]) ensemble.beginHour(START + day * 86400, context);
      return ensemble.stateBlocks()[0].data.slice();
    },
  ],
  "first fluxes of eq. 1": [
    1e-6,
    (layout) => {
      const ensemble = createPaperEnsemble({
        form: "paper",
        lagHours: 24,
        beta: 80,
        layout,
        cells: CELLS,
        prior: { natural: () => land.map(() => 10), grossUptake: () => land },
        draw: white,
        allocate: (length) => new Float32Array(length),
      });
      const data = new Float32Array(CELLS * layout.lanes);
      ensemble.beginHour(START, { moleFraction: createEnsemble(layout, CELLS, 4e-4, data) });
      const out = new Float32Array(CELLS * layout.lanes);
      ensemble.naturalFlux(START, out);
      return out;
    },
  ],
};

/** Members less the first of those compared, row by row. */
function departures(values: ArrayLike<number>, { lanes }: LaneLayout, first: number, count: number): number[] {
  return Array.from({ length: (values.length / lanes) * count }, (_, i) => {
    const row = Math.floor(i / count) * lanes + first;
    return values[row + (i % count)] - values[row];
  });
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe("two parts of an ensemble", () => {
  const whole = laneLayout(50);
  const parts = [laneLayout(25, [], 0), laneLayout(25, [], 25)];

  it.each(Object.entries(drawn))("hold the draws of the whole: %s", (_, [roundOff, draw]) => {
    const all = draw(whole);
    for (const part of parts) {
      const own = departures(draw(part), part, 0, 25);
      expect(distance(own, departures(all, whole, part.firstMember, 25))).toBeLessThan(roundOff);
      // what the round-off is told from: the members of the other part
      expect(distance(own, departures(all, whole, 25 - part.firstMember, 25))).toBeGreaterThan(1000 * roundOff);
    }
  });
});
