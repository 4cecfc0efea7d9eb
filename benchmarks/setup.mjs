/** The time from an experiment to its first hour, with synthetic inputs on 240 x 240 cells and 20 members: set-up alone. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseExperiment } from "../dist/config/parse.js";
import { runExperiment } from "../dist/experiments/run.js";
import { loadKernels } from "../dist/kernels/load.js";

const EXPERIMENT = `
title: "Set-up"
output: unused
period: { start: 2016-07-01, end: 2016-07-04 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000", columns: 240, rows: 240, spacingKm: 27, centre: [110, 35] }
meteorology: { source: synthetic }
fluxes: { biosphere: synthetic, ocean: synthetic, fossil: synthetic, fire: synthetic }
background: { source: synthetic }
twin: {}
observations: { source: synthetic }
ensemble: { members: 20 }
`;

class Begun extends Error {}

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkSetup() {
  const output = mkdtempSync(join(tmpdir(), "jdas-bench-"));
  const start = performance.now();
  try {
    await runExperiment(parseExperiment(EXPERIMENT, "setup.yaml"), {
      inputFolder: ".",
      output,
      replace: false,
      progress: {
        note() {},
        begin() {
          throw new Begun();
        },
        hour() {},
        end() {},
      },
      kernels: loadKernels,
      threads: 1,
      program: "benchmark",
      node: process.version,
      now: () => new Date(),
    });
  } catch (error) {
    if (!(error instanceof Begun)) throw error;
  } finally {
    rmSync(output, { recursive: true });
  }
  return { "set-up: 240 x 240 cells": { value: (performance.now() - start) / 1000, unit: "s" } };
}
