/** Runs the built command line as a user does: its own process, in a folder of its own. */
import { spawn, spawnSync, type SpawnOptions } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import type { ExperimentFile } from "../../src/config/schema.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PROGRAM = join(ROOT, "dist/cli/main.js");

/**
 * What a batch system says to a job of one core. Tests run two at a time, and threads of a run would take the cores from each
 * other: of all the machine are only those that are stopped on their way.
 */
const ONE_CORE = { SLURM_JOB_ID: "1", SLURM_CPUS_PER_TASK: "1" };

export interface Outcome {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @returns a new folder that goes away after the tests of the file */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Running {
  readonly outcome: Promise<Outcome>;
  /** As Ctrl-C does, or another signal. */
  interrupt(signal?: NodeJS.Signals): void;
  /** As a power loss does: nothing is heard, nothing finished. */
  kill(): void;
  /** Resolves when stderr holds a text. */
  says(text: string): Promise<void>;
}

/** On all cores. @param folder where the user stands */
export function start(folder: string, ...words: string[]): Running {
  return launch(folder, [process.execPath, PROGRAM, ...words]);
}

/** On a terminal, which util-linux's `script` plays. */
export function jdasOnTerminal(folder: string, ...words: string[]): Promise<Outcome> {
  const line = [process.execPath, PROGRAM, ...words].map((word) => `'${word}'`).join(" ");
  return launch(folder, ["script", "--quiet", "--return", "--command", line, "/dev/null"]).outcome;
}

export function hasTerminal(): boolean {
  return spawnSync("script", ["--version"]).status === 0;
}

/** Runs a command that must succeed. */
export async function jdasSucceeds(folder: string, ...words: string[]): Promise<Outcome> {
  const outcome = await jdas(folder, ...words);
  if (outcome.code !== 0) throw new Error(`jdas ${words.join(" ")}: exit code ${outcome.code}\n${outcome.stderr}`);
  return outcome;
}

/** As a user without the rights of root, for whom permissions count. */
export function jdasWithoutPrivileges(folder: string, ...words: string[]): Promise<Outcome> {
  const nobody = 65534;
  const line = [process.execPath, PROGRAM, ...words];
  return launch(folder, line, process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}).outcome;
}

function launch(folder: string, [program, ...words]: readonly string[], given: SpawnOptions = {}): Running {
  if (!existsSync(PROGRAM)) throw new Error(`there is no ${PROGRAM}: run \`npm run build\``);
  const child = spawn(program, words, { ...given, cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  return {
    outcome,
    interrupt: (signal = "SIGINT") => child.kill(signal),
    kill: () => child.kill("SIGKILL"),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve();
        };
        child.stderr.on("data", look);
        child.once("close", () => reject(new Error(`it ended without "${text}":\n${stderr}`)));
        look();
      }),
  };
}

/** On one core. */
export function jdas(folder: string, ...words: string[]): Promise<Outcome> {
  const env = { ...process.env, ...ONE_CORE };
  return launch(folder, [process.execPath, PROGRAM, ...words], { env }).outcome;
}

/** 20 x 16 cells of 200 km, 8 layers, 8 members, 2 days of July: a few seconds. */
export const smallTwin = {
  title: "Small twin",
  seed: 7,
  output: "out",
  period: { start: "2016-07-01", end: "2016-07-03" },
  grid: {
    name: "small",
    projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000",
    columns: 20,
    rows: 16,
    spacingKm: 200,
    centre: [116, 35],
  },
  vertical: { sigma: [1, 0.98, 0.94, 0.86, 0.72, 0.5, 0.28, 0.1, 0], topHPa: 35 },
  timeStepMinutes: 30,
  threads: 1,
  meteorology: { source: "synthetic" },
  background: { source: "synthetic" },
  observations: { source: "synthetic" },
  twin: {},
  ensemble: { form: "persistent", members: 8, lagDays: 1 },
} satisfies ExperimentFile;

/** Writes an experiment file; YAML takes JSON. */
export function writeExperiment(folder: string, name: string, experiment: object): void {
  writeFileSync(join(folder, name), JSON.stringify(experiment, undefined, 2));
}

/** Runs a variant of an experiment, which must succeed. @returns its folder */
export async function runVariant(folder: string, name: string, experiment: object): Promise<string> {
  writeExperiment(folder, `${name}.yaml`, { ...experiment, output: name });
  await jdasSucceeds(folder, "run", `${name}.yaml`);
  return join(folder, name);
}

export function readEvaluation(folder: string): Evaluation {
  return JSON.parse(readFileSync(join(folder, "evaluation.json"), "utf8")) as Evaluation;
}

/** @returns root mean square of simulated minus reference over the scored period [ppm] */
export function columnError({ observations }: Evaluation, run: string, against: string): number {
  const row = observations?.columns.find((r) => r.run === run && r.against === against && r.period === "whole");
  return row?.rmse ?? Number.NaN;
}

/** @returns variables of numbers by name, as the file has them */
export async function readNumbers(path: string, ...names: string[]): Promise<Record<string, Float64Array>> {
  const file = await openNetcdf(path);
  try {
    const wanted = names.length > 0 ? names : file.variables.filter((name) => !TEXTS.has(name));
    return Object.fromEntries(wanted.map((name) => [name, file.variable(name).read()]));
  } finally {
    file.close();
  }
}

const TEXTS = new Set([
  "run",
  "region_name",
  "other_region_name",
  "region_title",
  "observation_id",
  "site",
  "boundary_part_name",
]);
