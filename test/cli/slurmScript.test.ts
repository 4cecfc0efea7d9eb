/** The parts of a batch script: what is asked for, and words as shells take them. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { askedFor, largest, slurmTime } from "../../src/cli/slurm/asked.js";
import { batchScript, type Job, quoted, ranges } from "../../src/cli/slurm/script.js";

const job: Job = {
  name: "sigma",
  about: ["by a test"],
  asked: { seconds: 5400, mebibytes: 2000, warning: 120 },
  cores: 8,
  ranks: 1,
  modules: [],
  folder: "/scratch/me/runs",
  program: ["node", "main.js"],
  words: ["run"],
  goesOn: true,
};

describe("what is asked for", () => {
  it("is more than was foretold, by the margin that is stated", () => {
    const asked = askedFor({ seconds: 7200, memory: 1000 * 2 ** 20, days: 30 });
    expect(asked).toEqual({ seconds: 1.5 * 7200 + 600, mebibytes: 1300 + 256, warning: 120 });
    // Three hours of the model at 100 s each, and a minute.
    expect(askedFor({ seconds: 72_000, memory: 0, days: 30 }).warning).toBe(360);
  });

  it("is enough for the run that takes longest and for the one that needs most", () => {
    const runs = [
      { seconds: 100, memory: 5, days: 30 },
      { seconds: 10, memory: 9, days: 3 },
    ];
    expect(largest(runs)).toEqual({ seconds: 100, memory: 9, days: 30 });
  });

  it.each([
    [59, "00:00:59"],
    [5400, "01:30:00"],
    [90_061, "1-01:01:01"],
  ])("%d s is %s", (seconds, text) => {
    expect(slurmTime(seconds)).toBe(text);
  });
});

describe("a script", () => {
  it("names the tasks of an array in ranges", () => {
    expect(ranges([1, 2, 3, 5, 8, 9])).toBe("1-3,5,8-9");
    expect(batchScript({ ...job, array: { tasks: [1, 2, 4], atOnce: 2 } })).toContain("#SBATCH --array=1-2,4%2\n");
  });

  it("speaks to ranks in the language of their MPI", () => {
    const script = batchScript({ ...job, ranks: 4, srunMpi: "pmix" });
    expect(script).toMatch(
      /^srun --mpi=pmix --cpus-per-task="\$SLURM_CPUS_PER_TASK" --kill-on-bad-exit=1 "\$\{jdas\[@\]\}" run &$/m,
    );
    expect(script).toContain("#SBATCH --mem-per-cpu=250M\n");
    expect(script).toContain('scancel --signal=TERM "$SLURM_JOB_ID"\n');
  });

  it.each(["/plain/path_1.yaml", "two words", "it's", '$HOME `date` \\ "quoted"'])(
    "a shell reads %s as it is",
    (word) => {
      expect(spawnSync("bash", ["-c", `printf %s ${quoted(word)}`], { encoding: "utf8" }).stdout).toBe(word);
    },
  );
});
