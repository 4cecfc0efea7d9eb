/** What this machine has, and what it is made to look as if it had; processes of their own, as a library stays loaded. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("./alone.mjs", import.meta.url));

function say(what: "find" | "open", environment: Readonly<Record<string, string>>): string {
  const { PATH = "" } = process.env;
  return spawnSync(process.execPath, [script, what], { encoding: "utf8", env: { PATH, ...environment } }).stdout.trim();
}

const srun = { SLURM_STEP_ID: "0", SLURM_STEP_NUM_TASKS: "4", SLURM_PROCID: "0" };
const found = JSON.parse(say("find", {})) as { readonly path?: string; readonly version?: string };
if (found.path === undefined) console.warn("no MPI on this machine: what is found of it is not tested");

describe("the search for MPI", () => {
  it("says where a library was named that is not there", () => {
    expect(JSON.parse(say("find", { OPENJDAS_MPI: "/no/libmpi.so" }))).toEqual({
      reason: 'OPENJDAS_MPI names "/no/libmpi.so", which is not there',
    });
  });

  it("does not take another library for one", () => {
    expect(say("find", { OPENJDAS_MPI: "libc.so.6" })).toMatch(/reason.*libc.so.6.*MPI_Get_library_version/);
  });

  it.skipIf(found.path === undefined)("names the library, its kind and its version", () => {
    expect(found).toMatchObject({ path: expect.stringContaining("libmpi"), how: "by the loader" });
    expect(found.version).toMatch(/^(Open MPI|MPICH) \d+\.\d/);
  });
});

describe("a process", () => {
  it("that nobody has started with others loads no MPI", () => {
    expect(say("open", { OPENJDAS_MPI: "/no/libmpi.so" })).toBe("1 process");
    expect(say("open", { ...srun, SLURM_STEP_NUM_TASKS: "1", OPENJDAS_MPI: "/no/libmpi.so" })).toBe("1 process");
  });

  it("that is one of several is refused where no MPI joins them", () => {
    expect(say("open", { ...srun, OPENJDAS_MPI: "/no/libmpi.so" })).toContain(
      "4 processes of srun: no MPI that joins them",
    );
  });

  it("says so once: all but the first are silent", () => {
    expect(say("open", { ...srun, SLURM_PROCID: "2", OPENJDAS_MPI: "/no/libmpi.so" })).toBe("");
  });

  it.skipIf(found.path === undefined)("is refused where MPI sees fewer than srun has started", () => {
    const root = { OMPI_ALLOW_RUN_AS_ROOT: "1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1" };
    expect(say("open", { ...srun, ...root })).toContain("sees 1 process of the 4; expected all of them in one job");
  });
});
