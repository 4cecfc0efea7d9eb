/**
 * Damages data files and looks whether every reader ends in a result or in a fault that names the file: never in an error
 * of the program, a crash, a hang or a gigabyte of memory.
 *
 *   npm run fuzz -- FILE...            200 mutations of each file, each read as `jdas inspect` reads it
 *   npm run fuzz -- --mutations 5000   of each file
 *   npm run fuzz -- --minutes 30       as many as fit into these minutes, the same share for each file; of all files this
 *                                      writes docs/damaged-files.md
 *   npm run fuzz -- --jobs 2           two files at a time
 *   npm run fuzz -- --seed 7 FILE      other ones
 *   npm run fuzz -- --only 1234 FILE   that one mutation, which is kept
 *   npm run fuzz -- --patience 60      seconds that reading may take, 20 where not said; what takes longer is tried once more
 * Files in one argument with commas between them are read together, and the first of them is damaged. Without files: all of
 * $OPENJDAS_SHARED (default ../shared/data), and the experiment files that come with the program.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { mutate } from "./fuzz/mutate.mjs";
import { damagedFilesPage } from "./fuzz/page.mjs";

/** @typedef {"read" | "typed" | "untyped" | "crash" | "hang" | "memory"} Outcome */
/** @typedef {{ outcome: Outcome, message?: string, isLost?: boolean }} Reading */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const EXPERIMENTS = join(ROOT, "experiments");
const SHARED = resolve(ROOT, process.env.OPENJDAS_SHARED ?? "../shared/data");
/** @type {readonly Outcome[]} */
const OUTCOMES = ["read", "typed", "untyped", "crash", "hang", "memory"];
const GIGABYTE = 1024 ** 2;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutations: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    patience: { type: "string", default: "20" },
    minutes: { type: "string", default: "0" },
    jobs: { type: "string", default: "1" },
  },
});
const mutations = wholeNumber("mutations");
const minutes = wholeNumber("minutes");
const seed = wholeNumber("seed");
const patience = wholeNumber("patience");
const jobs = Math.max(1, wholeNumber("jobs"));

/** @param {Exclude<keyof typeof options, "only">} name */
function wholeNumber(name) {
  const value = options[name];
  if (/^\d+$/u.test(value)) return Number(value);
  console.error(`--${name}: "${value}"; expected a whole number`);
  return process.exit(1);
}

/** Files of folders, and those of a folder of MCIP together, as they are no use apart. @param {string} path @returns {string[][]} */
function corpusOf(path) {
  const missing = path.split(",").find((part) => !existsSync(part));
  if (missing !== undefined) {
    console.error(`${missing}: no such file or folder; expected data files to damage copies of`);
    process.exit(1);
  }
  if (path.includes(",")) return [path.split(",").map((part) => resolve(part))];
  if (statSync(path).isFile()) return [[resolve(path)]];
  const inner = readdirSync(path).map((name) => join(path, name));
  if (inner.some((name) => basename(name).startsWith("METCRO3D"))) {
    return inner.map((file) => [file, ...inner.filter((other) => other !== file)]);
  }
  return inner.filter((name) => !/\.(?:md|LICENSE)$/u.test(name)).flatMap(corpusOf);
}

/** A process that reads, replaced when it is lost. */
function createReader() {
  /** @type {{ process?: ReturnType<typeof fork> }} */
  const child = {};
  const stop = () => {
    child.process?.removeAllListeners();
    child.process?.kill("SIGKILL");
    delete child.process;
  };
  const start = async () => {
    const own = fork(join(ROOT, "scripts", "fuzz", "reader.mjs"), {
      silent: true,
      execArgv: ["--max-old-space-size=1024"],
    });
    // Until it has loaded the program it cannot be timed.
    await once(own, "message");
    return own;
  };
  return {
    stop,
    /** @param {readonly string[]} paths @returns {Promise<Reading>} */
    async read(paths) {
      const own = (child.process ??= await start());
      const answer = once(own, "message").then(([{ kilobytes, ...reading }]) =>
        kilobytes > GIGABYTE ? lost("memory", `${Math.round(kilobytes / 1024)} MiB`) : reading,
      );
      const end = once(own, "exit").then(([code, signal]) => lost("crash", signal ?? `exit code ${code}`));
      const waiting = new AbortController();
      const late = setTimeout(1000 * patience, undefined, { signal: waiting.signal }).then(
        () => lost("hang", `more than ${patience} s`),
        () => lost("hang", "not waited for"),
      );
      own.send(paths);
      const reading = await Promise.race([answer, end, late]);
      waiting.abort();
      if (reading.isLost) stop();
      else own.removeAllListeners();
      return reading;
    },
  };
}

/** @param {Outcome} outcome @param {string} message @returns {Reading} of a process that is to be replaced */
function lost(outcome, message) {
  return { outcome, message, isLost: true };
}

/** One damaged copy in a folder of its own. @param {readonly string[]} files @param {string} folder @param {number} number */
function damage([first, ...others], folder, number) {
  const { kind, bytes } = mutate(readFileSync(first), basename(first), number);
  const path = join(folder, basename(first));
  writeFileSync(path, bytes);
  return { kind, paths: [path, ...others] };
}

/** @typedef {Map<Outcome, number>} Counts */

/** @returns {Counts} of nothing yet */
const noCounts = () => new Map(OUTCOMES.map((outcome) => [outcome, 0]));

/** @param {Counts} sum @param {Counts} counts that are added */
function addCounts(sum, counts) {
  for (const [outcome, count] of counts) sum.set(outcome, (sum.get(outcome) ?? 0) + count);
}

/** @param {Counts} counts */
const inColumns = (counts) => OUTCOMES.map((outcome) => String(counts.get(outcome)).padStart(8)).join("");

/**
 * @param {readonly string[]} files @param {ReturnType<typeof createReader>} reader @param {string} folder
 * @param {number} seconds that it may take where more than the fewest mutations fit into them
 */
async function fuzz(files, reader, folder, seconds) {
  const counts = noCounts();
  const first = options.only === undefined ? seed * 1e6 : Number(options.only);
  const fewest = options.only === undefined ? mutations : 1;
  const end = performance.now() + 1000 * seconds;
  for (let number = first; number < first + fewest || performance.now() < end; number++) {
    const { kind, paths } = damage(files, folder, number);
    const attempt = await reader.read(paths);
    // A machine that is busy makes a slow one look like it: what hangs does so twice.
    const { outcome, message = "" } = attempt.outcome === "hang" ? await reader.read(paths) : attempt;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (options.only !== undefined) console.log(`${paths[0]}: ${kind}: ${outcome} ${message}`);
    else if (outcome !== "read" && outcome !== "typed") {
      console.log(`  ${outcome} at --only ${number} (${kind}): ${message.split("\n").slice(0, 3).join(" | ")}`);
    }
  }
  console.log(`${inColumns(counts)}  ${relative(process.cwd(), files[0])}`);
  return counts;
}

const isWhole = positionals.length === 0;
const corpus = (isWhole ? [SHARED, EXPERIMENTS] : positionals).flatMap(corpusOf);
const base = mkdtempSync(join(tmpdir(), "openjdas-fuzz-"));
const share = (60 * minutes * jobs) / corpus.length;
/** By the folder of the file. @type {Map<string, { files: number, counts: Counts }>} */
const byFolder = new Map();
const total = noCounts();
const began = performance.now();
console.log(OUTCOMES.map((outcome) => outcome.padStart(8)).join(""));

/** Takes the next file until there is none left. @param {unknown} _ @param {number} job */
async function work(_, job) {
  const folder = join(base, String(job));
  mkdirSync(folder);
  const reader = createReader();
  for (let files = corpus.shift(); files !== undefined; files = corpus.shift()) {
    const counts = await fuzz(files, reader, folder, share);
    const name = relative(dirname(files[0]).startsWith(SHARED) ? SHARED : ROOT, dirname(files[0]));
    const row = byFolder.get(name) ?? { files: 0, counts: noCounts() };
    byFolder.set(name, { ...row, files: row.files + 1 });
    for (const sum of [row.counts, total]) addCounts(sum, counts);
  }
  reader.stop();
}
await Promise.all(Array.from({ length: jobs }, work));
console.log(`${inColumns(total)}  in all, seed ${seed}`);
if (options.only === undefined) rmSync(base, { recursive: true });
if (isWhole && minutes > 0 && options.only === undefined) {
  const file = join(ROOT, "docs", "damaged-files.md");
  const took = `${Math.round((performance.now() - began) / 60_000)} minutes`;
  const machine = `seed ${seed}; ${cpus().length} cores (${cpus()[0].model}), Node ${process.versions.node}, ${took}`;
  writeFileSync(`${file}.part`, damagedFilesPage(OUTCOMES, byFolder, total, machine));
  renameSync(`${file}.part`, file);
  console.log(`Written: ${file}`);
}
const bad = OUTCOMES.slice(2).some((outcome) => (total.get(outcome) ?? 0) > 0);
process.exitCode = bad ? 1 : 0;
