/**
 * Two projects: `runs`, the tests of the rooms that run whole experiments (experiments, verification, skill, cli), the
 * examples and the tests on real data; and `fast`, all others, half a minute together. Tests mirror src, so a new test is
 * in the right one by where it lies. Those of `fast` share the modules of a process, which halves their time: they leave
 * nothing behind.
 */
import { defineConfig } from "vitest/config";

const runs = ["experiments", "verification", "skill", "cli", "examples", "real-data"].map(
  (room) => `test/${room}/**/*.test.ts`,
);

const globalSetup = "test/ownCache.ts";

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default"],
    projects: [
      {
        test: {
          name: "fast",
          globalSetup,
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: runs,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "runs", globalSetup, include: runs, testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
  },
});
