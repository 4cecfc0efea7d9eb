/**
 * `jdas run` of a small twin as the ranks of a job: the same bytes as one process writes, whatever the number of ranks and
 * their threads; and what is left when a rank dies.
 */
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNpz } from "../../src/io/npz.js";
import { jdasSucceeds, smallTwin, temporaryFolder, writeExperiment } from "../cli/jdas.js";
import { startSlurm } from "../cli/slurmCluster.js";
import { launchers, processOfRank } from "./mpirun.js";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const folder = temporaryFolder();

/**
 * All that an hour can bring: non-local mixing, convection, diffusion, columns and towers, which reach layers by their height. 9
 * members, CTRL, the truth or none and 5 perturbed analyses make 16 lanes.
 */
const twin = {
  ...smallTwin,
  grid: { ...smallTwin.grid, columns: 12, rows: 10, spacingKm: 320 },
  mixing: "acm2",
  deepConvection: "bulk",
  horizontalDiffusion: "multiscale",
  observations: { source: "synthetic", network: ["gosat", "towers"], error: { displacementKm: 300 } },
  filter: { localization: { zeroDistanceKm: 2000, vertical: { zeroLogPressure: 0.5 } } },
  ensemble: { form: "persistent", members: 9, lagDays: 1 },
};

/** Of two threads in one process, one in each rank. */
beforeAll(async () => {
  writeExperiment(folder, "twin.yaml", twin);
  writeExperiment(folder, "alone.yaml", { ...twin, threads: 2 });
  await jdasSucceeds(folder, "run", "alone.yaml", "--output", "alone");
});

/** Files that differ, but for what tells times, threads and the number of runs; of a checkpoint, its arrays count. */
function differing(one: string, other: string): string[] {
  const names = readdirSync(join(folder, one)).filter((name) => !["log.jsonl", "run.json"].includes(name));
  expect(readdirSync(join(folder, other))).toEqual(expect.arrayContaining(names));
  return names.filter((name) => {
    const [own, others] = [join(folder, one, name), join(folder, other, name)];
    if (!name.endsWith(".npz")) return !readFileSync(own).equals(readFileSync(others));
    return !isDeepStrictEqual(readNpz(own).arrays, readNpz(others).arrays);
  });
}

const all = launchers();

describe.each(all)("a twin on ranks of $kind", ({ kind, run }) => {
  const ranks = kind === "MPICH" ? 2 : 3;
  const output = kind.replace(" ", "");

  it(`writes on ${ranks} the bytes that one process writes`, () => {
    const { status, stderr } = run(ranks, [PROGRAM, "run", "twin.yaml", "--output", output], folder);
    expect(stderr).toContain(`${ranks} ranks of ${kind}`);
    expect(status).toBe(0);
    expect(differing("alone", output)).toEqual([]);
  });
});

/** What does not hang on the kind of MPI, but for what test/parallel/ranks.test.ts holds of both. */
describe.each(all.slice(0, 1))("a job of ranks", ({ run, start }) => {
  it("says a fault of input once, and ends with its code", () => {
    writeExperiment(folder, "wrong.yaml", { ...twin, ensemble: { ...twin.ensemble, members: -1 } });
    const { status, stderr } = run(2, [PROGRAM, "run", "wrong.yaml", "--status", "wrong.json"], folder);
    expect(status).toBe(1);
    expect(stderr.match(/ensemble\.members/g)).toHaveLength(1);
    const written = JSON.parse(readFileSync(join(folder, "wrong.json"), "utf8")) as object;
    expect(written).toMatchObject({ state: "failed", exitCode: 1, error: expect.stringContaining("ensemble.members") });
  });

  it.each([
    [
      "a truth of its own on finer cells, and a filter that rank 0 has alone",
      { twin: { family: "patchy", transport: { mixing: "acm2", refine: 2 } }, filter: { method: "letkf" } },
    ],
    [
      "an update in two steps",
      { ensemble: { form: "persistent", members: 9 }, filter: { update: "two-step", windowDays: 1 } },
    ],
    [
      "CTRL alone",
      { runs: ["control"], twin: undefined, observations: undefined, ensemble: undefined, filter: undefined },
    ],
  ])("writes the bytes that one process writes: %s", async (_, settings) => {
    const own = { ...twin, period: { start: "2016-07-01", end: "2016-07-02" }, ...settings };
    writeExperiment(folder, "own.yaml", own);
    await jdasSucceeds(folder, "run", "own.yaml", "--output", "own-alone", "--replace");
    const { status } = run(2, [PROGRAM, "run", "own.yaml", "--output", "own-ranks", "--replace"], folder);
    expect(status).toBe(0);
    expect(differing("own-alone", "own-ranks")).toEqual([]);
  });

  it("refuses more ranks than there are cells for", () => {
    writeExperiment(folder, "few.yaml", { ...twin, grid: { ...twin.grid, columns: 12, rows: 8 } });
    const { status, stderr } = run(5, [PROGRAM, "run", "few.yaml", "--output", "crowded"], folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/5 ranks: a grid of 12 columns and 8 rows.*at most 4 ranks/);
  });

  it("ends where one is killed, and goes on in one process from its last day", async () => {
    const name = "killed";
    const job = start(2, [PROGRAM, "run", "twin.yaml", "--output", name], folder);
    const ended = once(job, "exit");
    let said = "";
    await new Promise<void>((resolve) => {
      job.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("AN, 9 members: 2016-07-01 done (1 of 2 days)")) resolve();
      });
      job.once("exit", () => resolve());
    });
    process.kill(processOfRank(1, name), "SIGKILL");
    const [code] = await ended;
    expect(code).not.toBe(0);
    const { stderr } = await jdasSucceeds(folder, "run", "twin.yaml", "--output", name, "--resume");
    expect(stderr).toContain("2016-07-02");
    expect(differing("alone", name)).toEqual([]);
  });
});

/** MPICH, in the language of Slurm that Debian's has; two nodes, as Slurm sees this machine. */
const underSlurm = all.some(({ kind }) => kind === "MPICH");

describe.runIf(underSlurm)("a job of srun", () => {
  const MPICH = "--export=ALL,OPENJDAS_MPI=libmpich.so.12";
  let slurm: Awaited<ReturnType<typeof startSlurm>>;
  beforeAll(async () => {
    slurm = await startSlurm();
    if (typeof slurm === "string") console.warn(`no tests of srun: ${slurm}`);
  });
  afterAll(async () => {
    if (typeof slurm !== "string") await slurm.stop();
  });
  const srun = (...words: readonly string[]): string | undefined =>
    typeof slurm === "string"
      ? undefined
      : slurm.command("srun", "--kill-on-bad-exit=1", MPICH, `--chdir=${folder}`, ...words);

  it("writes the bytes that one process writes", ({ skip }) => {
    const words = [process.execPath, PROGRAM, "run", "twin.yaml", "--output", "slurm"];
    if (srun("--nodes=2", "--ntasks=2", "--mpi=pmi2", ...words) === undefined) skip();
    expect(differing("alone", "slurm")).toEqual([]);
  });

  it("is refused where srun does not speak with its MPI, which would make of each process a job", ({ skip }) => {
    if (typeof slurm === "string") skip();
    expect(() =>
      srun("--ntasks=2", "--mpi=none", process.execPath, PROGRAM, "run", "twin.yaml", "--output", "no"),
    ).toThrow(/process 0 of srun: MPI \(libmpich\.so\.12\) sees 1 process of the 2/);
    expect(readdirSync(folder)).not.toContain("no");
  });
});
