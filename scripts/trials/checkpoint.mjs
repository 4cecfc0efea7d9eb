/** Changes bits of a checkpoint: none may be taken for whole, and the run goes on from the one before. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readCheckpoint } from "../../dist/runs/checkpointFile.js";
import { InputError } from "../../dist/errors.js";
import { expect, expectResumes, newestCheckpoint, runUntil, writeExperiment } from "./shared.mjs";

/** Of the bits of the directory, where names and shapes stand, each trial changes one in so many, from its own number on. */
const STEP = 40;
/** Bits anywhere that it changes besides. */
const ELSEWHERE = 250;

/** @type {import("./shared.mjs").Trial} */
export async function checkpointTrial(folder, reference, draw, number) {
  writeExperiment(folder);
  await runUntil(folder, "AN, 8 members: 2016-07-02 done");
  const path = newestCheckpoint(join(folder, "out"), "analysis");
  const whole = readFileSync(path);
  const directory = 8 * directoryOf(whole);
  const bits = Array.from({ length: ELSEWHERE }, () => Math.floor(8 * draw() * whole.length));
  for (let bit = directory + (number % STEP); bit < 8 * whole.length; bit += STEP) bits.push(bit);
  for (const bit of bits) {
    const changed = Buffer.from(whole);
    changed[bit >> 3] ^= 1 << (bit & 7);
    writeFileSync(path, changed);
    expect(isRefused(path), `bit ${bit} of ${basename(path)} changed, and it was taken for whole`);
  }
  writeFileSync(path, whole);
  expect(!isRefused(path), "a whole one is refused");
  writeFileSync(path, whole.subarray(0, Math.floor(draw() * whole.length)));
  await expectResumes(folder, reference);
}

/** Where the directory of a zip archive begins, as its last record says [bytes]. @param {Buffer} bytes */
function directoryOf(bytes) {
  return bytes.readUInt32LE(bytes.lastIndexOf("PK\u0005\u0006", undefined, "latin1") + 16);
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
