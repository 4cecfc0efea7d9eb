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
import { createDealtTransport } from "../dist/experiments/ranks/dealtTransport.js";
import { endRanks } from "../dist/experiments/ranks/dealing.js";
import { serveLanes } from "../dist/experiments/ranks/serveLanes.js";
import { hourlyForcing } from "../dist/transport/hourlyForcing.js";
import { createTransportModel } from "../dist/transport/transportModel.js";
import { createTurbulentExchange } from "../dist/transport/verticalMixing.js";
import { createRunningMoments } from "../dist/kernels/launchMembers.js";

const ROUNDS = 5;
const START = Date.UTC(2016, 6, 1) / 1000;

const communicator = await openCommunicator();
if (communicator.rank > 0) await serveLanes(communicator, loadKernels, 1);
else {
  const grid = createGrid(gridPreset("china-64km"));
  const vertical = verticalPreset("jdas-15");
  const kernels = await loadKernels(1);
  const layout = laneLayout(50, ["control", "truth"]);
  const setup = { grid, vertical, kernels, layout, referenceMoleFraction: 4e-4, timeStep: 1200 };
  const alone = communicator.size === 1;
  const model = alone ? createTransportModel(setup) : createDealtTransport(setup, communicator, 1);
  const { state } = model;
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
    time("moments, transposed", () => moments.add(() => state.data, state.reference));
    time("all of the state to rank 0", () => state.data.length);
    time("an increment: all of the state to the ranks", () => model.budget.recordIncrement(() => {}));
  }
  time("moments to rank 0", () => moments.take());
  time("carbon budget", () => model.budget.terms());
  console.log(communicator.description);
  for (const [name, milliseconds] of least) console.log(`${milliseconds.toFixed(1).padStart(8)} ms  ${name}`);
  endRanks(communicator);
}
