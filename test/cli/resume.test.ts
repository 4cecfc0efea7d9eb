/** Runs that are killed, and go on to what the uninterrupted run writes. */
import { existsSync, readFileSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  jdas,
  jdasSucceeds,
  type Outcome,
  readNumbers,
  smallTwin,
  start,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();
/** 14 x 12 cells and steps of an hour: what is tested is not how well they compute. */
const experiment = {
  ...smallTwin,
  output: "whole",
  period: { start: "2016-07-01", end: "2016-07-06" },
  grid: { ...smallTwin.grid, columns: 14, rows: 12, spacingKm: 280 },
  timeStepMinutes: 60,
};

let whole: Outcome;

beforeAll(async () => {
  writeExperiment(folder, "twin.yaml", experiment);
  whole = await resume("whole");
});

/** The files themselves, byte for byte. */
function expectSame(run: string): void {
  const names = readdirSync(join(folder, "whole")).sort();
  expect(readdirSync(join(folder, run)).sort()).toEqual(names);
  for (const name of names.filter((file) => file.endsWith(".nc"))) {
    const [expected, found] = ["whole", run].map((of) => readFileSync(join(folder, of, name)));
    expect({ name, same: found.equals(expected) }).toEqual({ name, same: true });
  }
  const evaluation = (of: string): string => readFileSync(join(folder, of, "evaluation.json"), "utf8");
  expect(evaluation(run)).toBe(evaluation("whole"));
}

/** Kills a run once it has said a text; a checkpoint of the day before is then on the disk. */
async function killed(run: string, text: string, ...words: string[]): Promise<void> {
  const running = start(folder, "run", "twin.yaml", "-o", run, ...words);
  await running.says(text);
  running.kill();
  expect((await running.outcome).code).toBeNull();
}

const resume = (run: string) => jdas(folder, "run", "twin.yaml", "-o", run, "--resume");

describe("a run that is killed", () => {
  it("goes on with the analysis, and with FC behind it, to the same results; then it is finished", async () => {
    await killed("twice", "AN, 8 members: 2016-07-03 done");
    await killed("twice", "AN, 8 members: 2016-07-04 done", "--resume");
    const { code, stderr } = await resume("twice");
    expect(stderr).toMatch(/Goes on from 2016-07-0\dT00:00Z of "analysis"/);
    expect(code).toBe(0);
    expectSame("twice");
    const { resumed } = JSON.parse(readFileSync(join(folder, "twice/run.json"), "utf8")) as {
      resumed: { stage: string }[];
    };
    expect(resumed.map(({ stage }) => stage)).toEqual(["analysis", "analysis"]);
    const again = await resume("twice");
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("This run is finished");
  });
});

describe("a run that is killed, and is not what it was", () => {
  beforeAll(() => killed("damaged", "2016-07-04 done"));

  it("refuses another configuration by the key that differs", async () => {
    writeExperiment(folder, "other.yaml", { ...experiment, seed: 8, threads: 2 });
    const { code, stderr } = await jdas(folder, "run", "other.yaml", "-o", "damaged", "--resume");
    expect(code).toBe(1);
    expect(stderr).toContain("seed: 8; expected 7, with which the run began");
    expect(stderr).not.toContain("threads");
    expect(existsSync(join(folder, "damaged/flux_20160701.nc"))).toBe(true);
  });

  it("says that a checkpoint is damaged, and takes the one before, with other threads too", async () => {
    const checkpoints = readdirSync(join(folder, "damaged"))
      .filter((name) => /^checkpoint.*npz$/.test(name))
      .sort();
    truncateSync(join(folder, "damaged", checkpoints[checkpoints.length - 1]), 1000);
    writeExperiment(folder, "threads.yaml", { ...experiment, threads: 2 });
    const { code, stderr } = await jdas(folder, "run", "threads.yaml", "-o", "damaged", "--resume");
    expect(code).toBe(0);
    expect(stderr).toContain("a checkpoint cannot be used");
    expect(stderr).toMatch(/Goes on from 2016-07-0[34]/);
    expectSame("damaged");
  });
});

describe("a run whose period is made longer", () => {
  // Winds of its own: the truth is run before the analysis, and goes on before it.
  const longer = { ...experiment, twin: { errors: { windPhaseHours: 3 } } };
  const shorter = { ...longer, period: { ...experiment.period, end: "2016-07-04" } };

  it("becomes what it would have been at once, whether it was finished or stopped on its way there", async () => {
    writeExperiment(folder, "longer.yaml", longer);
    writeExperiment(folder, "shorter.yaml", shorter);
    await jdasSucceeds(folder, "run", "longer.yaml", "-o", "long");
    await jdasSucceeds(folder, "run", "shorter.yaml", "-o", "extended");
    const extending = start(folder, "run", "longer.yaml", "-o", "extended", "--resume");
    await extending.says("truth: 2016-07-05 done");
    extending.kill();
    await extending.outcome;
    const { code, stderr } = await jdas(folder, "run", "longer.yaml", "-o", "extended", "--resume");
    expect(stderr).toContain('Goes on from 2016-07-03T00:00Z of "analysis"');
    expect(code).toBe(0);
    const names = readdirSync(join(folder, "long")).sort();
    expect(readdirSync(join(folder, "extended")).sort()).toEqual(names);
    for (const name of names.filter((file) => file.endsWith(".nc"))) {
      const [expected, found] = await Promise.all(
        ["long", "extended"].map((run) => readNumbers(join(folder, run, name))),
      );
      expect({ name, found }).toEqual({ name, found: expected });
    }
    const [expected, found] = ["long", "extended"].map((run) =>
      readFileSync(join(folder, run, "evaluation.json"), "utf8"),
    );
    expect(found).toBe(expected);
    expect(recordOf("extended").extended).toMatchObject([{ end: "2016-07-04T00:00Z" }]);
  });

  it("is not made shorter, and says what it needs where its checkpoint is gone", async () => {
    const { code, stderr } = await jdas(folder, "run", "shorter.yaml", "-o", "extended", "--resume");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /period\.end: "2016-07-04T00:00Z"; expected "2016-07-06T00:00Z", with which the run began, or later/,
    );
    for (const name of readdirSync(join(folder, "extended")).filter((file) => file.startsWith("checkpoint_"))) {
      rmSync(join(folder, "extended", name));
    }
    writeExperiment(folder, "longest.yaml", { ...longer, period: { ...longer.period, end: "2016-07-07" } });
    const refused = await jdas(folder, "run", "longest.yaml", "-o", "extended", "--resume");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/has no checkpoint to go on from; expected .*begin the longer period anew/);
    expect(existsSync(join(folder, "extended/flux_20160705.nc"))).toBe(true);
  });
});

function recordOf(run: string): { readonly extended?: unknown } {
  return JSON.parse(readFileSync(join(folder, run, "run.json"), "utf8")) as { readonly extended?: unknown };
}

describe("a run that never was", () => {
  it("starts at its beginning, and says so", () => {
    expect(whole.code).toBe(0);
    expect(whole.stderr).toContain("No checkpoint to go on from: the run starts at its beginning.");
  });
});
