/** The EnSRF: observations of one hour on mole fraction and 8 days of 3 flux parameters, 50 members, 2000 km. */
import { availableParallelism } from "node:os";
import { createAnalyser } from "../dist/filters/analysis.js";
import { createGrid, gridPreset } from "../dist/grids/grid.js";
import { leastTimes, withKernels } from "./timing.mjs";

const OBSERVATIONS = [1, 5, 10, 50];
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
  return withKernels(availableParallelism(), (kernels) => {
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
    /** @param {number} count evenly over the grid */
    const observations = (count) =>
      Array.from({ length: count }, (_, o) => {
        const cell = Math.floor(((o + 0.5) * cells) / count);
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
    /** @param {number} count */
    const figure = (count) => {
      const list = observations(count);
      const [value] = leastTimes(ROUNDS, [() => void analyser.analyse(blocks, list, "the benchmark")], () =>
        blocks.forEach(({ data }, i) => data.set(initial[i])),
      );
      return [`filter: ${count} observation${count === 1 ? "" : "s"}`, { value, unit: "ms" }];
    };
    return Object.fromEntries(OBSERVATIONS.map(figure));
  });
}
