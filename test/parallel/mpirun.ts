/** The MPIs of this machine that tests run processes with. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { MpiKind } from "../../src/parallel/launch.js";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Launcher {
  readonly kind: MpiKind;
  readonly run: (ranks: number, words: readonly string[]) => Outcome;
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
    const run = (ranks: number, words: readonly string[]): Outcome =>
      spawnSync(command, [...options, "-n", String(ranks), process.execPath, ...words], {
        encoding: "utf8",
        env,
        timeout: 120_000,
      });
    return [{ kind, run }];
  });
}

export const ranksScript = fileURLToPath(new URL("./ranks.mjs", import.meta.url));
