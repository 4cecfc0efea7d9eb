/** `jdas slurm`, and its script in a Slurm of our own: an array of three, one of which fails and one is stopped by its limit. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRunStatus } from "../../src/runs/statusFile.js";
import { jdas, jdasSucceeds, temporaryFolder, writeExperiment } from "./jdas.js";
import { type Slurm, startSlurm, until } from "./slurmCluster.js";
import { tinyTwin } from "./tinyTwin.js";

const slurm = await startSlurm();
if (typeof slurm === "string") console.warn(`Skipped: no Slurm, ${slurm}`);
afterAll(async () => {
  if (typeof slurm !== "string") await slurm.stop();
});

const folder = temporaryFolder();
const inFolder = (...names: string[]): string => join(folder, ...names);
const GIVEN = ["--time", "5", "--memory", "900", "--cores", "1"];
const isShell = (script: string): unknown => spawnSync("bash", ["-n", script], { encoding: "utf8" }).stderr;

describe("jdas slurm", () => {
  it("writes the script of a run, from a trial and with its margin, and submits nothing", async () => {
    writeExperiment(folder, "one.yaml", { ...tinyTwin, output: "one" });
    const { stdout } = await jdasSucceeds(
      folder,
      "slurm",
      "one.yaml",
      "--cores",
      "1",
      "--account",
      "carbon",
      "--modules",
      "nodejs/20",
    );
    expect(stdout).toMatch(
      /^Written: one-slurm\/job\.sh, which asks for 1 core, \d+ MiB and 1\d min 00 s\.\n {2}submit +sbatch one-slurm\/job\.sh\n/,
    );
    const script = readFileSync(inFolder("one-slurm", "job.sh"), "utf8");
    expect(script).toMatch(/^# Foretold of a run by a trial on 1 core: \d+ s and \d+ MiB\.$/m);
    expect(script).toMatch(/^# Asked for: 1\.5 times the time and 10 min 00 s more, 1\.3 times the memory/m);
    for (const line of ["--nodes=1", "--cpus-per-task=1", "--signal=B:USR1@120", "--requeue", "--account=carbon"]) {
      expect(script).toContain(`#SBATCH ${line}\n`);
    }
    expect(script).toMatch(/^#SBATCH --time=00:1\d:00$/m);
    expect(script).toMatch(/^module load nodejs\/20$/m);
    expect(script).toMatch(/run \S+\/one\.yaml -o \S+\/one --resume --status \S+\/one-slurm\/status\.json &$/m);
    expect(isShell(inFolder("one-slurm", "job.sh"))).toBe("");
    expect(readdirSync(inFolder("one-slurm"))).toEqual(["job.sh"]);
    expect(existsSync(inFolder("one"))).toBe(false);
  });

  it("joins the processes of one run by srun, and lets no run begin anew that keeps no checkpoints", async () => {
    const odd = { ...tinyTwin, output: "it's one", outputs: { checkpoint: "none" } };
    writeExperiment(folder, "odd.yaml", odd);
    await jdasSucceeds(folder, "slurm", "odd.yaml", ...GIVEN, "--ranks", "4");
    const script = readFileSync(inFolder("it's one-slurm", "job.sh"), "utf8");
    expect(script).toContain("#SBATCH --ntasks=4\n");
    expect(script).toContain("#SBATCH --mem-per-cpu=900M\n");
    expect(script).toContain("#SBATCH --no-requeue\n");
    expect(script).not.toContain("scontrol requeue");
    expect(script).toMatch(/^srun .*--kill-on-bad-exit=1 "\$\{jdas\[@\]\}" run /m);
    expect(isShell(inFolder("it's one-slurm", "job.sh"))).toBe("");
  });

  it("refuses what is wrong in the file, as a run does", async () => {
    writeExperiment(folder, "bad.yaml", { ...tinyTwin, ensemble: { member: 4 } });
    const { code, stderr } = await jdas(folder, "slurm", "bad.yaml");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/bad\.yaml:\d+:\d+: ensemble\.member: unknown key.*"members"/),
    ]);
  });
});

const withSlurm = typeof slurm === "string" ? describe.skip : describe;
withSlurm("an array of three jobs", () => {
  const cluster = slurm as Slurm;
  const log = (job: string, task: number): string => {
    const path = inFolder("all", "slurm", `${job}_${task}.log`);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  const shown = (job: string): string => cluster.command("scontrol", "--oneliner", "show", "job", job);

  it("runs all that can run, goes on after a limit, and tells of the one that failed", async () => {
    const longer = { ...tinyTwin, period: { start: "2016-07-01", end: "2016-07-09" } };
    writeExperiment(folder, "base.yaml", longer);
    writeExperiment(folder, "sweep.yaml", { experiment: "base.yaml", output: "all", vary: { seed: [1, 2, 3] } });
    mkdirSync(inFolder("all", "runs", "seed-2"), { recursive: true });
    writeFileSync(inFolder("all", "runs", "seed-2", "notes.txt"), "of someone");
    const { stdout } = await jdasSucceeds(folder, "slurm", "sweep.yaml", ...GIVEN, "--partition", "main");
    expect(stdout).toContain("1 core, 900 MiB and 5 min 00 s, each of 3 tasks.\n");
    const job = cluster.command("sbatch", "--parsable", inFolder("all", "slurm", "job.sh")).trim();

    expect(await until(() => log(job, 1).includes("2016-07-01 done"))).toBe(true);
    cluster.command("scancel", "--signal=USR1", "--batch", `${job}_1`);
    expect(await until(() => /Restarts=1 /.test(shown(`${job}_1`)))).toBe(true);
    const isOver = (): boolean => {
      // Slurm waits two minutes before it begins a job again.
      if (/JobState=PENDING Reason=BeginTime/.test(shown(`${job}_1`))) {
        cluster.command("scontrol", "update", `JobId=${job}_1`, "StartTime=now");
      }
      return cluster.command("squeue", "--noheader").trim() === "";
    };
    expect(await until(isOver)).toBe(true);

    const ends = [...shown(job).matchAll(/ArrayTaskId=(\d) .*?JobState=(\w+) .*?ExitCode=(\d+):/g)];
    expect(ends.map(([, task, state, code]) => `${task} ${state} ${code}`).sort()).toEqual([
      "1 COMPLETED 0",
      "2 FAILED 1",
      "3 COMPLETED 0",
    ]);
    expect(log(job, 1)).toMatch(
      /interrupted\. The days that were done stay[\s\S]*Goes on from 2016-07-\d\dT00:00Z of "analysis"/,
    );
    const status = (id: string) => readRunStatus(inFolder("all", "status", `${id}.json`));
    expect(status("seed-1")).toMatchObject({ state: "finished", exitCode: 0, job: `${job}_1` });
    expect(status("seed-2")).toMatchObject({ state: "failed", exitCode: 1, job: `${job}_2` });
    const report = await jdasSucceeds(folder, "sweep", "sweep.yaml", "--report");
    expect(report.stdout).toContain("3 runs, 2 finished, 1 failed\n");

    await jdasSucceeds(folder, "slurm", "sweep.yaml", ...GIVEN);
    expect(readFileSync(inFolder("all", "slurm", "job.sh"), "utf8")).toContain("#SBATCH --array=2\n");
  });
});
