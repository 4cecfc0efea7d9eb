import { describe, expect, it } from "vitest";
import { launchOf } from "../../src/parallel/launch.js";

describe("what a launcher leaves in the environment", () => {
  it.each([
    ["nothing", {}, undefined],
    [
      "Open MPI's mpirun",
      { OMPI_COMM_WORLD_RANK: "2", OMPI_COMM_WORLD_SIZE: "5", PMIX_RANK: "2", SLURM_NTASKS: "9", SLURM_STEP_ID: "0" },
      { launcher: "Open MPI's mpirun", kind: "Open MPI", rank: 2, size: 5 },
    ],
    ["Hydra", { PMI_RANK: "1", PMI_SIZE: "4" }, { launcher: "mpiexec", kind: "MPICH", rank: 1, size: 4 }],
    [
      // Hydra has srun start one proxy a node, whose step the processes see.
      "Hydra within Slurm",
      { PMI_RANK: "7", PMI_SIZE: "8", SLURM_STEP_ID: "3", SLURM_STEP_NUM_TASKS: "2", SLURM_PROCID: "1" },
      { launcher: "mpiexec", kind: "MPICH", rank: 7, size: 8 },
    ],
    [
      "srun --mpi=pmi2",
      { PMI_RANK: "7", PMI_SIZE: "8", SLURM_STEP_ID: "3", SLURM_STEP_NUM_TASKS: "8", SLURM_PROCID: "7" },
      { launcher: "srun", kind: "MPICH", rank: 7, size: 8 },
    ],
    [
      "srun --mpi=pmix",
      { SLURM_STEP_ID: "3", SLURM_STEP_NUM_TASKS: "8", SLURM_NTASKS: "8", SLURM_PROCID: "1", PMIX_RANK: "1" },
      { launcher: "srun", kind: "Open MPI", rank: 1, size: 8 },
    ],
    [
      "srun without a language of MPI",
      { SLURM_STEP_ID: "0", SLURM_NTASKS: "8", SLURM_PROCID: "3" },
      { launcher: "srun", kind: undefined, rank: 3, size: 8 },
    ],
    ["a batch script", { SLURM_JOB_ID: "7", SLURM_NTASKS: "8", SLURM_PROCID: "0" }, undefined],
    [
      "an interactive step",
      { SLURM_STEP_ID: "4294967290", SLURM_STEP_NUM_TASKS: "1", SLURM_NTASKS: "8", SLURM_PROCID: "0" },
      undefined,
    ],
  ])("%s", (_, environment, expected) => {
    expect(launchOf(environment)).toEqual(expected);
  });
});
