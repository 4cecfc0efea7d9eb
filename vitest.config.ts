/**
 * Three projects. `runs`: the tests of the rooms that run whole experiments (experiments, verification, skill, cli), the
 * examples and the tests on real data. `fast`: all others, half a minute together. Tests mirror src, so a new test is in
 * the right one by where it lies. The files of both share the modules of a process, which halves their time: they leave
 * nothing behind. `apart`: those that replace a module, each in a process of its own.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** A fresh clone knows no durations and takes large files first: one that is small and takes long would be alone at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith("test/cli/trials.test.ts");
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const apart = ["test/experiments/comparedSpread.test.ts"];
const runs = ["experiments", "verification", "skill", "cli", "parallel", "examples", "real-data"].map(
  (room) => `test/${room}/**/*.test.ts`,
);
const long = { testTimeout: 240_000, hookTimeout: 240_000 };

const ownFolder = join(tmpdir(), `openjdas-tests-${process.pid}`);
const own = {
  globalSetup: "test/ownFolder.ts",
  env: { TMPDIR: ownFolder, OPENJDAS_CACHE: join(ownFolder, "cache") },
};

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default"],
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: "fast",
          ...own,
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: [...runs, ...apart],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "runs", ...own, isolate: false, include: runs, exclude: apart, ...long } },
      { test: { name: "apart", ...own, include: apart, ...long } },
    ],
  },
});
