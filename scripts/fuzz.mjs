/**
 * Damages data files and looks whether every reader ends in a result or in a fault that names the file: never in an error
 * of the program, a crash, a hang or a gigabyte of memory.
 *
 *   npm run fuzz -- FILE...            200 mutations of each file, each read as `jdas inspect` reads it
 *   npm run fuzz -- --mutations 5000   of each file
 *   npm run fuzz -- --seed 7 FILE      other ones
 *   npm run fuzz -- --only 1234 FILE   that one mutation, which is kept
 *   npm run fuzz -- --patience 60      seconds that reading may take, 20 where not said: more on a busy machine
 * Files in one argument with commas between them are read together, and the first of them is damaged. Without files: all of
 * $OPENJDAS_SHARED (default ../shared/data).
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { mutate } from "./fuzz/mutate.mjs";

/** @typedef {"read" | "typed" | "untyped" | "crash" | "hang" | "memory"} Outcome */
/** @typedef {{ outcome: Outcome, message?: string, isLost?: boolean }} Reading */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
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
  },
});
const { mutations, seed, patience } = numbersOf({ ...options, only: options.only ?? "0" });

/** @param {Record<"mutations" | "seed" | "patience" | "only", string>} given */
function numbersOf(given) {
  for (const [name, value] of Object.entries(given)) {
    if (/^\d+$/u.test(value)) continue;
    console.error(`--${name}: "${value}"; expected a whole number`);
    process.exit(1);
  }
  return { mutations: Number(given.mutations), seed: Number(given.seed), patience: Number(given.patience) };
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

/** @param {readonly string[]} files @param {ReturnType<typeof createReader>} reader @param {string} folder */
async function fuzz(files, reader, folder) {
  const counts = new Map(OUTCOMES.map((outcome) => [outcome, 0]));
  const name = relative(process.cwd(), files[0]);
  const first = options.only === undefined ? seed * 1e6 : Number(options.only);
  const count = options.only === undefined ? mutations : 1;
  for (let number = first; number < first + count; number++) {
    const { kind, paths } = damage(files, folder, number);
    const { outcome, message = "" } = await reader.read(paths);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (options.only !== undefined) console.log(`${paths[0]}: ${kind}: ${outcome} ${message}`);
    else if (outcome !== "read" && outcome !== "typed") {
      console.log(`  ${outcome} at --only ${number} (${kind}): ${message.split("\n").slice(0, 3).join(" | ")}`);
    }
  }
  console.log(`${OUTCOMES.map((outcome) => String(counts.get(outcome)).padStart(8)).join("")}  ${name}`);
  return counts;
}

const corpus = (positionals.length > 0 ? positionals : [SHARED]).flatMap(corpusOf);
const folder = mkdtempSync(join(tmpdir(), "openjdas-fuzz-"));
const reader = createReader();
const total = new Map(OUTCOMES.map((outcome) => [outcome, 0]));
console.log(OUTCOMES.map((outcome) => outcome.padStart(8)).join(""));
for (const files of corpus) {
  const counts = await fuzz(files, reader, folder);
  for (const [outcome, count] of counts) total.set(outcome, (total.get(outcome) ?? 0) + count);
}
reader.stop();
console.log(`${OUTCOMES.map((outcome) => String(total.get(outcome)).padStart(8)).join("")}  in all, seed ${seed}`);
if (options.only === undefined) rmSync(folder, { recursive: true });
const bad = OUTCOMES.slice(2).some((outcome) => (total.get(outcome) ?? 0) > 0);
process.exitCode = bad ? 1 : 0;
