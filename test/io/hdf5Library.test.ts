/** The library in the place of one that is left behind. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { hdf5Library, noticeFault } from "../../src/io/hdf5Library.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-hdf5-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "whole.nc");
const values = (file: Awaited<ReturnType<typeof openNetcdf>>): number[] => [...file.variable("nee").read()];

it("is a new one after a fault of its own; a file that is open keeps its own", async () => {
  await writeNetcdf(path, {
    attributes: {},
    dimensions: { cell: 2 },
    variables: [{ name: "nee", type: "f4", dimensions: ["cell"], attributes: { units: "mol m-2 s-1" }, data: [1, 2] }],
  });
  const before = await hdf5Library();
  const open = await openNetcdf(path);
  noticeFault(new WebAssembly.RuntimeError("unreachable"));
  const after = await hdf5Library();
  expect(after).not.toBe(before);
  expect(after.Module).not.toBe(before.Module);
  expect(await hdf5Library()).toBe(after);
  const again = await openNetcdf(path);
  expect(values(again)).toEqual([1, 2]);
  expect(values(open)).toEqual([1, 2]);
  again.close();
  open.close();
});

it("is a new one after such a fault in closing, which is not told", async () => {
  const library = await hdf5Library();
  const file = await openNetcdf(path);
  const close = vi.spyOn(library.File.prototype, "close").mockImplementation(() => {
    throw new WebAssembly.RuntimeError("null function");
  });
  file.close();
  close.mockRestore();
  expect(await hdf5Library()).not.toBe(library);
});

it("is the same after a file that is damaged and nothing more", async () => {
  const library = await hdf5Library();
  const cut = join(folder, "cut.nc");
  writeFileSync(cut, readFileSync(path).subarray(0, 600));
  await expect(openNetcdf(cut)).rejects.toThrow(/it ends after 600 of \d+ bytes/);
  expect(await hdf5Library()).toBe(library);
});
