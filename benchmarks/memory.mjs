/**
 * Memory of the transport model, and of the whole analysis of the demo in a process of its own, beside the least
 * possible: the state, and the weather of one hour (air at both ends, fluxes through three kinds of faces, exchange and
 * its non-local part).
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createGrid, gridPreset } from "../dist/grids/grid.js";
import { verticalPreset } from "../dist/grids/verticalCoordinate.js";
import { createTransportModel } from "../dist/transport/transportModel.js";
import { withKernels } from "./timing.mjs";

const MEBIBYTE = 2 ** 20;
const LANES = 52;

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkMemory() {
  const grid = createGrid(gridPreset("china-64km"));
  const vertical = verticalPreset("jdas-15");
  const { columns, rows, cells } = grid;
  const { levels } = vertical;
  const faces = levels * ((columns + 1) * rows + columns * (rows + 1)) + (levels + 1) * cells;
  const least = 4 * levels * cells * LANES + 8 * (2 * levels * cells + faces + 2 * (levels + 1) * cells);
  const transport = await withKernels(1, (kernels) => {
    const before = kernels.memory.used;
    const layout = { members: 50, firstMember: 0, control: 50, truth: 51, lanes: LANES };
    createTransportModel({ grid, vertical, kernels, layout, referenceMoleFraction: 4e-4, timeStep: 600 });
    return kernels.memory.used - before;
  });
  const script = fileURLToPath(new URL("demoAnalysis.mjs", import.meta.url));
  /** @type {import("./demoAnalysis.mjs").Outcome} */
  const analysis = JSON.parse(execFileSync(process.execPath, [script, "1"], { encoding: "utf8" }));
  return {
    "memory: least": { value: least / MEBIBYTE, unit: "MiB" },
    "memory: transport model": { value: transport / MEBIBYTE, unit: "MiB" },
    "memory: transport model to least": { value: transport / least, unit: "x" },
    "memory: kernels of an analysis": { value: analysis.kernelBytes / MEBIBYTE, unit: "MiB" },
    "memory: kernels of an analysis to least": { value: analysis.kernelBytes / least, unit: "x" },
    "memory: process of an analysis": { value: analysis.residentBytes / MEBIBYTE, unit: "MiB" },
    "memory: process of an analysis to least": { value: analysis.residentBytes / least, unit: "x" },
  };
}
