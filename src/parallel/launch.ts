/**
 * Who has started this process, and among how many: what mpirun, mpiexec and srun leave in the environment. It is known
 * before any MPI is loaded, and it is what MPI's own count is held against: an MPI that does not speak its launcher's
 * language starts as many jobs of one process each, silently (MPICH under `srun --mpi=pmix`).
 */

/** Of the two that there are, by how their handles look to a caller: MPICH's also have Intel MPI, Cray's and MVAPICH. */
export type MpiKind = "Open MPI" | "MPICH";

export interface Launch {
  /** As messages name it. */
  readonly launcher: string;
  readonly rank: number;
  /** Number of processes that it started together. */
  readonly size: number;
  /** Whose launcher it is, where that can be told. */
  readonly kind: MpiKind | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Steps of Slurm from here on are no steps of srun: the batch script, an interactive shell. */
const FIRST_SPECIAL_STEP = 4294967290;

/** @returns undefined where nothing but a user or a script has started it */
export function launchOf(environment: Environment): Launch | undefined {
  const whole = (name: string): number | undefined => {
    const text = environment[name];
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const of = (launcher: string, kind: MpiKind | undefined, rank?: number, size?: number): Launch | undefined =>
    rank === undefined || size === undefined ? undefined : { launcher, kind, rank, size };
  const step = whole("SLURM_STEP_ID");
  const inStep = step !== undefined && step < FIRST_SPECIAL_STEP;
  const tasks = whole("SLURM_STEP_NUM_TASKS") ?? whole("SLURM_NTASKS");
  // Within Slurm, mpiexec has srun start one of its own processes a node.
  const isTask = inStep && tasks === whole("PMI_SIZE");
  const pmix = environment.PMIX_RANK !== undefined;
  return (
    of("Open MPI's mpirun", "Open MPI", whole("OMPI_COMM_WORLD_RANK"), whole("OMPI_COMM_WORLD_SIZE")) ??
    of(isTask ? "srun" : "mpiexec", "MPICH", whole("PMI_RANK"), whole("PMI_SIZE")) ??
    (inStep ? of("srun", pmix ? "Open MPI" : undefined, whole("SLURM_PROCID"), tasks) : undefined)
  );
}
