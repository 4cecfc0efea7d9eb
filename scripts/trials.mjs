/**
 * Proves that runs lose nothing: does to them what machines and people do, and holds what is left against a run that was
 * left alone. Each trial is drawn from a seed of its own, by which it can be repeated.
 *
 *   npm run trials                        240 runs that are killed, 60 full disks, ...: some hours; writes docs/reliability.md
 *   npm run trials -- --short             a few of each kind, as continuous integration does; writes nothing
 *   npm run trials -- --only kill,disk    these kinds
 *   npm run trials -- --seed 7            other draws
 *   npm run trials -- --repeat kill:31    that one trial, whose folder is kept
 */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkpointTrial } from "./trials/checkpoint.mjs";
import { diskTrial } from "./trials/disk.mjs";
import { folderTrial } from "./trials/folder.mjs";
import { killTrial } from "./trials/kill.mjs";
import { pairTrial } from "./trials/pair.mjs";
import { poisonTrial } from "./trials/poison.mjs";
import { reliabilityPage } from "./trials/page.mjs";
import { createReference, drawsOf, Surprise } from "./trials/shared.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {import("./trials/shared.mjs").Trial} Trial */
/** @type {Readonly<Record<string, { trial: Trial, title: string, long: number, short: number }>>} */
const KINDS = {
  kill: {
    trial: killTrial,
    title:
      "killed at a random moment (SIGKILL, SIGTERM, SIGSTOP then SIGKILL), resumptions too, until they came to their end",
    long: 240,
    short: 1,
  },
  disk: { trial: diskTrial, title: "the disk full from a random write on, then resumed with room", long: 60, short: 1 },
  pair: { trial: pairTrial, title: "two starts, or two resumptions, at once", long: 40, short: 1 },
  folder: {
    trial: folderTrial,
    title: "run folder removed or made read-only, a day removed, an input changed, between two parts of a run",
    long: 40,
    short: 1,
  },
  checkpoint: { trial: checkpointTrial, title: "a bit of a checkpoint changed, 500 in each trial", long: 40, short: 1 },
  poison: {
    trial: poisonTrial,
    title: "a number that is none put into the mole fraction of a stage",
    long: 60,
    short: 1,
  },
};

const { values: options } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    repeat: { type: "string" },
  },
});
const seed = Number(options.seed);
const chosen = (options.only ?? Object.keys(KINDS).join(",")).split(",");
const unknown = chosen.filter((kind) => !(kind in KINDS));
if (unknown.length > 0 || !Number.isInteger(seed)) {
  console.error(`expected kinds of ${Object.keys(KINDS).join(", ")} and a whole number as seed`);
  process.exit(1);
}

const base = mkdtempSync(join(tmpdir(), "openjdas-trials-"));
const reference = await createReference(join(base, "reference"));

/** @param {string} kind @param {number} number @param {boolean} keep @returns {Promise<string | undefined>} what went wrong */
async function run(kind, number, keep) {
  const folder = join(base, `${kind}-${number}`);
  mkdirSync(folder);
  try {
    await KINDS[kind].trial(folder, reference, drawsOf(`${seed}:${kind}:${number}`));
    if (!keep) rmSync(folder, { recursive: true, force: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof Surprise)) throw error;
    console.error(`${kind}:${number} of seed ${seed}: ${error.message}\n  kept: ${folder}`);
    return error.message;
  }
}

if (options.repeat !== undefined) {
  const [kind, number] = options.repeat.split(":");
  const fault = await run(kind, Number(number), true);
  console.log(fault ?? `${options.repeat} of seed ${seed}: as it should be, in ${base}`);
  process.exit(fault === undefined ? 0 : 1);
}

/** @type {{ kind: string, title: string, count: number, faults: number }[]} */
const rows = [];
for (const kind of chosen) {
  const count = options.short ? KINDS[kind].short : KINDS[kind].long;
  let faults = 0;
  for (let number = 1; number <= count; number++) {
    if ((await run(kind, number, false)) !== undefined) faults++;
    if (process.stderr.isTTY)
      process.stderr.write(`\r${kind}: ${number} of ${count}, ${faults} not as they should be `);
  }
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  console.log(`${kind.padEnd(12)}${String(count).padStart(5)} trials, ${faults} not as they should be`);
  rows.push({ kind, title: KINDS[kind].title, count, faults });
}
const faults = rows.reduce((sum, row) => sum + row.faults, 0);
if (faults === 0) rmSync(base, { recursive: true, force: true });
if (!options.short && options.only === undefined) {
  const file = join(ROOT, "docs", "reliability.md");
  const text = reliabilityPage(
    rows,
    seed,
    `${cpus().length} cores (${cpus()[0].model}), Node ${process.versions.node}`,
  );
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
  console.log(`Written: ${file}, ${readFileSync(file, "utf8").length} characters`);
}
process.exit(faults === 0 ? 0 : 1);
