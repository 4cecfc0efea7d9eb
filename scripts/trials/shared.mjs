/** What all trials share: the small experiment, its run in a process of its own, draws, and what two runs must have alike. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { openNetcdf } from "../../dist/io/openNetcdf.js";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PROGRAM = join(ROOT, "dist/cli/main.js");
const COUNTING = new URL("failingDisk.mjs", import.meta.url).href;

/** @typedef {() => number} Draws uniform between 0 and 1 */
/** Their number, and those that are the first or the last of a way through the program. @typedef {{ count: number, ends: number[] }} Writes */
/** What runs that were left alone have left. @typedef {{ folder: string, inputs: string, fromFiles: string, seconds: number, writes: Writes }} Reference */
/** @typedef {(folder: string, reference: Reference, draw: Draws, number: number) => Promise<void>} Trial @throws Surprise */
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
  outputs: { soundings: "lite" },
};

/** The soundings of that twin, taken from its files as those of a satellite are. */
export const fromFiles = {
  ...experiment,
  title: "Trial with files",
  observations: { source: "lite", files: "inputs/*.nc" },
  twin: undefined,
  outputs: undefined,
};

/** @param {string} key @returns {Draws} */
export function drawsOf(key) {
  let count = 0;
  return () => createHash("sha256").update(`${key}:${count++}`).digest().readUInt32LE() / 2 ** 32;
}

/** Writes `trial.yaml`. @param {string} folder @param {object} [given] */
export function writeExperiment(folder, given = experiment) {
  writeFileSync(join(folder, "trial.yaml"), JSON.stringify(given));
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

/** Runs that were left alone. @param {string} base @returns {Promise<Reference>} */
export async function createReference(base) {
  const [twin, files] = ["twin", "files"].map((name) => join(base, name));
  const inputs = join(files, "inputs");
  mkdirSync(twin);
  mkdirSync(inputs, { recursive: true });
  const began = performance.now();
  const writes = join(base, "writes");
  await completes(twin, experiment, { NODE_OPTIONS: `--import=${COUNTING}`, TRIAL_WRITES: writes });
  const seconds = (performance.now() - began) / 1000;
  const folder = join(twin, "out");
  for (const name of readdirSync(folder).filter((one) => one.startsWith("soundings_"))) {
    copyFileSync(join(folder, name), join(inputs, name));
  }
  await completes(files, fromFiles);
  /** @type {{ count: number, ways: [number, number][] }} */
  const { count, ways } = JSON.parse(readFileSync(writes, "utf8"));
  const ends = [...new Set(ways.flat())].toSorted((a, b) => a - b);
  return { folder, inputs, fromFiles: join(files, "out"), seconds, writes: { count, ends } };
}

/** @param {string} folder @param {object} given @param {Record<string, string>} [env] */
async function completes(folder, given, env = {}) {
  writeExperiment(folder, given);
  const outcome = await jdas(folder, ["run", "trial.yaml"], { env });
  if (outcome.code !== 0) throw new Error(`the reference run failed:\n${outcome.stderr}`);
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

/**
 * Goes on until the run ends, with what a run leaves that was left alone.
 * @param {string} folder @param {Pick<Reference, "folder">} reference @param {string} [taken] file that may lack
 */
export async function expectResumes(folder, reference, taken) {
  await resumes(folder);
  expectSame(join(folder, "out"), reference.folder, taken);
}

/** Goes on until the run ends. @param {string} folder */
export async function resumes(folder) {
  const outcome = await jdas(folder, ["run", "trial.yaml", "--resume"]);
  expect(outcome.code === 0, "a run that cannot be resumed", outcome);
}

/** Runs until it has said something, when it is stopped, between two days. @param {string} folder @param {string} words */
export async function runUntil(folder, words) {
  const outcome = await jdas(folder, ["run", "trial.yaml"], {
    onStart(child) {
      child.stderr?.on("data", (/** @type {string} */ text) => {
        if (text.includes(words)) child.kill("SIGTERM");
      });
    },
  });
  expect(outcome.code === 143, "was not stopped", outcome);
}

/** Its checkpoint of the last day of a stage. @param {string} out run folder @param {string} stage */
export function newestCheckpoint(out, stage) {
  const names = readdirSync(out).filter((name) => name.startsWith(`checkpoint_${stage}`));
  expect(names.length > 0, `no checkpoint of ${stage}`);
  return join(out, names.sort()[names.length - 1]);
}

/**
 * Same files, byte for byte, but for those that tell the time.
 * @param {string} found @param {string} expected @param {string} [taken] file that a trial has taken away: it may lack
 */
export function expectSame(found, expected, taken) {
  for (const name of filesOfBoth(found, expected, taken)) {
    expect(readFileSync(join(found, name)).equals(readFileSync(join(expected, name))), `${name} differs`);
  }
}

/** Same files, netCDF variable for variable: an extended run keeps the name it began with, which all of these hold. */
export async function expectSameValues(/** @type {string} */ found, /** @type {string} */ expected) {
  for (const name of filesOfBoth(found, expected)) {
    const [own, right] = [found, expected].map((folder) => join(folder, name));
    if (!name.endsWith(".nc")) {
      expect(readFileSync(own).equals(readFileSync(right)), `${name} differs`);
      continue;
    }
    const files = [await openNetcdf(own), await openNetcdf(right)];
    try {
      const [values, others] = files.map((file) => file.variables.map((variable) => valuesOf(file.variable(variable))));
      expect(isDeepStrictEqual(values, others), `${name} differs`);
    } finally {
      for (const file of files) file.close();
    }
  }
}

/** Names of variables that hold texts. */
const TEXTS = /^(run|site|observation_id|boundary_part_name|(other_)?region_(name|title))$/;

/** @param {import("../../dist/io/netcdf.js").NetcdfVariable} variable */
function valuesOf(variable) {
  const { name, dimensions, shape, attributes } = variable;
  const values = TEXTS.test(name) ? variable.readStrings() : variable.read();
  return { name, dimensions, shape, attributes, values };
}

/** @param {string} found @param {string} expected @param {string} [taken] @returns names that must be alike */
function filesOfBoth(found, expected, taken) {
  const own = readdirSync(found).sort();
  const names = readdirSync(expected)
    .filter((name) => name !== taken || own.includes(name))
    .sort();
  expect(own.join() === names.join(), `files ${own.join(" ")} in the place of ${names.join(" ")}`);
  return names.filter((name) => !/^(run\.json|log\.jsonl|checkpoint_.*)$/.test(name));
}

/** Of fluxes and mole fractions that a run has written. @param {string} out run folder */
export async function expectFiniteFields(out) {
  for (const name of readdirSync(out).filter((own) => /^(flux|hourly_flux|concentration\w*)_\d/.test(own))) {
    const file = await openNetcdf(join(out, name));
    try {
      const fields = file.variables.filter((own) => file.variable(own).dimensions.includes("time") && own !== "time");
      expect(fields.length > 0, `${name}: nothing in it`);
      for (const field of fields) {
        expect(file.variable(field).read().every(Number.isFinite), `${name}: ${field} is not finite`);
      }
    } finally {
      file.close();
    }
  }
}
