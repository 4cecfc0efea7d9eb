/** The production filter: against the float64 filter and the Kalman filter, its lanes, threads and faults. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import { type AnalysisDiagnostic, createAnalyser } from "../../src/filters/analysis.js";
import { ensrf, type PerturbedRows } from "../../src/filters/ensrf.js";
import {
  chordDistance,
  type HorizontalGeometry,
  type Localization,
  type Position,
  taperAt,
} from "../../src/filters/localization.js";
import type { FilterObservation, StateBlock } from "../../src/filters/stateBlock.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { randomField } from "../../src/random.js";
import { kalmanUpdate, sampleGaussian } from "./kalman.js";

const RADIUS = 6.37e6;
const LEVELS = [3, 2];
const GRID = 5;
const CELLS = GRID * GRID;

let single: Kernels;
let double: Kernels;
beforeAll(async () => {
  single = await loadKernels(1);
  double = await loadKernels(2);
});
afterAll(async () => {
  await single.close();
  await double.close();
});

function position(longitude: number, latitude: number): Position {
  const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

const centres = Array.from({ length: CELLS }, (_, cell) =>
  position(100 + 3 * (cell % GRID), 25 + 3 * Math.floor(cell / GRID)),
);
const geometry: HorizontalGeometry = { cells: CELLS, unitVectors: Float64Array.from(centres.flat()), radius: RADIUS };

interface Problem {
  readonly members: number;
  readonly lanes: number;
  readonly observations: number;
  readonly seed: number;
}

interface Drawn {
  readonly blocks: Float32Array[];
  readonly observations: FilterObservation[];
}

/** Mole fractions [1e-6] and fluxes [1e-6 mol m-2 s-1]; observation o sees the mean of two rows of the first block. */
function draw({ members, lanes, observations, seed }: Problem): Drawn {
  const random = randomField(seed, "test");
  const scale = [1e-6, 1e-6];
  const blocks = LEVELS.map((levels, b) =>
    Float32Array.from({ length: levels * CELLS * lanes }, (_, i) => scale[b] * (4 + random.normal(b * 1e6 + i))),
  );
  const list = Array.from({ length: observations }, (_, o): FilterObservation => {
    const cell = Math.floor(random.uniform(5e6 + o) * CELLS);
    const simulated = new Float64Array(lanes);
    for (let m = 0; m < members; m++)
      simulated[m] = (blocks[0][cell * lanes + m] + blocks[0][(cell + CELLS) * lanes + m]) / 2;
    return {
      id: `sounding ${o}`,
      value: 1e-6 * (4 + random.normal(6e6 + o)),
      simulated,
      errorVariance: 1e-12 * (0.3 + random.uniform(7e6 + o)),
      position: centres[cell],
    };
  });
  return { blocks, observations: list };
}

function analyse(kernels: Kernels, { members, lanes }: Problem, drawn: Drawn, localization: Localization) {
  const blocks = drawn.blocks.map((values, b): StateBlock => {
    const data = kernels.memory.float32(values.length);
    data.set(values);
    return { name: `block ${b}`, data, levels: LEVELS[b], cells: CELLS };
  });
  const analyser = createAnalyser(kernels, { members, lanes }, geometry, localization);
  const diagnostics = analyser.analyse(blocks, drawn.observations, "2010-07-01T06:00Z");
  return { blocks, diagnostics };
}

function split(rows: number[][]): PerturbedRows {
  const mean = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0) / row.length);
  const perturbations = Float64Array.from(rows.flatMap((row, i) => row.map((value) => value - mean[i])));
  return { members: rows[0].length, mean, perturbations };
}

function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

const problems = fc
  .record({
    members: fc.integer({ min: 4, max: 20 }),
    passengers: fc.integer({ min: 0, max: 3 }),
    observations: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(
    ({ members, passengers, ...rest }): Problem => ({
      members,
      lanes: Math.ceil((members + passengers) / 4) * 4,
      ...rest,
    }),
  );

const localizations: Localization[] = [
  { kind: "none" },
  { kind: "gaspari-cohn", zeroDistance: 1.2e6 },
  { kind: "gaspari-cohn", halfWidth: 4e5 },
];

describe("analysis", () => {
  it("equals the float64 filter, and leaves all other lanes alone", () => {
    fc.assert(
      fc.property(problems, fc.constantFrom(...localizations), (problem, localization) => {
        const drawn = draw(problem);
        const { members, lanes } = problem;
        const { blocks, diagnostics } = analyse(single, problem, drawn, localization);
        const taper = (o: number, at: Position): number =>
          taperAt(localization, chordDistance(drawn.observations[o].position, at, RADIUS));
        const simulated = split(drawn.observations.map((o) => Array.from(o.simulated.subarray(0, members))));
        const rows = drawn.blocks.flatMap((data) =>
          Array.from({ length: data.length / lanes }, (_, row) =>
            Array.from(data.subarray(row * lanes, row * lanes + members)),
          ),
        );
        const state = split(rows);
        ensrf(
          state,
          {
            values: Float64Array.from(drawn.observations, (o) => o.value),
            errorVariances: Float64Array.from(drawn.observations, (o) => o.errorVariance),
            simulated,
          },
          {
            state: (o, row) => taper(o, centres[row % CELLS]),
            simulated: (o, p) => taper(o, drawn.observations[p].position),
          },
        );
        const found = blocks.flatMap(({ data }) => Array.from(data));
        const before = drawn.blocks.flatMap((data) => Array.from(data));
        const expected = before.map((value, i) => {
          const [row, lane] = [Math.floor(i / lanes), i % lanes];
          return lane < members ? state.mean[row] + state.perturbations[row * members + lane] : value;
        });
        const isMember = (_: number, i: number): boolean => i % lanes < members;
        const others = (values: number[]): number[] => values.filter((_, i) => i % lanes >= members);
        expect(others(found)).toEqual(others(before));
        expect(largest(found.map((value, i) => value - expected[i]).filter(isMember))).toBeLessThan(1e-11);
        diagnostics.forEach(({ residual, simulated: y }, o) => {
          expect(residual * 1e6).toBeCloseTo((drawn.observations[o].value - simulated.mean[o]) * 1e6, 10);
          for (let m = 0; m < members; m++) {
            expect(y[m] * 1e6).toBeCloseTo((simulated.mean[o] + simulated.perturbations[o * members + m]) * 1e6, 10);
          }
        });
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it("without localization equals the exact Kalman filter", () => {
    const problem = { members: 12, lanes: 12, observations: 4, seed: 21 };
    const drawn = draw(problem);
    const { blocks } = analyse(single, problem, drawn, { kind: "none" });
    const everyRow = (data: Float32Array): number[][] =>
      Array.from({ length: data.length / 12 }, (_, row) =>
        Array.from(data.subarray(12 * row, 12 * row + 12), (x) => 1e6 * x),
      );
    let exact = sampleGaussian(everyRow(drawn.blocks[0]));
    for (const { position: place, value, errorVariance } of drawn.observations) {
      const cell = centres.indexOf(place);
      const h = exact.mean.map((_, row) => (row === cell || row === cell + CELLS ? 0.5 : 0));
      exact = kalmanUpdate(exact, h, 1e6 * value, 1e12 * errorVariance);
    }
    const found = sampleGaussian(everyRow(blocks[0].data));
    exact.mean.forEach((mean, i) => expect(found.mean[i]).toBeCloseTo(mean, 5));
    exact.covariance.forEach((row, i) => row.forEach((c, j) => expect(found.covariance[i][j]).toBeCloseTo(c, 5)));
  });

  it("gives the same bits on one thread and on two, and for any number of earlier analyses", () => {
    const problem = { members: 18, lanes: 20, observations: 5, seed: 33 };
    const drawn = draw(problem);
    const one = analyse(single, problem, drawn, localizations[1]);
    const two = analyse(double, problem, drawn, localizations[1]);
    const again = analyse(double, problem, drawn, localizations[1]);
    one.blocks.forEach(({ data }, b) => {
      expect(two.blocks[b].data).toEqual(data);
      expect(again.blocks[b].data).toEqual(data);
    });
    expect(two.diagnostics).toEqual(one.diagnostics);
  });

  it("takes observations within reach of each other in turn: two equal ones weigh as one of half the variance", () => {
    const problem = { members: 10, lanes: 12, observations: 1, seed: 9 };
    const drawn = draw(problem);
    const [observation] = drawn.observations;
    const twice = { ...drawn, observations: [observation, { ...observation, id: "again" }] };
    const sharp = { ...drawn, observations: [{ ...observation, errorVariance: observation.errorVariance / 2 }] };
    const a = analyse(single, problem, twice, { kind: "none" });
    const b = analyse(single, problem, sharp, { kind: "none" });
    expect(a.diagnostics[1].residual * 1e6).toBeCloseTo(b.diagnostics[0].residual * 1e6, 9);
    expect(a.diagnostics[1].analysisVariance * 1e12).toBeCloseTo(b.diagnostics[0].analysisVariance * 1e12, 9);
    a.blocks[1].data.forEach((value, i) => expect(Math.abs(value - b.blocks[1].data[i])).toBeLessThan(3e-12));
  });

  it("reports departures of the whole hour: before all observations and after all", () => {
    const problem = { members: 10, lanes: 12, observations: 2, seed: 12 };
    const drawn = draw(problem);
    const { diagnostics } = analyse(single, problem, drawn, { kind: "none" });
    const sampled = drawn.observations.map((o) => sampleGaussian([Array.from(o.simulated.subarray(0, 10))]));
    diagnostics.forEach((diagnostic: AnalysisDiagnostic, o) => {
      expect(diagnostic.departure).toBeCloseTo(drawn.observations[o].value - sampled[o].mean[0], 14);
      expect(diagnostic.backgroundVariance * 1e12).toBeCloseTo(sampled[o].covariance[0][0] * 1e12, 9);
      expect(diagnostic.analysisVariance).toBeLessThan(diagnostic.backgroundVariance);
      expect(diagnostic.cells).toBe(CELLS);
    });
  });
});

describe("analysis stops", () => {
  const problem = { members: 8, lanes: 8, observations: 2, seed: 5 };
  const fault = (change: (drawn: Drawn) => Drawn): unknown => {
    try {
      analyse(single, problem, change(draw(problem)), { kind: "none" });
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it("where a member of the state is not a number, naming hour, observation, member and place", () => {
    const error = fault((drawn) => {
      drawn.blocks[1][(CELLS + 7) * 8 + 3] = Number.NaN;
      return drawn;
    });
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toContain("2010-07-01T06:00Z, observation sounding 0, member 3");
    expect((error as Error).message).toContain("block 1 is NaN at level 1, cell 7");
  });

  it("where a member's simulated observation is not a number", () => {
    const error = fault((drawn) => {
      drawn.observations[1].simulated[6] = Number.POSITIVE_INFINITY;
      return drawn;
    });
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toContain("observation sounding 1, member 6");
  });

  it("where the members agree", () => {
    const error = fault((drawn) => {
      drawn.observations[0].simulated.fill(4e-6);
      return drawn;
    });
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toContain("observation sounding 0: the variance");
  });

  it("where the error variance is not positive", () => {
    const error = fault((drawn) => ({ ...drawn, observations: [{ ...drawn.observations[0], errorVariance: 0 }] }));
    expect(error).toBeInstanceOf(NumericalError);
  });
});
