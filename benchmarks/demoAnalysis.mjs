/**
 * Runs the analysis of the demo for a number of days, into a folder that goes away, and prints what was measured as JSON.
 * node demoAnalysis.mjs DAYS. With more than 4 days, the three before the last are profiled.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { canPrepareAhead, forcingThread } from "../dist/cli/forcingThread.js";
import { parseExperiment } from "../dist/config/parse.js";
import { runExperiment } from "../dist/experiments/run.js";
import { loadKernels } from "../dist/kernels/load.js";
import { startProfile } from "./profile.mjs";

/**
 * @typedef {object} Outcome
 * @property {number[]} daySeconds wall-clock time of each day
 * @property {Record<string, number>} shares by part of the profiled days [%]
 * @property {number} kernelBytes handed out by the kernel memory
 * @property {number} residentBytes of the process, at most
 */

const DAY = 86400;
const days = Number(process.argv[2]);
const text = readFileSync(new URL("../experiments/demo.yaml", import.meta.url), "utf8");
const { plan, ...parsed } = parseExperiment(text, "demo.yaml");
const { start } = plan.period;
const shortened = {
  ...parsed,
  plan: { ...plan, period: { ...plan.period, end: start + days * DAY, spinUpDays: 0 }, posterior: false },
};
const folder = mkdtempSync(join(tmpdir(), "openjdas-benchmark-"));
let kernelBytes = 0;
let last = 0;
/** @type {number[]} */
const daySeconds = [];
/** @type {Record<string, number>} */
let shares = {};
/** @type {undefined | (() => Promise<Record<string, number>>)} */
let endProfile;
/** @type {undefined | import("./timing.mjs").Kernels} */
let kernels;
try {
  await runExperiment(shortened, {
    inputFolder: ".",
    output: join(folder, "run"),
    replace: false,
    resume: false,
    progress: {
      note() {},
      begin() {
        last = performance.now();
      },
      async hour({ hoursDone }) {
        if (hoursDone % 24 !== 0) return;
        daySeconds.push((performance.now() - last) / 1000);
        kernelBytes = kernels?.memory.used ?? 0;
        if (days > 4 && daySeconds.length === days - 4) endProfile = await startProfile();
        if (daySeconds.length === days - 1) shares = (await endProfile?.()) ?? {};
        last = performance.now();
      },
      end() {},
    },
    async kernels(threads) {
      kernels = await loadKernels(threads);
      return kernels;
    },
    forcingAhead: canPrepareAhead && availableParallelism() > 1 ? forcingThread : undefined,
    threads: Math.min(8, availableParallelism()),
    program: "openjdas benchmark",
    node: process.version,
    now: () => new Date(),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
/** @type {Outcome} */
const outcome = { daySeconds, shares, kernelBytes, residentBytes: 1024 * process.resourceUsage().maxRSS };
process.stdout.write(JSON.stringify(outcome));
