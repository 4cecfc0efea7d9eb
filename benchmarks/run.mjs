/**
 * Runs the benchmarks named on the command line, or all, on the built package; prints their figures beside the last
 * recorded ones; writes them with machine and commit to results/<date>-<commit>.json. A record of the same day and commit
 * keeps its other figures.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { compareEntries } from "./compare.mjs";
import { benchmarkCycle } from "./cycle.mjs";
import { benchmarkFallback } from "./fallback.mjs";
import { benchmarkFilter } from "./filter.mjs";
import { benchmarkMemory } from "./memory.mjs";
import { benchmarkScaling } from "./scaling.mjs";
import { benchmarkSetup } from "./setup.mjs";
import { benchmarkStep } from "./step.mjs";
import { benchmarkWeather } from "./weather.mjs";

/** @type {Record<string, () => Promise<import("./timing.mjs").Figures>>} */
const benchmarks = {
  step: benchmarkStep,
  scaling: benchmarkScaling,
  memory: benchmarkMemory,
  filter: benchmarkFilter,
  weather: benchmarkWeather,
  setup: benchmarkSetup,
  cycle: benchmarkCycle,
  fallback: benchmarkFallback,
};

const folder = new URL("results/", import.meta.url);

function commit() {
  try {
    const git = /** @type {(...words: string[]) => string} */ (
      (...words) =>
        execFileSync("git", words, { stdio: ["ignore", "pipe", "ignore"] })
          .toString()
          .trim()
    );
    return (
      git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src", "kernels") === "" ? "" : "-changed")
    );
  } catch {
    return "uncommitted";
  }
}

/** @returns {import("./compare.mjs").Entry[]} */
function recorded() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")))
    .filter(({ figures }) => figures !== undefined);
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`no benchmark is called ${unknown.join(", ")}; there are ${Object.keys(benchmarks).join(", ")}`);
  process.exit(1);
}
/** @type {import("./compare.mjs").Entry} */
const present = {
  time: new Date().toISOString(),
  commit: commit(),
  machine: { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: availableParallelism(), node: process.version },
  figures: {},
};
for (const name of names) {
  console.error(`${name} ...`);
  Object.assign(present.figures, await benchmarks[name]());
}
console.log(compareEntries(present, recorded()));
const name = `${present.time.slice(0, 10)}-${present.commit}.json`;
const file = new URL(name, folder);
const others = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).figures : undefined;
mkdirSync(folder, { recursive: true });
const record = { ...present, figures: { ...others, ...present.figures } };
writeFileSync(file, `${JSON.stringify(record, undefined, 2)}\n`);
console.log(`written: benchmarks/results/${name}`);
