/**
 * Time of a transport step on the grid of Kou et al. (2023), 105 x 86 x 15 cells and 52 lanes: ns per cell, lane and
 * step, on one thread and on two, and the share of each sweep. The least of several rounds counts, as the machine may
 * be busy.
 */
import { createGrid, gridPreset } from "../dist/grids/grid.js";
import { verticalPreset } from "../dist/grids/verticalCoordinate.js";
import { loadKernels } from "../dist/kernels/load.js";
import { parabolicSpacing } from "../dist/kernels/parabolicSpacing.js";
import { launchAdvectX, launchAdvectY, launchMoveVertically } from "../dist/kernels/transport.js";
import { createTurbulentExchange } from "../dist/transport/verticalMixing.js";

const ROUNDS = 40;
const LANES = 52;
const TIME_STEP = 600;
const MOLAR_MASS = 0.029;
const GRAVITY = 9.8;

const grid = createGrid(gridPreset("china-64km"));
const vertical = verticalPreset("jdas-15");
const { columns, rows, cells } = grid;
const { levels } = vertical;
const shape = { columns, rows, levels, lanes: LANES };

/**
 * Arrays of one step: winds of 10 to 40 m s-1 that turn with row, column and level, rising and sinking air, smooth
 * anomalies of 10 ppm.
 * @param {import("../dist/kernels/memory.js").KernelMemory} memory
 */
function arrays(memory) {
  const thickness = Array.from({ length: levels }, (_, k) => (vertical.b[k] - vertical.b[k + 1]) * 1e5);
  const state = memory.float32(levels * cells * LANES);
  for (let i = 0; i < levels * cells; i++) {
    const [column, row] = [i % columns, Math.floor(i / columns) % rows];
    for (let lane = 0; lane < LANES; lane++) {
      state[i * LANES + lane] = 1e-5 * Math.sin(column / 9 + lane) * Math.cos(row / 7 + i / cells / 3);
    }
  }
  const mass = memory.float64(levels * cells);
  for (let i = 0; i < mass.length; i++) {
    mass[i] = (thickness[Math.floor(i / cells)] / GRAVITY) * grid.area[i % cells];
  }
  const xFlux = memory.float64(levels * rows * (columns + 1));
  const yFlux = memory.float64(levels * (rows + 1) * columns);
  const zFlux = memory.float64((levels + 1) * cells);
  /** @type {(k: number, position: number, phase: number) => number} */
  const wind = (k, position, phase) => (10 + 2 * k) * Math.sin(position / 12 + phase);
  for (let k = 0; k < levels; k++) {
    const burden = (thickness[k] / GRAVITY) * grid.dx;
    for (let i = 0; i < rows * (columns + 1); i++) {
      xFlux[k * rows * (columns + 1) + i] = burden * wind(k, Math.floor(i / (columns + 1)), 0.3 * k);
    }
    for (let i = 0; i < (rows + 1) * columns; i++) {
      yFlux[k * (rows + 1) * columns + i] = burden * wind(k, i % columns, 1 + 0.2 * k);
    }
    for (let c = 0; k > 0 && c < cells; c++) zFlux[k * cells + c] = 0.01 * grid.area[c] * Math.sin(c / 13);
  }
  const boundary = memory.float32(levels * 2 * (columns + rows) * LANES).fill(1e-6);
  const spacing = memory.float32(levels * 5);
  spacing.set(parabolicSpacing(thickness));
  const exchange = memory.float64((levels + 1) * cells);
  for (let i = 0; i < exchange.length; i++) exchange[i] = 0.05 * grid.area[i % cells] * (1 + Math.sin(i / 17));
  const emission = memory.float32(cells * LANES).fill(1e-7);
  const area = memory.float64(cells);
  area.set(grid.area);
  const common = { state, mass, boundary };
  return {
    mass,
    x: { ...common, flux: xFlux, inflow: memory.float64(levels * rows * LANES) },
    y: { ...common, flux: yFlux, inflow: memory.float64(levels * columns * LANES) },
    z: { state, mass, flux: zFlux, spacing, exchange, emission, area },
  };
}

/**
 * @param {number} threads
 * @returns ns per cell, lane and step of each sweep, and of their sum
 */
async function measure(threads) {
  const kernels = await loadKernels(threads);
  const { mass, x, y, z } = arrays(kernels.memory);
  const initial = mass.slice();
  const sweeps = [
    () => launchAdvectX(kernels, shape, x, TIME_STEP),
    () => launchAdvectY(kernels, shape, y, TIME_STEP),
    () => launchMoveVertically(kernels, shape, z, TIME_STEP, MOLAR_MASS),
  ];
  const least = sweeps.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    mass.set(initial);
    sweeps.forEach((sweep, i) => {
      const start = performance.now();
      sweep();
      least[i] = Math.min(least[i], performance.now() - start);
    });
  }
  await kernels.close();
  const [alongX, alongY, vertically] = least.map((time) => (1e6 * time) / (levels * cells * LANES));
  return { threads, step: alongX + alongY + vertically, x: alongX, y: alongY, z: vertically };
}

/** @returns [ms] an hour's exchange coefficients take */
function measureExchange() {
  /** @type {(length: number, value: number) => Float64Array} */
  const full = (length, value) => new Float64Array(length).fill(value);
  const weather = {
    time: 0,
    surfacePressure: full(cells, 1e5),
    temperature: Float64Array.from({ length: levels * cells }, (_, i) => 290 - 4 * Math.floor(i / cells)),
    specificHumidity: full(levels * cells, 0.004),
    xWind: Float64Array.from({ length: levels * rows * (columns + 1) }, (_, i) => Math.sin(i)),
    yWind: full(levels * (rows + 1) * columns, 3),
    boundaryLayerHeight: full(cells, 1200),
    frictionVelocity: full(cells, 0.3),
    inverseObukhovLength: Float64Array.from({ length: cells }, (_, c) => 0.05 * Math.sin(c)),
  };
  const exchange = createTurbulentExchange(grid, vertical);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    exchange(weather);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** @returns the record of this benchmark */
export async function benchmarkTransport() {
  const results = [await measure(1), await measure(2)];
  const exchangeMilliseconds = measureExchange();
  console.log(`transport, ${columns} x ${rows} x ${levels} cells, ${LANES} lanes, ns per cell, lane and step`);
  for (const { threads, step, x, y, z } of results) {
    /** @type {(part: number) => string} */
    const share = (part) => `${part.toFixed(2)} (${Math.round((100 * part) / step)} %)`;
    console.log(
      `  ${threads} thread(s): ${step.toFixed(2)} = x ${share(x)} + y ${share(y)} + z and mixing ${share(z)}`,
    );
  }
  console.log(`exchange coefficients: ${exchangeMilliseconds.toFixed(1)} ms an hour`);
  return { shape, timeStep: TIME_STEP, nanosecondsPerCellLaneStep: results, exchangeMilliseconds };
}
