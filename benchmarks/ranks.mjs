/**
 * What the ranks of a job take for an hour of china-64km with 50 members, CTRL and truth, piece by piece: the least of some
 * rounds, in ms, on rank 0. Each rank has one thread.
 *
 *   mpirun -n 4 node benchmarks/ranks.mjs
 */
import { createGrid, gridPreset } from "../dist/grids/grid.js";
import { verticalPreset } from "../dist/grids/verticalCoordinate.js";
import { laneLayout } from "../dist/fields/ensemble.js";
import { loadKernels } from "../dist/kernels/load.js";
import { createMassFluxBuilder } from "../dist/meteorology/massFluxes.js";
import { syntheticMeteorology } from "../dist/meteorology/sources/synthetic.js";
import { openCommunicator } from "../dist/parallel/openCommunicator.js";
import { createEnsrfAnalyser } from "../dist/filters/ensrfAnalysis.js";
import { createDealtTransport } from "../dist/experiments/ranks/dealtTransport.js";
import { endRanks } from "../dist/experiments/ranks/dealing.js";
import { tell } from "../dist/experiments/ranks/orders.js";
import { serveCells } from "../dist/experiments/ranks/serveCells.js";
import { turnedGrid } from "../dist/experiments/ranks/turnedGrid.js";
import { hourlyForcing } from "../dist/transport/hourlyForcing.js";
import { createTransportModel } from "../dist/transport/transportModel.js";
import { createTurbulentExchange } from "../dist/transport/verticalMixing.js";
import { createRunningMoments } from "../dist/kernels/launchMembers.js";

const OBSERVATIONS = 50;
const ROUNDS = 5;
const START = Date.UTC(2016, 6, 1) / 1000;

const LEVELS = 15;

const communicator = await openCommunicator();
/** The state of all ranks from columns to rows, as once a step. @returns [ms] */
function timeOfTurn() {
  const { columns, rows } = gridPreset("china-64km");
  const grid = turnedGrid(communicator, { columns, rows });
  const lanes = laneLayout(50, ["control", "truth"]).lanes;
  const inColumns = new Float32Array(LEVELS * rows * grid.columns.count * lanes);
  const inRows = new Float32Array(LEVELS * columns * grid.rows.count * lanes);
  let shortest = Infinity;
  for (let round = 0; round < 2 * ROUNDS; round++) {
    communicator.barrier();
    const start = performance.now();
    grid.toRows(inColumns, inRows, LEVELS, lanes);
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}
const turn = timeOfTurn();
if (communicator.rank > 0) await serveCells(communicator, loadKernels, 1);
else {
  const grid = createGrid(gridPreset("china-64km"));
  const vertical = verticalPreset("jdas-15");
  const kernels = await loadKernels(1);
  const layout = laneLayout(50, ["control", "truth"]);
  const setup = { grid, vertical, kernels, layout, referenceMoleFraction: 4e-4, timeStep: 1800 };
  const alone = communicator.size === 1;
  const { cells, unitVectors } = grid;
  const localization = /** @type {const} */ ({ kind: "gaspari-cohn", zeroDistance: 2e6 });
  const { members, lanes } = layout;
  const filter = { members, lanes, localization, radius: 6371e3, unitVectors };
  if (!alone) tell(communicator, { kind: "open", threads: 1 });
  const dealt = alone ? undefined : createDealtTransport(setup, communicator, 0, filter);
  const model = dealt ?? createTransportModel(setup);
  const { state } = model;
  const analyser = createEnsrfAnalyser(kernels, layout, { cells, unitVectors, radius: 6371e3 }, localization);
  const observations = Array.from({ length: OBSERVATIONS }, (_, o) => {
    const cell = Math.floor(((o + 0.5) * cells) / OBSERVATIONS);
    const [x, y, z] = unitVectors.subarray(3 * cell, 3 * cell + 3);
    return {
      id: `observation ${o}`,
      value: 1e-6,
      simulated: Float64Array.from({ length: layout.lanes }, (_, lane) => 1e-6 * Math.sin(o + 1.3 * lane)),
      errorVariance: 1e-12,
      position: /** @type {const} */ ([x, y, z]),
    };
  });
  const columns = Int32Array.from(
    { length: OBSERVATIONS * vertical.levels },
    (_, i) => (i * state.rows) / (OBSERVATIONS * vertical.levels),
  );
  const analyse = () => {
    const when = "the benchmark";
    const elsewhere = dealt?.analyseState;
    if (elsewhere !== undefined) return analyser.analyse([], observations, when, [], elsewhere);
    const block = { name: "mole fraction", data: state.data, levels: vertical.levels, cells };
    return model.budget.recordIncrement(() => analyser.analyse([block], observations, when));
  };
  const moments = model.moments?.(2) ?? createRunningMoments(kernels, layout, state.rows, 2);
  const landFraction = new Float64Array(grid.cells).fill(1);
  const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 1 });
  const massFluxes = createMassFluxBuilder(grid, vertical);
  const forcing = hourlyForcing(weather, massFluxes, createTurbulentExchange(grid, vertical));
  /** @type {Map<string, number>} */
  const least = new Map();
  /** @type {(name: string, work: () => unknown) => void} */
  const time = (name, work) => {
    const start = performance.now();
    work();
    least.set(name, Math.min(least.get(name) ?? Infinity, performance.now() - start));
  };
  for (let round = 0; round < ROUNDS; round++) {
    const { flow, exchange } = forcing(START + 3600 * round);
    if (round === 0) model.advance(flow, exchange);
    else time("hour of transport, with what it sends", () => model.advance(flow, exchange));
    time("lowest layer to rank 0", () => state.first?.(grid.cells));
    time("moments", () => moments.add(() => state.data, state.reference));
    time(`columns of ${OBSERVATIONS} observations to rank 0`, () => state.some?.(columns));
    time(`analysis of the state by ${OBSERVATIONS} observations`, analyse);
    time("all of the state to rank 0", () => state.data.length);
    time("all of the state to the ranks", () => model.budget.recordIncrement(() => {}));
  }
  least.set("state turned from columns to rows", turn);
  time("moments to rank 0", () => moments.take());
  time("carbon budget", () => model.budget.terms());
  console.log(communicator.description);
  for (const [name, milliseconds] of least) console.log(`${milliseconds.toFixed(1).padStart(8)} ms  ${name}`);
  endRanks(communicator);
}
