/**
 * Loaded before the program: numbers the writes into files, from 1, and tells of them at the end (into the file TRIAL_WRITES), or lets those
 * from one on (TRIAL_FROM) fail with TRIAL_CODE.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";

const { TRIAL_WRITES, TRIAL_FROM = "Infinity", TRIAL_CODE = "" } = process.env;
const first = Number(TRIAL_FROM);
if (TRIAL_WRITES !== undefined) Error.stackTraceLimit = 40;
let count = 0;
/** Numbers of the first and the last write of each way through the program to one. @type {Map<string, [number, number]>} */
const ways = new Map();

function note() {
  const { stack = "" } = new Error("a write");
  const way = stack
    .split("\n")
    .filter((line) => line.includes("/dist/"))
    .join("\n");
  ways.set(way, [ways.get(way)?.[0] ?? count, count]);
}

/** @param {"writeSync" | "writeFileSync" | "appendFileSync"} name */
function patch(name) {
  const own = /** @type {(...given: any[]) => any} */ (fs[name]);
  fs[name] = /** @type {any} */ (
    (/** @type {any[]} */ ...given) => {
      const isTerminal = given[0] === 1 || given[0] === 2;
      if (!isTerminal && ++count >= first) {
        throw Object.assign(new Error(`${TRIAL_CODE}: of the trial, write`), { code: TRIAL_CODE, syscall: "write" });
      }
      if (TRIAL_WRITES !== undefined && !isTerminal) note();
      return own(...given);
    }
  );
}

if (isMainThread) {
  const { writeFileSync } = fs;
  for (const name of /** @type {const} */ (["writeSync", "writeFileSync", "appendFileSync"])) patch(name);
  syncBuiltinESMExports();
  if (TRIAL_WRITES !== undefined) {
    process.on("exit", () => writeFileSync(TRIAL_WRITES, JSON.stringify({ count, ways: [...ways.values()] })));
  }
}
