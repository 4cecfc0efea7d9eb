/** The production filter: against the float64 filter and the Kalman filter, its lanes, threads and faults. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import type { AnalysisDiagnostic } from "../../src/filters/analyser.js";
import { createEnsrfAnalyser } from "../../src/filters/ensrfAnalysis.js";
import { ensrf } from "../../src/filters/ensrf.js";
import { memberMean } from "../../src/fields/members.js";
import { gaspariCohn } from "../../src/filters/gaspariCohn.js";
import { chordDistance, type Localization, type Position, taperAt } from "../../src/filters/localization.js";
import { simulatedTapers } from "../../src/filters/simulatedTapers.js";
import type { ObservationOrder } from "../../src/filters/order.js";
import type { FilterLanes, FilterObservation, ParameterRows, StateBlock } from "../../src/filters/stateBlock.js";
import type { Kernels } from "../../src/kernels/load.js";
import { randomField } from "../../src/random.js";
import { kernelsForTests } from "../kernels/kernelsForTests.js";
import { wholeLanes } from "../kernels/wholeLanes.js";
import { thrownBy } from "../thrownBy.js";
import { CELLS, centres, type DrawnHour, drawHour, geometry, type HourProblem, localizations } from "./drawnHour.js";
import { kalmanUpdate, sampleGaussian } from "./kalman.js";
import { split } from "./perturbedRows.js";

/** Of the first two blocks of a drawn hour. */
const LEVELS = [3, 2];

const single = await kernelsForTests(1);
const double = await kernelsForTests(2);

interface Problem extends Omit<HourProblem, "trail"> {
  readonly order?: ObservationOrder;
  readonly perturbed?: FilterLanes["perturbed"];
  /** Of each block, absent: none. */
  readonly hoursBefore?: readonly number[];
  /** Of each block and level [Pa], absent: none. */
  readonly pressures?: readonly (readonly number[] | undefined)[];
}

type Drawn = { readonly blocks: readonly (Float32Array | Float64Array)[] } & Pick<DrawnHour, "observations">;

/** Rows without a place, of which each observation sees what `PARAMETER_TAPERS` says. */
const PARAMETERS = 3;
const PARAMETER_TAPERS = [0, 0.4, 1];
const parameterTaper = (observation: number, row: number): number => PARAMETER_TAPERS[(observation + row) % 3];

/** Mole fractions [1e-6] and fluxes [1e-6 mol m-2 s-1]; observation o sees the mean of two rows of the first block. */
function draw(problem: Problem): Drawn {
  const { blocks, observations } = drawHour(problem, 1e-6);
  return { blocks: blocks.slice(0, LEVELS.length), observations };
}

function analyse(kernels: Kernels, problem: Problem, drawn: Drawn, localization: Localization) {
  const { members, lanes, perturbed, order, hoursBefore, pressures, seed } = problem;
  const blocks = drawn.blocks.map((values, b): StateBlock => {
    const data = kernels.memory.float32(values.length);
    data.set(values);
    const pressure = pressures?.[b]?.map((value) => new Float64Array(CELLS).fill(value));
    return {
      name: `block ${b}`,
      data,
      levels: LEVELS[b],
      cells: CELLS,
      ...(hoursBefore && { hoursBefore: hoursBefore[b] }),
      ...(pressure && { pressure: (level: number) => pressure[level] }),
    };
  });
  const random = randomField(seed, "test");
  const parameters: ParameterRows = {
    name: "offsets",
    rows: PARAMETERS,
    data: Float64Array.from({ length: PARAMETERS * lanes }, (_, i) => 1e-6 * random.normal(8e6 + i)),
    taper: parameterTaper,
  };
  const before = parameters.data.slice();
  const analyser = createEnsrfAnalyser(
    kernels,
    { members, lanes, ...(perturbed && { perturbed }) },
    geometry,
    localization,
    order,
  );
  const diagnostics = analyser.analyse(blocks, drawn.observations, "2010-07-01T06:00Z", [parameters]);
  return { blocks, diagnostics, parameters: { before, after: parameters.data } };
}

/** Taper of an observation on a row of a block, written out. */
function stateTaper(
  { hoursBefore, pressures }: Problem,
  localization: Localization,
  observation: FilterObservation,
  block: number,
  row: number,
): number {
  const hours = hoursBefore?.[block] ?? 0;
  const centre = hours > 0 ? (observation.trail?.(hours) ?? observation.position) : observation.position;
  const horizontal = taperAt(localization, chordDistance(centre, centres[row % CELLS], geometry.radius));
  const pressure = pressures?.[block]?.[Math.floor(row / CELLS)];
  if (localization.kind === "none" || localization.zeroLogPressure === undefined) return horizontal;
  if (pressure === undefined || observation.pressure === undefined) return horizontal;
  return horizontal * gaspariCohn(Math.abs(Math.log(pressure / observation.pressure)) / localization.zeroLogPressure);
}

function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

const problems = fc
  .record({
    members: fc.integer({ min: 4, max: 20 }),
    extraLanes: fc.integer({ min: 0, max: 3 }),
    // a few, and around the 64 of a kernel call
    observations: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(17, 64, 65, 130)),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(wholeLanes);

/** State, parameters after it, and simulated observations of the float64 filter. @param parameters before, [row][lane] */
function byDefinition(
  problem: Problem,
  { blocks, observations }: Drawn,
  localization: Localization,
  parameters: Float64Array,
) {
  const { members, lanes, order } = problem;
  const memberRows = (data: ArrayLike<number>): number[][] =>
    Array.from({ length: data.length / lanes }, (_, row) =>
      Array.from({ length: members }, (__, m) => data[row * lanes + m]),
    );
  const simulated = split(observations.map((o) => Array.from(o.simulated.subarray(0, members))));
  const places = blocks.flatMap((data, block) =>
    Array.from({ length: data.length / lanes }, (_, row) => ({ block, row })),
  );
  const state = split([...blocks.flatMap(memberRows), ...memberRows(parameters)]);
  ensrf(
    state,
    {
      values: Float64Array.from(observations, (o) => o.value),
      errorVariances: Float64Array.from(observations, (o) => o.errorVariance),
      simulated,
    },
    {
      state: (o, row) =>
        row < places.length
          ? stateTaper(problem, localization, observations[o], places[row].block, places[row].row)
          : parameterTaper(o, row - places.length),
      simulated: (o, p) => simulatedTapers(localization, geometry)(observations[o])(observations[p]),
    },
    order,
  );
  return { state, simulated };
}

/** Rows whose members lie about the value of a lane as they lay about their mean. */
function aroundLane(
  values: Float32Array | Float64Array,
  { members, lanes }: Pick<Problem, "members" | "lanes">,
  lane: number,
): Float64Array {
  const moved = Float64Array.from(values);
  for (let row = 0; row < values.length; row += lanes) {
    const mean = memberMean(values, members, row);
    for (let m = row; m < row + members; m++) moved[m] += values[row + lane] - mean;
  }
  return moved;
}

/** Largest departures [1e-6] of state, parameters and simulated observations from the float64 filter, and other lanes. */
function compareWithDefinition(problem: Problem, drawn: Drawn, localization: Localization) {
  const { members, lanes } = problem;
  const { observations } = drawn;
  const { blocks, diagnostics, parameters } = analyse(single, problem, drawn, localization);
  const { state, simulated } = byDefinition(problem, drawn, localization, parameters.before);
  const before = [...drawn.blocks.flatMap((data) => Array.from(data)), ...parameters.before];
  const found = [...blocks.flatMap(({ data }) => Array.from(data)), ...parameters.after];
  const expected = before.map((value, i) => {
    const [row, lane] = [Math.floor(i / lanes), i % lanes];
    return lane < members ? state.mean[row] + state.perturbations[row * members + lane] : value;
  });
  const others = (values: number[]): number[] => values.filter((_, i) => i % lanes >= members);
  const differences = found.map((value, i) => 1e6 * (value - expected[i]));
  const y = diagnostics.flatMap(({ residual, simulated: after }, o) => [
    residual - (observations[o].value - simulated.mean[o]),
    ...Array.from({ length: members }, (_, m) => {
      return after[m] - (simulated.mean[o] + simulated.perturbations[o * members + m]);
    }),
  ]);
  return {
    state: largest(differences.slice(0, -parameters.after.length)),
    parameters: largest(differences.slice(-parameters.after.length)),
    simulated: 1e6 * largest(y),
    otherLanes: { before: others(before), after: others(found) },
  };
}

/** 1e-6 times the digits of float32 in values up to 10, and those of float64. */
const EXPECTED = { state: 1e-5, float64: 1e-10 };

describe("analysis", () => {
  it("equals the float64 filter in either order, and leaves all other lanes alone", () => {
    const orders = fc.constantFrom<ObservationOrder>("given", "adaptive");
    fc.assert(
      fc.property(problems, fc.constantFrom(...localizations), orders, (problem, localization, order) => {
        const found = compareWithDefinition({ ...problem, order }, draw(problem), localization);
        expect(found.state).toBeLessThan(EXPECTED.state);
        expect(found.parameters).toBeLessThan(EXPECTED.float64);
        expect(found.simulated).toBeLessThan(EXPECTED.float64);
        expect(found.otherLanes.after).toEqual(found.otherLanes.before);
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  it("equals it where blocks stand at several times and heights, and observations reach them differently", () => {
    const height = fc.constantFrom(100000, 80000, 50000);
    const parts = fc.record({
      hoursBefore: fc.tuple(fc.constantFrom(0, 5), fc.constantFrom(0, 5, 30)),
      pressures: fc.constantFrom([[100000, 80000, 50000], undefined], [undefined, [90000, 60000]]),
    });
    fc.assert(
      fc.property(problems, parts, fc.array(height, { minLength: 3, maxLength: 3 }), (problem, part, heights) => {
        const drawn = draw(problem);
        const observations = drawn.observations.map((observation, o): FilterObservation => {
          const back = (hours: number): Position => centres[(centres.indexOf(observation.position) + hours) % CELLS];
          return {
            ...observation,
            ...(o % 3 !== 0 && { trail: back }),
            ...(o % 2 === 1 && { pressure: heights[o % 3] }),
          };
        });
        const localization: Localization = { kind: "gaspari-cohn", zeroDistance: 1.2e6, zeroLogPressure: 0.5 };
        const found = compareWithDefinition({ ...problem, ...part }, { ...drawn, observations }, localization);
        expect(found.state).toBeLessThan(EXPECTED.state);
        expect(found.parameters).toBeLessThan(EXPECTED.float64);
        expect(found.otherLanes.after).toEqual(found.otherLanes.before);
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  it("gives a perturbed analysis what the filter gives the mean of an ensemble around it, of its own observations", () => {
    const problems = fc.record({
      members: fc.integer({ min: 4, max: 12 }),
      count: fc.integer({ min: 1, max: 5 }),
      observations: fc.constantFrom(3, 65),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(problems, fc.constantFrom(...localizations), ({ count, ...drawn }, localization) => {
        const { members, seed } = drawn;
        const perturbed = { first: members + 1, count };
        const problem = { ...drawn, lanes: 4 * Math.ceil((members + 1 + count) / 4), perturbed };
        const random = randomField(seed, "correlatedError");
        const hour = draw(problem);
        const observations = hour.observations.map((observation, o): FilterObservation => {
          const simulated = observation.simulated.map(
            (value, lane) => value || 1e-6 * (4 + random.normal(100 * o + lane)),
          );
          return {
            ...observation,
            simulated,
            perturbations: Float64Array.from({ length: count }, (_, s) => 1e-6 * random.normal(1e6 + 100 * o + s)),
          };
        });
        const found = analyse(single, problem, { ...hour, observations }, localization);
        for (let s = 0; s < count; s++) {
          const lane = perturbed.first + s;
          // The same perturbations about the mean that the perturbed analysis is, and the values that it takes in.
          const around = (values: Float32Array | Float64Array): Float64Array => aroundLane(values, problem, lane);
          const own = {
            blocks: hour.blocks.map((values) => around(values)),
            observations: observations.map((observation) => ({
              ...observation,
              value: observation.value + (observation.perturbations?.[s] ?? 0),
              simulated: around(observation.simulated),
            })),
          };
          const { state } = byDefinition(problem, own, localization, around(found.parameters.before));
          const rows = found.blocks.flatMap(({ data }) => [...data].filter((_, i) => i % problem.lanes === lane));
          const parameters = [...found.parameters.after].filter((_, i) => i % problem.lanes === lane);
          const all = [...rows, ...parameters];
          expect(1e6 * largest(all.map((value, row) => value - state.mean[row]))).toBeLessThan(EXPECTED.state);
        }
      }),
      { seed: 5, numRuns: 20 },
    );
  });

  it("without localization equals the exact Kalman filter", () => {
    const problem = { members: 12, lanes: 12, observations: 4, seed: 21 };
    const drawn = draw(problem);
    const { blocks } = analyse(single, problem, drawn, { kind: "none" });
    const everyRow = (data: Float32Array | Float64Array): number[][] =>
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
    const problem = { members: 18, lanes: 20, observations: 70, seed: 33 };
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
  const fault = (change: (drawn: Drawn) => Drawn): unknown =>
    thrownBy(() => analyse(single, problem, change(draw(problem)), { kind: "none" }));

  it("where a member of the state is not a number, naming hour, observation, member and place", () => {
    const error = fault((drawn) => {
      drawn.blocks[1][(CELLS + 7) * 8 + 3] = Number.NaN;
      return drawn;
    });
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toContain("2010-07-01T06:00Z, observation observation 0, member 3");
    expect((error as Error).message).toMatch(/block 1 is NaN at level 1, -?\d+\.\d\d N -?\d+\.\d\d E \(cell 7\)/);
  });

  it("naming the first observation that reaches the number, of any batch", () => {
    const many = { ...problem, observations: 140 };
    const drawn = draw(many);
    const localization: Localization = { kind: "gaspari-cohn", zeroDistance: 4e5 };
    const cell = 12;
    const taper = ({ position: at }: FilterObservation): number =>
      taperAt(localization, chordDistance(at, centres[cell], geometry.radius));
    // those that reach the cell last
    const observations = drawn.observations.toSorted((a, b) => Number(taper(a) > 0) - Number(taper(b) > 0));
    const first = observations.find((observation) => taper(observation) > 0);
    drawn.blocks[0][cell * 8 + 2] = Number.NaN;
    expect(observations.findIndex((observation) => taper(observation) > 0)).toBeGreaterThan(64);
    expect(() => analyse(double, many, { ...drawn, observations }, localization)).toThrow(
      new RegExp(`, observation ${first?.id}, member 2: block 0 is NaN at level 0, .* \\(cell ${cell}\\)`),
    );
  });

  it("where a member's parameter is not a number", () => {
    const data = new Float64Array(16).fill(1);
    data[11] = Number.NaN;
    const rows = { name: "offsets", rows: 2, data, taper: parameterTaper };
    const analyser = createEnsrfAnalyser(single, problem, geometry, { kind: "none" });
    const { observations } = draw(problem);
    expect(() => analyser.analyse([], observations, "noon", [rows])).toThrow(
      "analysis of noon, member 3: offsets is NaN at row 1",
    );
    expect(() => analyser.analyse([], observations, "noon", [{ ...rows, rows: 3 }])).toThrow(
      '"offsets" has 16 values; 3 rows of 8 lanes were expected',
    );
  });

  it("where a member's simulated observation is not a number", () => {
    const error = fault((drawn) => {
      drawn.observations[1].simulated[6] = Number.POSITIVE_INFINITY;
      return drawn;
    });
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toContain("observation observation 1, member 6");
  });

  it("where the members agree", () => {
    const error = fault((drawn) => {
      drawn.observations[0].simulated.fill(4e-6);
      return drawn;
    });
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toContain("observation observation 0: the variance");
  });

  it("where the error variance is not positive", () => {
    const error = fault((drawn) => ({ ...drawn, observations: [{ ...drawn.observations[0], errorVariance: 0 }] }));
    expect(error).toBeInstanceOf(NumericalError);
  });
});
