/** The EnSRF: 50 observations of one hour on mole fraction and 8 days of 3 flux parameters, 50 members, 2000 km. */
import { availableParallelism } from "node:os";
import { createAnalyser } from "../dist/filters/analysis.js";
import { createGrid, gridPreset } from "../dist/grids/grid.js";
import { leastTimes, withKernels } from "./timing.mjs";

const OBSERVATIONS = 50;
const MEMBERS = 50;
const LANES = 52;
const LEVELS = 15;
const DAYS = 8;
const PARAMETERS = 3;
const ROUNDS = 10;

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkFilter() {
  const grid = createGrid(gridPreset("china-64km"));
  const { cells, unitVectors } = grid;
  const geometry = { cells, unitVectors, radius: 6371e3 };
  const milliseconds = await withKernels(availableParallelism(), (kernels) => {
    /** @type {(name: string, levels: number, scale: number) => import("../dist/filters/stateBlock.js").StateBlock} */
    const block = (name, levels, scale) => {
      const data = kernels.memory.float32(levels * cells * LANES);
      for (let i = 0; i < data.length; i++) data[i] = scale * Math.sin(i * 0.7);
      return { name, data, levels, cells };
    };
    const blocks = [
      block("mole fraction", LEVELS, 1e-6),
      ...Array.from({ length: DAYS }, (_, day) => block(`day ${day}`, PARAMETERS, 0.3)),
    ];
    const initial = blocks.map(({ data }) => data.slice());
    const observations = Array.from({ length: OBSERVATIONS }, (_, o) => {
      const cell = Math.floor(((o + 0.5) * cells) / OBSERVATIONS);
      const [x, y, z] = unitVectors.subarray(3 * cell, 3 * cell + 3);
      return {
        id: `observation ${o}`,
        value: 1e-6,
        simulated: Float64Array.from({ length: LANES }, (_, lane) => 1e-6 * Math.sin(o + 1.3 * lane)),
        errorVariance: 1e-12,
        position: /** @type {const} */ ([x, y, z]),
      };
    });
    const localization = /** @type {const} */ ({ kind: "gaspari-cohn", zeroDistance: 2e6 });
    const analyser = createAnalyser(kernels, { members: MEMBERS, lanes: LANES }, geometry, localization);
    const [least] = leastTimes(ROUNDS, [() => void analyser.analyse(blocks, observations, "the benchmark")], () =>
      blocks.forEach(({ data }, i) => data.set(initial[i])),
    );
    return least;
  });
  return { [`filter: ${OBSERVATIONS} observations`]: { value: milliseconds, unit: "ms" } };
}
