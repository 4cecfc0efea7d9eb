/** A number that is none in what a run goes on from: mole fractions, air, parameters. The run stops, and writes none of it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCheckpointWriter, readCheckpoint } from "../../dist/runs/checkpointFile.js";
import { expect, expectFiniteFields, expectResumes, expectTyped, jdas } from "./shared.mjs";
import { newestCheckpoint, runUntil, writeExperiment } from "./shared.mjs";

/** What a stage says at the end of the second of three days. */
const STAGES = { truth: "truth: 2016-07-02 done", analysis: "AN, 8 members: 2016-07-02 done" };
const DAY = 86400;
/** Lanes that hold a run; those that fill up a row are nobody's. */
const [MEMBERS, CONTROL] = [8, 1];
const ARRAYS = ["model/mole_fraction", "model/air_mass", "fluxes/members", "parameters/correlated_error"];

/** @type {import("./shared.mjs").Trial} */
export async function poisonedStateTrial(folder, reference, draw) {
  writeExperiment(folder);
  const out = join(folder, "out");
  const [stage, words] = Object.entries(STAGES)[Math.floor(2 * draw())];
  await runUntil(folder, words);
  const path = newestCheckpoint(out, stage);
  const whole = readFileSync(path);
  const checkpoint = readCheckpoint(path);
  const arrays = ARRAYS.flatMap((name) => {
    const [part, own] = name.split("/");
    const array = checkpoint.parts.get(part)?.arrays[own];
    return array === undefined ? [] : [{ name, array }];
  });
  const { name, array } = arrays[Math.floor(draw() * arrays.length)];
  const value = [Number.NaN, Infinity, -Infinity][Math.floor(3 * draw())];
  const lanes = name === "model/mole_fraction" || name === "fluxes/members" ? array.shape[array.shape.length - 1] : 1;
  const used = Math.min(lanes, stage === "truth" ? 1 : name === "fluxes/members" ? MEMBERS : MEMBERS + CONTROL);
  // Of two days' parameters those of the last go on.
  const days = name === "fluxes/members" ? 2 : 1;
  const rows = array.data.length / lanes / days;
  const first = rows * ((checkpoint.time / DAY - 1) % days);
  const row = first + Math.floor(draw() * rows);
  const at = row * lanes + Math.floor(draw() * used);
  array.data[at] = value;
  const writer = createCheckpointWriter(out);
  await writer.write(checkpoint);
  await writer.settle();
  const stopped = await jdas(folder, ["run", "trial.yaml", "--resume"]);
  const where = `${value} at ${at} of ${name}, in the ${stage}`;
  expect(stopped.code !== 0, `${where}: the run went on`, stopped);
  expectTyped(stopped, /jdas: NumericalError\n/);
  await expectFiniteFields(out);
  writeFileSync(path, whole);
  await expectResumes(folder, reference);
}
