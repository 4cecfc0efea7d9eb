/**
 * Proves that runs lose nothing: does to them what machines and people do, and holds what is left against a run that was
 * left alone. Each trial is drawn from a seed of its own, by which it can be repeated.
 *
 *   npm run trials                        200 runs that are killed, 328 full disks, ...: two hours; writes docs/reliability.md
 *   npm run trials -- --short             one of each kind, as continuous integration does; writes nothing
 *   npm run trials -- --only kill,disk    these kinds
 *   npm run trials -- --seed 7            other draws
 *   npm run trials -- --jobs 2            two at a time, as many as there are cores where not said
 *   npm run trials -- --repeat kill:31    that one trial, whose folder is kept
 */
import { execFile } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { KINDS } from "./trials/kinds.mjs";
import { reliabilityPage } from "./trials/page.mjs";
import { createReference } from "./trials/shared.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const ONE = join(ROOT, "scripts", "trials", "one.mjs");

const { values: options } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: String(availableParallelism()) },
    repeat: { type: "string" },
  },
});
const [seed, jobs] = [Number(options.seed), Number(options.jobs)];
const chosen = (options.only ?? Object.keys(KINDS).join(",")).split(",");
const isRight = chosen.every((kind) => kind in KINDS) && Number.isInteger(seed) && Number.isInteger(jobs) && jobs > 0;
if (!isRight) {
  console.error(`expected kinds of ${Object.keys(KINDS).join(", ")}, a whole number as seed, and one above 0 of jobs`);
  process.exit(1);
}

const began = performance.now();
const base = mkdtempSync(join(tmpdir(), "openjdas-trials-"));
const reference = join(base, "reference.json");
const left = await createReference(base);
writeFileSync(reference, JSON.stringify(left));

/** @param {string} key KIND:NUMBER @param {boolean} keep its folder @returns {Promise<boolean>} whether it is as it should be */
function run(key, keep) {
  const folder = join(base, key.replace(":", "-"));
  return new Promise((resolve) => {
    execFile(process.execPath, [ONE, key, String(seed), folder, reference], (error, said, cause) => {
      if (error !== null) console.error(`${key} of seed ${seed}: ${said}${cause}\n  kept: ${folder}`);
      else if (!keep) rmSync(folder, { recursive: true, force: true });
      resolve(error === null);
    });
  });
}

if (options.repeat !== undefined) {
  const isGood = await run(options.repeat, true);
  if (isGood) console.log(`${options.repeat} of seed ${seed}: as it should be, in ${base}`);
  process.exit(isGood ? 0 : 1);
}

const rows = chosen.map((kind) => {
  const { title, long, short } = KINDS[kind];
  const count = options.short ? short : typeof long === "function" ? long(left) : long;
  return { kind, title, count, done: 0, faults: 0 };
});
const open = rows.flatMap((row) => Array.from({ length: row.count }, (_, i) => ({ row, key: `${row.kind}:${i + 1}` })));
const total = open.length;
let done = 0;

/** Takes the next one until there is none left. */
async function work() {
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { row, key } = next;
    if (!(await run(key, false))) row.faults++;
    if (process.stderr.isTTY) process.stderr.write(`\r${++done} of ${total} trials `);
    if (++row.done < row.count) continue;
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    console.log(`${row.kind.padEnd(12)}${String(row.count).padStart(5)} trials, ${row.faults} not as they should be`);
  }
}
await Promise.all(Array.from({ length: jobs }, work));

const faults = rows.reduce((sum, row) => sum + row.faults, 0);
if (faults === 0) rmSync(base, { recursive: true, force: true });
if (!options.short && options.only === undefined) {
  const file = join(ROOT, "docs", "reliability.md");
  const minutes = Math.round((performance.now() - began) / 60_000);
  const machine = `${cpus().length} cores (${cpus()[0].model}), Node ${process.versions.node}, ${minutes} minutes`;
  writeFileSync(`${file}.part`, reliabilityPage(rows, seed, machine));
  renameSync(`${file}.part`, file);
  console.log(`Written: ${file}`);
}
process.exit(faults === 0 ? 0 : 1);
