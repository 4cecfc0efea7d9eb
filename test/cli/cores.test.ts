/** The cores that a batch system or a container gives. */
import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { givenCores } from "../../src/cli/cores.js";

const nothing = (): undefined => undefined;
const files =
  (content: Readonly<Record<string, string>>) =>
  (path: string): string | undefined =>
    content[path];

describe("the cores of a process", () => {
  it("are those of the system where nothing gives fewer", () => {
    expect(givenCores({}, nothing)).toEqual({ cores: availableParallelism(), by: "the system" });
    const most = { SLURM_JOB_ID: "7", SLURM_CPUS_PER_TASK: "4096" };
    expect(givenCores(most, nothing).cores).toBe(availableParallelism());
  });

  it.each([
    ["of a task", { SLURM_JOB_ID: "7", SLURM_CPUS_PER_TASK: "1", SLURM_CPUS_ON_NODE: "64" }],
    ["of a node, shared by its tasks", { SLURM_JOB_ID: "7", SLURM_CPUS_ON_NODE: "2", SLURM_TASKS_PER_NODE: "2(x3),1" }],
  ])("are those that Slurm gives: %s", (_, environment) => {
    expect(givenCores(environment, nothing).cores).toBe(1);
  });

  it.each([
    ["version 2", { "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/cpu.max": "150000 100000\n" }],
    ["version 2 without limit below", { "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "100000 100000\n" }],
    [
      "version 1",
      {
        "/proc/self/cgroup": "4:memory:/m\n1:cpu,cpuacct:/c\n",
        "/sys/fs/cgroup/cpu/c/cpu.cfs_quota_us": "100000\n",
        "/sys/fs/cgroup/cpu/c/cpu.cfs_period_us": "100000\n",
      },
    ],
  ])("are those of a control group: %s", (_, content) => {
    expect(givenCores({}, files(content))).toEqual({ cores: 1, by: expect.stringContaining("control group") });
  });

  it("have no limit where a quota is none", () => {
    const content = {
      "/proc/self/cgroup": "1:cpu:/c\n0::/c\n",
      "/sys/fs/cgroup/c/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/cpu/c/cpu.cfs_quota_us": "-1\n",
      "/sys/fs/cgroup/cpu/c/cpu.cfs_period_us": "100000\n",
    };
    expect(givenCores({}, files(content)).by).toBe("the system");
  });
});
