/** Loaded before the program: counts writes into files (TRIAL_WRITES), or lets those from one on (TRIAL_FROM) fail with TRIAL_CODE. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";

const { TRIAL_WRITES, TRIAL_FROM = "Infinity", TRIAL_CODE = "" } = process.env;
const first = Number(TRIAL_FROM);
let count = 0;

/** @param {"writeSync" | "writeFileSync" | "appendFileSync"} name */
function patch(name) {
  const own = /** @type {(...given: any[]) => any} */ (fs[name]);
  fs[name] = /** @type {any} */ (
    (/** @type {any[]} */ ...given) => {
      const isTerminal = given[0] === 1 || given[0] === 2;
      if (!isTerminal && ++count >= first) {
        throw Object.assign(new Error(`${TRIAL_CODE}: of the trial, write`), { code: TRIAL_CODE, syscall: "write" });
      }
      return own(...given);
    }
  );
}

if (isMainThread) {
  const { writeFileSync } = fs;
  for (const name of /** @type {const} */ (["writeSync", "writeFileSync", "appendFileSync"])) patch(name);
  syncBuiltinESMExports();
  if (TRIAL_WRITES !== undefined) process.on("exit", () => writeFileSync(TRIAL_WRITES, String(count)));
}
