/** An output and a part of the state that the program does not know, added to a run that is stopped and goes on. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Recorder } from "../../src/assimilation/recorder.js";
import { type Saveable, savedArray } from "../../src/assimilation/saveable.js";
import { type Progress, silent } from "../../src/experiments/progress.js";
import { runExperiment } from "../../src/experiments/run.js";
import { loadKernels } from "../../src/kernels/load.js";
import { formatTime } from "../../src/time.js";
import { gridOf, sixLayers, smallExperiment } from "./smallAnalysis.js";

const experiment = smallExperiment(`period: { start: 2016-07-01, end: 2016-07-04 }
${gridOf(20, 16, 280)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic }
outputs: { concentration: none }
ensemble: { members: 6, lagDays: 1 }
twin: {}
`);
const folder = mkdtempSync(join(tmpdir(), "openjdas-own-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Mean background of every hour so far, all stages, kept from day to day; a line of text for each day. */
function dailyLines(path: string): Recorder & Saveable & { readonly means: () => number[] } {
  let means: number[] = [];
  let lines = "";
  return {
    means: () => means,
    name: "my_lines",
    hour({ results }) {
      for (const { backgroundMean, analysis } of results) means.push(backgroundMean / 3, analysis / 7);
    },
    endDay(end) {
      lines += `${formatTime(end)} ${means.length} ${means.reduce((sum, value) => sum + value, 0)}\n`;
      writeFileSync(path, lines);
    },
    save: () => ({
      arrays: { means: { shape: [means.length], data: Float64Array.from(means) } },
      notes: { lines },
    }),
    resume(saved) {
      means = [...savedArray(saved, "means", Float64Array)];
      ({ lines } = saved.notes as { lines: string });
    },
  };
}

const stoppedAt = (stage: string, hours: number): Progress => {
  let present = "";
  return {
    ...silent,
    begin: (label) => void (present = label),
    hour({ hoursDone }) {
      if (present.startsWith(stage) && hoursDone === hours) throw new Error("pulled the plug");
    },
  };
};

async function run(name: string, progress: Progress, resume = false) {
  const output = join(folder, name);
  const own = dailyLines(join(folder, `${name}.txt`));
  const finished = runExperiment(experiment, {
    inputFolder: ".",
    output,
    replace: false,
    resume,
    progress,
    kernels: loadKernels,
    threads: 1,
    program: "test",
    node: process.version,
    now: () => new Date(),
    recorders: (stage) => (stage === "truth" ? [] : [own]),
    saveables: [own],
  });
  await finished.catch((error: unknown) => {
    if (!String(error).includes("pulled the plug")) throw error;
  });
  return { means: own.means(), text: readFileSync(join(folder, `${name}.txt`), "utf8"), output };
}

describe("a recorder and a part of the state of one's own", () => {
  it("are in a run that was stopped twice what they are in one that never was", async () => {
    const whole = await run("whole", silent);
    expect(whole.text.split("\n")).toHaveLength(7);
    expect(whole.means.length).toBeGreaterThan(40);

    const begun = await run("twice", stoppedAt("AN", 2 * 24 + 9));
    // Two days of AN, and the one of FC behind it.
    expect(begun.text).toBe(whole.text.split("\n").slice(0, 3).join("\n").concat("\n"));
    expect(existsSync(join(begun.output, "checkpoint_analysis_20160703.npz"))).toBe(true);
    await run("twice", stoppedAt("AN", 2 * 24 + 15), true);
    const resumed = await run("twice", silent, true);
    expect(resumed.text).toBe(whole.text);
    expect(resumed.means).toEqual(whole.means);
    const evaluation = (output: string): string => readFileSync(join(output, "evaluation.json"), "utf8");
    expect(evaluation(resumed.output)).toBe(evaluation(whole.output));
  });
});
