/**
 * The EnSRF: observations of one hour on mole fraction and 8 days of 3 flux parameters, 50 members, 2000 km about the
 * observation, and for most of them about the way of the air too.
 */
import { availableParallelism } from "node:os";
import { createEnsrfAnalyser } from "../dist/filters/ensrfAnalysis.js";
import { createGrid, gridPreset } from "../dist/grids/grid.js";
import { unitVector } from "../dist/grids/sphere.js";
import { leastTimes, withKernels } from "./timing.mjs";

const OBSERVATIONS = [1, 5, 10, 50];
const MEMBERS = 50;
const LANES = 52;
const LEVELS = 15;
const DAYS = 8;
const PARAMETERS = 3;
const ROUNDS = 10;
/** Places of a way, 6 h apart for 8 days, and how far west each is of the one before [degrees]: 7 m s-1 at 35 N. */
const PLACES = 33;
const WESTWARD = 1.7;

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkFilter() {
  const grid = createGrid(gridPreset("china-64km"));
  const { cells, unitVectors, longitude, latitude } = grid;
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
      ...Array.from({ length: DAYS }, (_, day) => ({
        ...block(`day ${day}`, PARAMETERS, 0.3),
        hoursBefore: 24 * day + 12,
      })),
    ];
    /** Back to the west edge of the grid. @param {number} cell */
    const wayFrom = (cell) =>
      Array.from({ length: PLACES }, (_, p) => [longitude[cell] - WESTWARD * p, latitude[cell]])
        .filter(([east, north], p) => p === 0 || grid.cellAt(east, north) >= 0)
        .map(([east, north]) => unitVector(east, north));
    const initial = blocks.map(({ data }) => data.slice());
    /** @param {number} count evenly over the grid @param {boolean} ways */
    const observations = (count, ways) =>
      Array.from({ length: count }, (_, o) => {
        const cell = Math.floor(((o + 0.5) * cells) / count);
        const [x, y, z] = unitVectors.subarray(3 * cell, 3 * cell + 3);
        return {
          id: `observation ${o}`,
          value: 1e-6,
          simulated: Float64Array.from({ length: LANES }, (_, lane) => 1e-6 * Math.sin(o + 1.3 * lane)),
          errorVariance: 1e-12,
          position: /** @type {const} */ ([x, y, z]),
          ...(ways && { way: wayFrom(cell) }),
        };
      });
    const localization = /** @type {const} */ ({ kind: "gaspari-cohn", zeroDistance: 2e6 });
    const analyser = createEnsrfAnalyser(kernels, { members: MEMBERS, lanes: LANES }, geometry, localization);
    /** @param {number} count @param {boolean} ways */
    const figure = (count, ways) => {
      const list = observations(count, ways);
      const [value] = leastTimes(ROUNDS, [() => void analyser.analyse(blocks, list, "the benchmark")], () =>
        blocks.forEach(({ data }, i) => data.set(initial[i])),
      );
      const name = `filter: ${count} observation${count === 1 ? "" : "s"}${ways ? " along ways" : ""}`;
      return [name, { value, unit: "ms" }];
    };
    return Object.fromEntries([false, true].flatMap((ways) => OBSERVATIONS.map((count) => figure(count, ways))));
  });
}
