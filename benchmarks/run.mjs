/** Runs the benchmarks on the built package and writes results/<date>-<commit>.json with the machine they ran on. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { benchmarkTransport } from "./transport.mjs";

function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return "uncommitted";
  }
}

const date = new Date().toISOString().slice(0, 10);
const record = {
  date,
  commit: commit(),
  machine: { cpu: cpus()[0].model, cores: availableParallelism(), node: process.version },
  transport: await benchmarkTransport(),
};
const folder = new URL("results/", import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL(`${date}-${record.commit}.json`, folder);
writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
console.log(`written: benchmarks/results/${date}-${record.commit}.json`);
