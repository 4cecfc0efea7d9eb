/** How the time of a step, ns per cell, lane and step, changes with lanes, cells and threads. */
import { availableParallelism } from "node:os";
import { threadsText, withKernels } from "./timing.mjs";
import { CHINA, measureStep, whole } from "./transportStep.mjs";

const ROUNDS = 12;
const MEMBERS = [8, 20, 50, 100, 200];
/** Of a rank, which has few (scalingModel.mjs). */
const LANES = [4, 8, 16, 28, 52, 104, 208];
/** Spacing [km] of the same area. */
const SPACINGS = [128, 64, 32, 16];

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkScaling() {
  /** @type {import("./timing.mjs").Figures} */
  const figures = {};
  const most = availableParallelism();
  /** @type {(name: string, threads: number, setting: import("./transportStep.mjs").Setting, rounds: number) => Promise<void>} */
  const add = async (name, threads, setting, rounds) => {
    const value = await withKernels(threads, (kernels) => whole(measureStep(kernels, setting, rounds)));
    figures[`scaling: ${name}`] = { value, unit: "ns" };
  };
  for (let threads = 1; threads <= most; threads++) await add(threadsText(threads), threads, CHINA, ROUNDS);
  for (const members of MEMBERS) {
    await add(`${members} members`, most, { ...CHINA, lanes: Math.ceil(members / 4) * 4 }, ROUNDS);
  }
  for (const lanes of LANES) await add(`${lanes} lanes, 1 thread`, 1, { ...CHINA, lanes }, ROUNDS / 2);
  for (const spacing of SPACINGS) {
    const finer = 64 / spacing;
    const setting = {
      ...CHINA,
      columns: Math.round(CHINA.columns * finer),
      rows: Math.round(CHINA.rows * finer),
      spacing: 1000 * spacing,
      timeStep: CHINA.timeStep / finer,
    };
    await add(`${spacing} km`, most, setting, finer > 2 ? 4 : ROUNDS);
  }
  return figures;
}
