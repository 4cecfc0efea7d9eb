/** One trial, in a process of its own: `node one.mjs KIND:NUMBER SEED FOLDER REFERENCE.json`; prints what went wrong, ends with 1. */
import { mkdirSync, readFileSync } from "node:fs";
import { KINDS } from "./kinds.mjs";
import { drawsOf, Surprise } from "./shared.mjs";

const [key, seed, folder, reference] = process.argv.slice(2);
const [kind, number] = key.split(":");
mkdirSync(folder);
try {
  const left = JSON.parse(readFileSync(reference, "utf8"));
  await KINDS[kind].trial(folder, left, drawsOf(`${seed}:${key}`), Number(number));
} catch (error) {
  if (!(error instanceof Surprise)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}
