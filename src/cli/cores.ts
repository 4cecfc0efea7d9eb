/** How many cores this process may use: what the system has is often not what a batch system or a container has given. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

export interface Cores {
  readonly cores: number;
  /** What limits them, in words. */
  readonly by: string;
  /** Whether they are those of one task, and of no other process that was started with it. */
  readonly ofTask?: boolean;
}

/** @param environment of the process @param read text of a file, undefined where there is none */
export function givenCores(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  read: (path: string) => string | undefined = textOf,
): Cores {
  const ofSystem = { cores: availableParallelism(), by: "the system" };
  const limits = [ofSystem, ...slurmCores(environment), ...cgroupCores(read)];
  return limits.reduce((least, one) => (one.cores < least.cores ? one : least));
}

/** Of a task; `SLURM_CPUS_PER_TASK` is there where it was asked for, else a task has the CPUs of its node and shares them. */
function slurmCores(environment: Readonly<Record<string, string | undefined>>): Cores[] {
  const { SLURM_JOB_ID, SLURM_CPUS_PER_TASK, SLURM_CPUS_ON_NODE, SLURM_TASKS_PER_NODE = "1" } = environment;
  if (SLURM_JOB_ID === undefined) return [];
  const [perTask, onNode] = [Number(SLURM_CPUS_PER_TASK), Number(SLURM_CPUS_ON_NODE)];
  if (perTask > 0) return [{ cores: perTask, by: "Slurm (--cpus-per-task)", ofTask: true }];
  // "2(x3),1"
  const tasks = Number.parseInt(SLURM_TASKS_PER_NODE, 10);
  return onNode > 0 && tasks > 0 ? [{ cores: Math.max(1, Math.floor(onNode / tasks)), by: "Slurm", ofTask: true }] : [];
}

/** Quotas of the own control group and of those that hold it, of either version. */
function cgroupCores(read: (path: string) => string | undefined): Cores[] {
  const groups = (read("/proc/self/cgroup") ?? "").split("\n").map((line) => line.split(":"));
  return groups.flatMap(([number, controllers, path]): Cores[] => {
    if (path === undefined) return [];
    if (number === "0" && controllers === "") {
      return upwards("/sys/fs/cgroup", path).flatMap((folder) => quota(...pair(read(join(folder, "cpu.max")))));
    }
    if (!controllers.split(",").includes("cpu")) return [];
    return upwards("/sys/fs/cgroup/cpu", path).flatMap((folder) =>
      quota(read(join(folder, "cpu.cfs_quota_us")), read(join(folder, "cpu.cfs_period_us"))),
    );
  });
}

function pair(text: string | undefined): [string | undefined, string | undefined] {
  const [first, second] = (text ?? "").trim().split(" ");
  return [first, second];
}

/** @param microseconds of work that a period allows; "max" and -1 are no quota */
function quota(microseconds: string | undefined, period: string | undefined): Cores[] {
  const cores = Number(microseconds) / Number(period);
  return cores > 0 && Number.isFinite(cores)
    ? [{ cores: Math.max(1, Math.floor(cores)), by: "a quota of the control group" }]
    : [];
}

/** The folder of a path, and those above it; within a container the path may not be there, its top is. */
function upwards(mount: string, path: string): string[] {
  const names = path.split("/").filter((name) => name !== "");
  return Array.from({ length: names.length + 1 }, (_, up) => join(mount, ...names.slice(0, names.length - up)));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
