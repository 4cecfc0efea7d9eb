/** The MPIs of this machine that tests run processes with. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MpiKind } from "../../src/parallel/launch.js";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Launcher {
  readonly kind: MpiKind;
  readonly run: (ranks: number, words: readonly string[], folder?: string) => Outcome;
  /** Without waiting for it. */
  readonly start: (ranks: number, words: readonly string[], folder: string) => ChildProcess;
}

/** Debian names the launchers of both apart. */
const LAUNCHERS: readonly { readonly kind: MpiKind; readonly command: string; readonly options: readonly string[] }[] =
  [
    { kind: "Open MPI", command: "mpirun.openmpi", options: ["--oversubscribe"] },
    { kind: "MPICH", command: "mpirun.mpich", options: [] },
  ];

/** As root, in a container: what Open MPI wants to be told. */
const ROOT_MAY = { OMPI_ALLOW_RUN_AS_ROOT: "1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1" };

/** Those that are installed; says which tests are left out for want of one. */
export function launchers(): Launcher[] {
  return LAUNCHERS.flatMap(({ kind, command, options }) => {
    if (spawnSync(command, ["--version"]).status === null) {
      console.warn(`${command} is not installed (scripts/install-system-packages.sh): no tests of ${kind}`);
      return [];
    }
    const env = { ...process.env, ...ROOT_MAY };
    const line = (ranks: number, words: readonly string[]): string[] => [
      ...options,
      "-n",
      String(ranks),
      process.execPath,
      ...words,
    ];
    const run: Launcher["run"] = (ranks, words, cwd) =>
      spawnSync(command, line(ranks, words), { encoding: "utf8", env, timeout: 120_000, cwd });
    const start: Launcher["start"] = (ranks, words, cwd) =>
      spawn(command, line(ranks, words), { env, cwd, stdio: ["ignore", "ignore", "pipe"] });
    return [{ kind, run, start }];
  });
}

/** @param mark a word of its command line that no other process has @returns the process that is a rank of a job */
export function processOfRank(rank: number, mark: string): number {
  const pid = readdirSync("/proc").find((name) => {
    if (!/^\d+$/.test(name) || !textOf(`/proc/${name}/cmdline`).split("\0").includes(mark)) return false;
    const known = /(?:^|\0)(?:OMPI_COMM_WORLD|PMI)_RANK=(\d+)\0/.exec(textOf(`/proc/${name}/environ`));
    return known !== null && Number(known[1]) === rank;
  });
  if (pid === undefined) throw new Error(`no process is rank ${rank} of "${mark}"`);
  return Number(pid);
}

/** Empty where the process has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

export const ranksScript = fileURLToPath(new URL("./ranks.mjs", import.meta.url));
