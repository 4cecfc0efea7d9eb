/**
 * Runs the benchmarks named on the command line, or all, on the built package and on that of the commit before (before.mjs), each in
 * a process of its own, in turn and twice: what slows the machine slows both. Prints the figures with their ratios, and
 * writes both with machine and commits to results/<date>-<commit>.json. A record of the same day and commit keeps its other figures.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildBefore, git, isChanged } from "./before.mjs";
import { benchmarks } from "./benchmarks.mjs";
import { compareEntries } from "./compare.mjs";

/** @typedef {import("./timing.mjs").Figures} Figures */

const ROUNDS = 2;
const folder = new URL("results/", import.meta.url);
const root = fileURLToPath(new URL("..", import.meta.url));

function commit() {
  try {
    return git("rev-parse", "--short", "HEAD") + (isChanged() ? "-changed" : "");
  } catch {
    return "uncommitted";
  }
}

function before() {
  try {
    console.error("the commit before ...");
    return buildBefore();
  } catch (error) {
    console.error(`no commit before to compare with: ${String(error).split("\n")[0]}`);
    return undefined;
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

/** @param {string} tree folder with the built package @param {string} name of a benchmark @returns {Figures} */
function measure(tree, name) {
  const text = execFileSync(process.execPath, [join(tree, "benchmarks", "one.mjs"), name], {
    cwd: tree,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(text);
}

/** The same of the commit before: none where it lacks what the benchmark measures. @param {string} tree @param {string} name @returns {Figures} */
function measureBefore(tree, name) {
  try {
    return measure(tree, name);
  } catch {
    console.error(`${name}: the commit before cannot be measured by this benchmark`);
    return {};
  }
}

/** The smaller of each figure; shares are those of the newer. @param {Figures} older @param {Figures} newer @returns {Figures} */
function least(older, newer) {
  const pairs = Object.entries(newer).map(([name, { value, unit }]) => {
    const other = unit === "%" ? undefined : older[name]?.value;
    return [name, { value: Math.min(value, other ?? value), unit }];
  });
  return Object.fromEntries(pairs);
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`no benchmark is called ${unknown.join(", ")}; there are ${Object.keys(benchmarks).join(", ")}`);
  process.exit(1);
}
const earlier = before();
/** @type {import("./compare.mjs").Entry} */
const present = {
  time: new Date().toISOString(),
  commit: commit(),
  machine: { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: availableParallelism(), node: process.version },
  figures: {},
  ...(earlier === undefined ? {} : { before: { commit: earlier.commit, figures: {} } }),
};
try {
  for (const name of names) {
    /** @type {[Figures, Figures]} */
    let [own, its] = [{}, {}];
    for (let round = 1; round <= ROUNDS; round++) {
      console.error(`${name}, ${round} of ${ROUNDS} ...`);
      if (earlier !== undefined) its = least(its, measureBefore(earlier.folder, name));
      own = least(own, measure(root, name));
    }
    Object.assign(present.figures, own);
    Object.assign(present.before?.figures ?? {}, its);
  }
} finally {
  earlier?.remove();
}
console.log(compareEntries(present, recorded()));
const name = `${present.time.slice(0, 10)}-${present.commit}.json`;
const file = new URL(name, folder);
/** @type {Partial<import("./compare.mjs").Entry>} */
const others = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
mkdirSync(folder, { recursive: true });
const record = { ...present, figures: { ...others.figures, ...present.figures } };
if (present.before !== undefined) {
  record.before = { ...present.before, figures: { ...others.before?.figures, ...present.before.figures } };
}
writeFileSync(file, `${JSON.stringify(record, undefined, 2)}\n`);
console.log(`written: benchmarks/results/${name}`);
