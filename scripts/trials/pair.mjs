/** Two processes on one run folder: one works, the other is told so; what comes out is that of one. */
import { setTimeout } from "node:timers/promises";
import { expect, expectResumes, expectTyped, jdas, writeExperiment } from "./shared.mjs";

/** @type {import("./shared.mjs").Trial} */
export async function pairTrial(folder, reference, draw) {
  writeExperiment(folder);
  const words = ["run", "trial.yaml", "--resume"];
  if (draw() < 0.5) {
    const after = draw() * reference.seconds * 1000;
    await jdas(folder, words, { onStart: (child) => void setTimeout(after).then(() => child.kill("SIGKILL")) });
  }
  const first = jdas(folder, words);
  await setTimeout(draw() * 300);
  const outcomes = await Promise.all([first, jdas(folder, words)]);
  const [others, done] = [outcomes.filter(({ code }) => code !== 0), outcomes.filter(({ code }) => code === 0)];
  expect(done.length > 0, "neither came to its end", outcomes[0]);
  for (const other of others) expectTyped(other, /jdas: OutputError\n.*works in it/);
  await expectResumes(folder, reference);
}
