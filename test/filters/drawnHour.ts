/** A drawn hour for the production filters: blocks on a small grid, observations of the first, one row of parameters. */
import { ensrf, type ObservationVector, type PerturbedRows, type Tapers } from "../../src/filters/ensrf.js";
import type { Analyser, AnalysisDiagnostic } from "../../src/filters/analyser.js";
import { type HorizontalGeometry, type Localization, type Position, reachOf } from "../../src/filters/localization.js";
import { simulatedTapers } from "../../src/filters/simulatedTapers.js";
import type { FilterObservation, ParameterRows, StateBlock } from "../../src/filters/stateBlock.js";
import type { Kernels } from "../../src/kernels/load.js";
import { randomField } from "../../src/random.js";
import { split } from "./perturbedRows.js";

const GRID = 5;
export const CELLS = GRID * GRID;
/** Levels and age [h] of the blocks: mole fraction now, parameters of now and of two days ago. */
const BLOCKS = [
  { levels: 3, hoursBefore: 0 },
  { levels: 2, hoursBefore: 0 },
  { levels: 2, hoursBefore: 48 },
];

export interface HourProblem {
  readonly members: number;
  readonly lanes: number;
  readonly observations: number;
  readonly seed: number;
  /** Whether observations know where their air came from. */
  readonly trail?: boolean;
}

export interface DrawnHour {
  readonly blocks: Float32Array[];
  readonly observations: FilterObservation[];
  /** [lane] */
  readonly parameter: Float64Array;
}

function position(longitude: number, latitude: number): Position {
  const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

const longitude = (cell: number): number => 100 + 3 * (cell % GRID);
const latitude = (cell: number): number => 25 + 3 * Math.floor(cell / GRID);
/** Of the cells, on the unit sphere. */
export const centres = Array.from({ length: CELLS }, (_, cell) => position(longitude(cell), latitude(cell)));
export const geometry: HorizontalGeometry = {
  cells: CELLS,
  unitVectors: Float64Array.from(centres.flat()),
  radius: 6.37e6,
};

export const localizations: Localization[] = [
  { kind: "none" },
  { kind: "gaspari-cohn", zeroDistance: 1.2e6 },
  { kind: "gaspari-cohn", halfWidth: 4e5 },
];

/**
 * Observation o sees the mean of two rows of the first block.
 * @param unit of the values of blocks and observations, which are about 4 of it with a spread of 1
 */
export function drawHour({ members, lanes, observations, seed, trail = false }: HourProblem, unit = 1): DrawnHour {
  const random = randomField(seed, "test");
  const blocks = BLOCKS.map(({ levels }, b) =>
    Float32Array.from({ length: levels * CELLS * lanes }, (_, i) => unit * (4 + random.normal(b * 1e6 + i))),
  );
  const list = Array.from({ length: observations }, (_, o): FilterObservation => {
    const cell = Math.floor(random.uniform(5e6 + o) * CELLS);
    const simulated = new Float64Array(lanes);
    for (let m = 0; m < members; m++)
      simulated[m] = (blocks[0][cell * lanes + m] + blocks[0][(cell + CELLS) * lanes + m]) / 2;
    return {
      id: `observation ${o}`,
      value: unit * (4 + random.normal(6e6 + o)),
      simulated,
      errorVariance: unit ** 2 * (0.3 + random.uniform(7e6 + o)),
      position: centres[cell],
      ...(trail && { trail: (hours: number) => position(longitude(cell) - hours / 10, latitude(cell)) }),
    };
  });
  return {
    blocks,
    observations: list,
    parameter: Float64Array.from({ length: lanes }, (_, lane) => 10 + random.normal(8e6 + lane)),
  };
}

/** Taper of an observation on the row of parameters. */
export const parameterTaper = (observation: number): number => (observation % 3) / 2;

export interface AnalysedHour {
  readonly blocks: StateBlock[];
  readonly parameter: Float64Array;
  readonly diagnostics: AnalysisDiagnostic[];
}

/** Runs an analyser on a copy of the hour in its kernels' memory. */
export function analyseHour(kernels: Kernels, analyser: Analyser, hour: DrawnHour): AnalysedHour {
  const blocks = hour.blocks.map((values, b): StateBlock => {
    const data = kernels.memory.float32(values.length);
    data.set(values);
    return { name: `block ${b}`, data, cells: CELLS, ...BLOCKS[b] };
  });
  const parameter = hour.parameter.slice();
  const rows: ParameterRows = { name: "offset", rows: 1, data: parameter, taper: parameterTaper };
  const diagnostics = analyser.analyse(blocks, hour.observations, "2010-07-01T06:00Z", [rows]);
  return { blocks, parameter, diagnostics };
}

export type DefinedFilter = (state: PerturbedRows, observations: ObservationVector, tapers: Tapers) => void;

/** The same hour by a float64 filter. */
export function analyseByDefinition(
  filter: DefinedFilter,
  hour: DrawnHour,
  { members, lanes }: HourProblem,
  localization: Localization,
): { blocks: Float64Array[]; parameter: Float64Array; simulated: Float64Array[] } {
  const before = [...hour.blocks.map((data) => Float64Array.from(data)), hour.parameter];
  const rows = before.flatMap((data) => rowsOf(data, members, lanes));
  const state = split(rows);
  const tapers = BLOCKS.flatMap(({ levels, hoursBefore }) => {
    const ofCells = hour.observations.map((observation) => {
      const full = new Float64Array(CELLS);
      const { cells, tapers: values } = reachOf(localization, geometry, observation, { hoursBefore });
      cells.forEach((cell, i) => {
        full[cell] = values[i];
      });
      return full;
    });
    return Array.from({ length: levels * CELLS }, (_, row) => ofCells.map((values) => values[row % CELLS]));
  });
  const simulated = split(hour.observations.map((o) => Array.from(o.simulated.subarray(0, members))));
  filter(
    state,
    {
      values: Float64Array.from(hour.observations, (o) => o.value),
      errorVariances: Float64Array.from(hour.observations, (o) => o.errorVariance),
      simulated,
    },
    {
      state: (o, row) => (row < tapers.length ? tapers[row][o] : parameterTaper(o)),
      simulated: (o, p) => simulatedTapers(localization, geometry)(hour.observations[o])(hour.observations[p]),
    },
  );
  let row = 0;
  const after = before.map((data) => {
    const result = data.slice();
    for (let start = 0; start < data.length; start += lanes, row++) {
      for (let m = 0; m < members; m++) result[start + m] = state.mean[row] + state.perturbations[row * members + m];
    }
    return result;
  });
  return {
    blocks: after.slice(0, -1),
    parameter: after[after.length - 1],
    simulated: hour.observations.map((_, o) =>
      Float64Array.from({ length: members }, (__, m) => simulated.mean[o] + simulated.perturbations[o * members + m]),
    ),
  };
}

export const serialFilter: DefinedFilter = (state, observations, tapers) => ensrf(state, observations, tapers);

function rowsOf(data: Float64Array, members: number, lanes: number): number[][] {
  return Array.from({ length: data.length / lanes }, (_, row) =>
    Array.from(data.subarray(row * lanes, row * lanes + members)),
  );
}
