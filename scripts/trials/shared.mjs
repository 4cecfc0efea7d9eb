/** What all trials share: the small experiment, its run in a process of its own, draws, and what two runs must have alike. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const PROGRAM = join(ROOT, "dist/cli/main.js");

/** @typedef {() => number} Draws uniform between 0 and 1 */
/** @typedef {{ folder: string, seconds: number }} Reference */
/** @typedef {(folder: string, reference: Reference, draw: Draws) => Promise<void>} Trial @throws Surprise */
/** @typedef {{ code: number | null, signal: NodeJS.Signals | null, stderr: string }} Outcome */

/** What must not happen. */
export class Surprise extends Error {}

/** A twin with a truth of its own, an analysis and FC: three stages. Some seconds. */
export const experiment = {
  title: "Trial",
  seed: 7,
  output: "out",
  period: { start: "2016-07-01", end: "2016-07-04" },
  grid: {
    projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000",
    columns: 14,
    rows: 12,
    spacingKm: 280,
    centre: [116, 35],
  },
  vertical: { sigma: [1, 0.98, 0.94, 0.86, 0.72, 0.5, 0.28, 0.1, 0], topHPa: 35 },
  timeStepMinutes: 60,
  threads: 1,
  meteorology: { source: "synthetic" },
  background: { source: "synthetic" },
  observations: { source: "synthetic" },
  twin: { transport: { mixing: "acm2" } },
  ensemble: { form: "persistent", members: 8, lagDays: 1 },
};

/** @param {string} key @returns {Draws} */
export function drawsOf(key) {
  let count = 0;
  return () => createHash("sha256").update(`${key}:${count++}`).digest().readUInt32LE() / 2 ** 32;
}

/** @param {string} folder @param {object} [changes] writes `trial.yaml` */
export function writeExperiment(folder, changes = {}) {
  writeFileSync(join(folder, "trial.yaml"), JSON.stringify({ ...experiment, ...changes }));
}

/**
 * @param {string} folder where the user stands @param {string[]} words
 * @param {{ env?: Record<string, string>, onStart?: (child: import("node:child_process").ChildProcess) => void }} [options]
 * @returns {Promise<Outcome>}
 */
export function jdas(folder, words, { env = {}, onStart } = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (part) => (stderr += part));
  onStart?.(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stderr }));
  });
}

/** A run that was left alone. @param {string} folder @returns {Promise<Reference>} */
export async function createReference(folder) {
  mkdirSync(folder);
  writeExperiment(folder);
  const began = performance.now();
  const outcome = await jdas(folder, ["run", "trial.yaml"]);
  if (outcome.code !== 0) throw new Error(`the reference run failed:\n${outcome.stderr}`);
  return { folder: join(folder, "out"), seconds: (performance.now() - began) / 1000 };
}

/** @param {boolean} right @param {string} message @param {Outcome} [outcome] */
export function expect(right, message, outcome) {
  if (right) return;
  const said =
    outcome === undefined
      ? ""
      : `\n  exit code ${outcome.code}, ${outcome.stderr.slice(-1500).replaceAll("\n", "\n  ")}`;
  throw new Surprise(`${message}${said}`);
}

/** An error that a user can mend: its kind, no stack. @param {Outcome} outcome @param {RegExp} kind */
export function expectTyped(outcome, kind) {
  expect(outcome.code === 1 && kind.test(outcome.stderr), `expected an error like ${kind}`, outcome);
  expect(!/^\s+at .*:\d+:\d+/m.test(outcome.stderr), "a stack trace", outcome);
}

/** Goes on until the run ends. @param {string} folder @param {Reference} reference @param {string} [taken] file that may lack */
export async function expectResumes(folder, reference, taken) {
  const outcome = await jdas(folder, ["run", "trial.yaml", "--resume"]);
  expect(outcome.code === 0, "a run that cannot be resumed", outcome);
  expectSame(join(folder, "out"), reference.folder, taken);
}

/**
 * Same files, byte for byte, but for those that tell the time.
 * @param {string} found @param {string} expected @param {string} [taken] file that a trial has taken away: it may lack
 */
export function expectSame(found, expected, taken) {
  const own = readdirSync(found).sort();
  const names = readdirSync(expected)
    .filter((name) => name !== taken || own.includes(name))
    .sort();
  expect(own.join() === names.join(), `files ${own.join(" ")} in the place of ${names.join(" ")}`);
  for (const name of names.filter((one) => !/^(run\.json|log\.jsonl|checkpoint_.*)$/.test(one))) {
    expect(readFileSync(join(found, name)).equals(readFileSync(join(expected, name))), `${name} differs`);
  }
}
