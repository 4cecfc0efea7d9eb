/** `jdas doctor` as a user types it. */
import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { jdas, temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();

it("says what this machine has, tries the program, and leaves nothing", async () => {
  const { code, stdout, stderr } = await jdas(folder, "doctor", "--output", "runs/new");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^what +state +found\n/);
  for (const what of ["openjdas", "Node", "system", "cores", "memory", "kernels", "output", "cache"]) {
    expect(stdout).toMatch(new RegExp(`^${what} +ok +\\S`, "m"));
  }
  for (const what of ["MPI", "Slurm", "ecCodes"]) expect(stdout).toMatch(new RegExp(`^${what} +(ok|note) +\\S`, "m"));
  expect(stdout).toMatch(
    /^self-test +ok +a day of a twin with both kinds of kernels in [\d.]+ s, fluxes \S+ spreads apart$/m,
  );
  expect(stdout).toMatch(/\nThe program can work here\.\n$/);
  expect(existsSync(`${folder}/runs`)).toBe(false);
});

it("fails, and tries nothing, where runs cannot be written", async () => {
  const { code, stdout } = await jdas(folder, "doctor", "--output", "/proc/nowhere");
  expect(code).toBe(1);
  expect(stdout).toMatch(/^output +missing +\/proc\/nowhere: nothing can be written there \(/m);
  expect(stdout).not.toContain("self-test");
  expect(stdout).toMatch(/\nNot as it must be: output\.\n$/);
});
