/**
 * The time from an experiment to its first hour: with synthetic inputs on 240 x 240 cells and 20 members, set-up alone; and
 * of the inputs of three days with hourly fluxes on 0.25 degree, from their file and from the cache.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseExperiment } from "../dist/config/parse.js";
import { runExperiment } from "../dist/experiments/run.js";
import { silent } from "../dist/experiments/progress.js";
import { gatherInputs } from "../dist/experiments/setup/inputs.js";
import { writeNetcdf } from "../dist/io/writeNetcdf.js";
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
  const figures = { "set-up: 240 x 240 cells": { value: (performance.now() - start) / 1000, unit: "s" } };
  return { ...figures, ...(await benchmarkPrepared()) };
}

const HOURLY = `
title: "Hourly fluxes"
output: unused
period: { start: 2016-07-01, end: 2016-07-04 }
meteorology: { source: synthetic }
fluxes: { biosphere: { source: netcdf, files: nee.nc, variable: nee }, ocean: none, fossil: none, fire: none }
background: { source: synthetic }
twin: {}
observations: { source: synthetic, network: towers }
`;

/** @returns {Promise<import("./timing.mjs").Figures>} */
async function benchmarkPrepared() {
  const folder = mkdtempSync(join(tmpdir(), "jdas-bench-"));
  const { OPENJDAS_CACHE } = process.env;
  process.env.OPENJDAS_CACHE = join(folder, "cache");
  /** @param {import("../dist/experiments/setup/preparedInputs.js").UseOfCache} cached */
  const seconds = async (cached) => {
    const start = performance.now();
    const inputs = await gatherInputs(parseExperiment(HOURLY, "h.yaml"), folder, undefined, undefined, cached);
    inputs.close();
    return { value: (performance.now() - start) / 1000, unit: "s" };
  };
  try {
    await writeHourlyFluxes(join(folder, "nee.nc"), 72);
    await seconds("none");
    rmSync(join(folder, "cache"), { recursive: true });
    const what = "72 hours of 0.25 degree";
    return {
      [`inputs: ${what}, from the file`]: await seconds("use"),
      [`inputs: ${what}, jdas prepare`]: await seconds(silent),
      [`inputs: ${what}, prepared`]: await seconds("use"),
    };
  } finally {
    if (OPENJDAS_CACHE === undefined) delete process.env.OPENJDAS_CACHE;
    else process.env.OPENJDAS_CACHE = OPENJDAS_CACHE;
    rmSync(folder, { recursive: true });
  }
}

/** From 56 to 176 E and 5 to 65 N. @param {string} path @param {number} hours */
async function writeHourlyFluxes(path, hours) {
  const [columns, rows] = [480, 240];
  const axis = (/** @type {string} */ name, /** @type {string} */ units, /** @type {number[]} */ data) =>
    /** @type {const} */ ({ name, type: "f8", dimensions: [name], attributes: { units, standard_name: name }, data });
  const steps = (/** @type {number} */ count, /** @type {number} */ from, /** @type {number} */ by) =>
    Array.from({ length: count }, (_, i) => from + by * i);
  await writeNetcdf(path, {
    attributes: {},
    dimensions: { time: hours, latitude: rows, longitude: columns },
    variables: [
      axis("time", "hours since 2016-07-01", steps(hours, 0, 1)),
      axis("latitude", "degrees_north", steps(rows, 5.125, 0.25)),
      axis("longitude", "degrees_east", steps(columns, 56.125, 0.25)),
      {
        name: "nee",
        type: "f4",
        dimensions: ["time", "latitude", "longitude"],
        attributes: { units: "mol m-2 s-1" },
        data: Float32Array.from({ length: hours * rows * columns }, (_, i) => -2e-6 * Math.sin(i / 97)),
      },
    ],
  });
}
