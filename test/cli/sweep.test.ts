/** `jdas sweep` as a user types it: runs side by side, one that fails and then is stopped, and the table of all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { readRunStatus } from "../../src/runs/statusFile.js";
import { jdas, jdasSucceeds, type Outcome, start, temporaryFolder, writeExperiment } from "./jdas.js";
import { tinyTwin } from "./tinyTwin.js";

const folder = temporaryFolder();
const inFolder = (...names: string[]): string => join(folder, ...names);
const sweep = (output: string, vary: object) => ({ experiment: "base.yaml", output, vary });

/** Folder of a run that another file stands in the way of. */
const occupied = inFolder("all", "runs", "day-0.4");
let first: Outcome;

beforeAll(async () => {
  writeExperiment(folder, "base.yaml", tinyTwin);
  writeExperiment(folder, "sweep.yaml", sweep("all", { "ensemble.sigma.day": [0.3, 0.4, 0.5] }));
  mkdirSync(occupied, { recursive: true });
  writeFileSync(join(occupied, "notes.txt"), "of someone");
  first = await jdas(folder, "sweep", "sweep.yaml", "--jobs", "2");
});

describe("a sweep of which one run fails", () => {
  it("says first how many runs there are and what they take", () => {
    const { stdout } = first;
    expect(stdout).toMatch(/^3 runs of base\.yaml: ensemble\.sigma\.day \(3\); 3 to begin\n/);
    expect(stdout).toMatch(/\ntime +\d+ s +\d+ s a run, [12] at a time on \d+ cores? each/);
    expect(stdout).toMatch(/\nmemory +\d+ MiB +of .* free; the [12] largest at once\n/);
    expect(stdout).toMatch(/\ndisk +[\d.]+ MiB +of .* free/);
  });

  it("runs the others, tells how far all are, and fails", () => {
    const { code, stderr } = first;
    expect(code).toBe(1);
    expect(stderr.match(/^Trial of .* \.\.\.$/gm)).toEqual(["Trial of day-0.3 ..."]);
    expect(stderr).toMatch(
      /^day-0.4: failed after \d+ s: .*day-0.4: files that no run wrote: notes\.txt \(.*day-0.4\.log\)/m,
    );
    expect(stderr).toMatch(/^day-0.5: done in \d+ s$/m);
    expect(stderr).toMatch(/^3 of 3 runs over, 0 running, 100 %, 0 s left$/m);
    for (const id of ["day-0.3", "day-0.5"])
      expect(existsSync(inFolder("all", "runs", id, "evaluation.json"))).toBe(true);
  });

  it("shows all of them in one table", () => {
    const { stdout } = first;
    expect(stdout).toContain("Sweep of base.yaml: 3 runs, 2 finished, 1 failed\n");
    expect(stdout).toMatch(/^ensemble\.sigma\.day +land prior +land posterior/m);
    expect(stdout).toMatch(/^0\.4 +failed +\d+ s +day-0.4$/m);
    expect(stdout).toMatch(/^day-0.4 \(failed\): .*files that no run wrote/m);
    expect(stdout).not.toMatch(/NaN|undefined|\[object/);
    const [head, ...lines] = readFileSync(inFolder("all", "table.csv"), "utf8").trim().split("\n");
    expect(head).toMatch(/^run,ensemble.sigma.day,state,seconds,folder,land prior \[PgC yr-1\],/);
    expect(lines.map((line) => line.split(",").slice(0, 3).join())).toEqual([
      "day-0.3,0.3,finished",
      "day-0.4,0.4,failed",
      "day-0.5,0.5,finished",
    ]);
    const { land } = { land: Number(lines[0].split(",")[5]) };
    const { fluxes } = JSON.parse(readFileSync(inFolder("all", "runs", "day-0.3", "evaluation.json"), "utf8")) as {
      fluxes: { regions: { region: string; prior: number }[] };
    };
    expect(land).toBe(fluxes.regions.find(({ region }) => region === "land")!.prior);
  });

  it("keeps of each how it ended", () => {
    const status = (id: string) => readRunStatus(inFolder("all", "status", `${id}.json`));
    expect(status("day-0.3")).toMatchObject({ state: "finished", exitCode: 0 });
    expect(status("day-0.4")).toMatchObject({
      state: "failed",
      exitCode: 1,
      error: expect.stringContaining("notes.txt"),
    });
  });
});

describe("called again", () => {
  it("runs what is not finished, without a trial, and when it is stopped goes on from its checkpoint", async () => {
    rmSync(occupied, { recursive: true });
    const record = inFolder("all", "runs", "day-0.3", "run.json");
    const { mtimeMs } = statSync(record);
    const running = start(folder, "sweep", "sweep.yaml");
    const log = inFolder("all", "logs", "day-0.4.log");
    const said = (): string => readFileSync(log, "utf8");
    await running.says("day-0.4: begins");
    while (!/AN, 4 members: 2016-07-0[2-5] done/.test(said())) await setTimeout(20);
    running.interrupt("SIGTERM");
    const stopped = await running.outcome;
    expect([stopped.code, stopped.stderr]).toEqual([143, expect.stringContaining("The same command goes on")]);
    expect(stopped.stderr).not.toContain("Trial");
    const status = readRunStatus(inFolder("all", "status", "day-0.4.json"));
    expect(status).toMatchObject({ state: "interrupted", exitCode: 143 });

    const { stdout, stderr } = await jdasSucceeds(folder, "sweep", "sweep.yaml");
    expect(stdout).toContain("3 runs of base.yaml: ensemble.sigma.day (3); 2 finished, 1 to go on, 0 to begin\n");
    expect(stderr.match(/^day-0.\d: \w+/gm)).toEqual(["day-0.4: goes", "day-0.4: done"]);
    expect(said()).toMatch(/Goes on from 2016-07-\d\dT00:00Z of "analysis"/);
    expect(stdout).toContain("3 runs, 3 finished\n");
    expect(stdout).toContain("Together in all/combined/: 3 runs (day-0.3, day-0.4, day-0.5)");
    expect(readdirSync(inFolder("all", "combined"))).toContain("combined.json");
    expect(statSync(record).mtimeMs).toBe(mtimeMs);
  });

  it("refuses runs of another experiment by what differs, before anything is run", async () => {
    writeExperiment(folder, "base.yaml", { ...tinyTwin, ensemble: { members: 5 } });
    const { code, stdout, stderr } = await jdas(folder, "sweep", "sweep.yaml");
    writeExperiment(folder, "base.yaml", tinyTwin);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /OutputError\n.*day-0.3: ensemble\.members: 5; expected 4, with which its run began; .*--replace/,
    );
    expect(stderr.match(/with which its run began/g)).toHaveLength(3);
  });

  it("runs one by its number, and knows how many there are", async () => {
    const { code, stderr } = await jdas(folder, "sweep", inFolder("all", "sweep.json"), "--task", "4");
    expect([code, stderr]).toEqual([1, expect.stringContaining("--task: 4; expected 1 to 3, as ")]);
  });
});
