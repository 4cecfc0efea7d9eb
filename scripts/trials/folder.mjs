/** What happens to a run folder and its inputs between two parts of a run. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, expectResumes, expectTyped, jdas, writeExperiment } from "./shared.mjs";

/** @type {import("./shared.mjs").Trial} */
export async function folderTrial(folder, reference, draw) {
  writeExperiment(folder);
  const out = join(folder, "out");
  const after = (0.3 + 0.6 * draw()) * reference.seconds * 1000;
  const change = Math.floor(4 * draw());
  if (change === 0) {
    // Under the run, which ends by an error of its own and can begin anew.
    const outcome = await jdas(folder, ["run", "trial.yaml"], {
      onStart: (child) => void removeUnder(child, out, after),
    });
    if (outcome.code !== 0) expectTyped(outcome, /jdas: (OutputError|InputError)/);
    return expectResumes(folder, reference);
  }
  const stopped = await jdas(folder, ["run", "trial.yaml"], {
    onStart: (child) => void setTimeout(after).then(() => child.kill("SIGKILL")),
  });
  if (stopped.code === 0) return expectResumes(folder, reference);
  const names = readdirSync(folder).includes("out") ? readdirSync(out) : [];
  const checkpoint = names.filter((name) => name.startsWith("checkpoint")).sort()[0];
  if (change === 1 && checkpoint !== undefined) {
    rmSync(join(out, checkpoint));
    return expectResumes(folder, reference, checkpoint);
  }
  if (change === 2 && names.includes("run.json")) {
    // By hand: a title may differ, a configuration not.
    const record = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    const whole = readFileSync(join(out, "run.json"));
    writeFileSync(
      join(out, "run.json"),
      JSON.stringify({ ...record, configuration: { ...record.configuration, seed: 8 } }),
    );
    const refused = await jdas(folder, ["run", "trial.yaml", "--resume"]);
    expectTyped(refused, /jdas: OutputError\n.*seed/);
    expect(
      readdirSync(out).filter((name) => name !== "run.lock").length >=
        names.filter((name) => name !== "run.lock").length,
      "files are gone",
    );
    writeFileSync(join(out, "run.json"), whole);
    return expectResumes(folder, reference);
  }
  if (names.includes("run.json")) {
    const record = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    writeFileSync(join(out, "run.json"), JSON.stringify({ ...record, finished: "2026-01-01T00:00:00Z" }));
  }
  // A record that says "finished" of a run that has a checkpoint of a time before its end.
  if (checkpoint !== undefined) await expectResumes(folder, reference);
}

/** Held still meanwhile, so that it writes nothing on the way. */
async function removeUnder(
  /** @type {import("node:child_process").ChildProcess} */ child,
  /** @type {string} */ out,
  /** @type {number} */ after,
) {
  await setTimeout(after);
  child.kill("SIGSTOP");
  rmSync(out, { recursive: true, force: true });
  child.kill("SIGCONT");
}
