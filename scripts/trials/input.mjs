/** What happens to an input file between two parts of a run: an error names it, and with the file as it was the run goes on. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readRunRecord } from "../../dist/runs/recordFile.js";
import { expectResumes, expectTyped, fromFiles, jdas, writeExperiment } from "./shared.mjs";

/** @type {readonly ((path: string, draw: import("./shared.mjs").Draws) => void)[]} */
const CHANGES = [
  () => {},
  (path) => mkdirSync(path),
  (path) => symlinkSync(path, path),
  (path) => writeFileSync(path, ""),
  (path, draw) => writeFileSync(path, Buffer.alloc(1 + Math.floor(1000 * draw()), "x")),
];

/** @type {import("./shared.mjs").Trial} */
export async function inputTrial(folder, reference, draw) {
  writeExperiment(folder, fromFiles);
  const inputs = join(folder, "inputs");
  const names = readdirSync(reference.inputs);
  mkdirSync(inputs);
  for (const name of names) copyFileSync(join(reference.inputs, name), join(inputs, name));
  const after = (0.3 + 0.7 * draw()) * reference.seconds * 1000;
  await jdas(folder, ["run", "trial.yaml"], {
    onStart: (child) => void setTimeout(after).then(() => child.kill("SIGKILL")),
  });
  // Where nothing was computed, or all, the files of now are as good as any.
  const isUnderWay =
    readdirSync(folder).includes("out") &&
    readdirSync(join(folder, "out")).some((one) => one.startsWith("checkpoint_")) &&
    readRunRecord(join(folder, "out")).finished === undefined;
  if (!isUnderWay) return expectResumes(folder, { folder: reference.fromFiles });
  const name = names[Math.floor(draw() * names.length)];
  const path = join(inputs, name);
  const whole = readFileSync(path);
  if (draw() < 0.2) {
    // Cut short, as a transfer that broke off leaves it.
    writeFileSync(path, whole.subarray(0, Math.floor(draw() * whole.length)));
  } else {
    rmSync(path);
    CHANGES[Math.floor(draw() * CHANGES.length)](path, draw);
  }
  const refused = await jdas(folder, ["run", "trial.yaml", "--resume"]);
  expectTyped(refused, new RegExp(`jdas: InputError\n.*${name}`));
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, whole);
  await expectResumes(folder, { folder: reference.fromFiles });
}
