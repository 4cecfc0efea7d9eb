/** What the benchmarks share: figures with units, and the least time of several rounds, as the machine may be busy. */
import { loadKernels } from "../dist/kernels/load.js";

/**
 * @typedef {{ value: number, unit: string }} Figure smaller is better, but for shares [%]
 * @typedef {Record<string, Figure>} Figures by what was measured
 * @typedef {Awaited<ReturnType<typeof loadKernels>>} Kernels
 */

/**
 * Least wall-clock time of each of several pieces of work, done in turn.
 * @param {number} rounds
 * @param {readonly (() => void)[]} works
 * @param {() => void} [before] restores what a round changed, untimed
 * @returns {number[]} [ms]
 */
export function leastTimes(rounds, works, before = () => {}) {
  const least = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    before();
    works.forEach((work, i) => {
      const start = performance.now();
      work();
      least[i] = Math.min(least[i], performance.now() - start);
    });
  }
  return least;
}

/**
 * Runs a measurement with kernels of its own, so that it starts with an empty memory.
 * @template T
 * @param {number} threads
 * @param {(kernels: Kernels) => T} measure
 * @param {string} [missing] makes the plain kernels of a runtime that lacks it
 * @returns {Promise<T>}
 */
export async function withKernels(threads, measure, missing) {
  const kernels = await loadKernels(threads, missing);
  try {
    return measure(kernels);
  } finally {
    await kernels.close();
  }
}

/** @param {number} threads */
export const threadsText = (threads) => `${threads} thread${threads === 1 ? "" : "s"}`;
