/** Changes bits of a checkpoint: none may be taken for whole, and the run goes on from the one before. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../dist/runs/checkpointFile.js";
import { InputError } from "../../dist/errors.js";
import { expect, expectResumes, jdas, writeExperiment } from "./shared.mjs";

const CHANGES = 500;
/** Share of the changes near the end, where names and shapes stand, and that share of the file. */
const [IN_DIRECTORY, DIRECTORY] = [0.5, 0.02];

/** @type {import("./shared.mjs").Trial} */
export async function checkpointTrial(folder, reference, draw) {
  writeExperiment(folder);
  const out = join(folder, "out");
  const outcome = await jdas(folder, ["run", "trial.yaml"], {
    onStart(child) {
      child.stderr?.on("data", (/** @type {string} */ text) => {
        if (text.includes("AN, 8 members: 2016-07-02 done")) child.kill("SIGTERM");
      });
    },
  });
  expect(outcome.code === 143, "was not stopped", outcome);
  const [newest] = readdirSync(out)
    .filter((name) => name.startsWith("checkpoint_analysis"))
    .sort()
    .reverse();
  const path = join(out, newest);
  const whole = readFileSync(path);
  for (let i = 0; i < CHANGES; i++) {
    const from = draw() < IN_DIRECTORY ? whole.length * (1 - DIRECTORY) : 0;
    const bit = Math.floor(8 * (from + draw() * (whole.length - from)));
    const changed = Buffer.from(whole);
    changed[bit >> 3] ^= 1 << (bit & 7);
    writeFileSync(path, changed);
    expect(isRefused(path), `bit ${bit} of ${newest} changed, and it was taken for whole`);
  }
  await expectResumes(folder, reference);
}

/** @param {string} path */
function isRefused(path) {
  try {
    readCheckpoint(path);
    return false;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
}
