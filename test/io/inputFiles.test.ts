import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { describeInputs, expandInputFiles } from "../../src/io/inputFiles.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-inputs-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ["b.nc", "a1.nc", "a2.nc", ".hidden.nc", "a1.txt", "deep/er/c.nc", "deep/a3.nc", "odd(1)+[x].nc"]) {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), "abc");
}
const expand = (...patterns: string[]): string[] =>
  expandInputFiles(patterns, folder).map((path) => relative(folder, path));

describe("expandInputFiles", () => {
  it.each<[string[], string[]]>([
    [["b.nc"], ["b.nc"]],
    [["*.nc"], ["a1.nc", "a2.nc", "b.nc", "odd(1)+[x].nc"]],
    [["a?.nc"], ["a1.nc", "a2.nc"]],
    [["a[2-9].nc"], ["a2.nc"]],
    [["a[!2].nc"], ["a1.nc"]],
    [[".*.nc"], [".hidden.nc"]],
    [["**/*.nc"], ["a1.nc", "a2.nc", "b.nc", "deep/a3.nc", "deep/er/c.nc", "odd(1)+[x].nc"]],
    [["d*/*.nc"], ["deep/a3.nc"]],
    [["deep/../b.nc", "b.nc", "?.nc"], ["b.nc"]],
    [["odd(1)+*.nc"], ["odd(1)+[x].nc"]],
    [["odd(1)+[x].nc"], ["odd(1)+[x].nc"]],
  ])("expands %j", (patterns, files) => {
    expect(expand(...patterns)).toEqual(files);
  });

  it("goes through links that lead back once", () => {
    symlinkSync("..", join(folder, "deep", "up"));
    symlinkSync("itself", join(folder, "deep", "itself"));
    try {
      expect(expand("**/c.nc")).toEqual(["deep/er/c.nc"]);
      expect(expand("**/deep/**/c.nc")).toEqual(["deep/er/c.nc"]);
    } finally {
      for (const name of ["up", "itself"]) rmSync(join(folder, "deep", name));
    }
  });

  it("refuses a range that runs backwards", () => {
    expect(() => expand("a[z-a].nc")).toThrow(InputError);
    expect(() => expand("a[z-a].nc")).toThrow(/the range z-a of "\[z-a\]" runs backwards; expected a pattern/);
  });

  it("refuses a pipe, whose end may never come", () => {
    execFileSync("mkfifo", [join(folder, "pipe.nc")]);
    try {
      for (const pattern of ["pipe.nc", "p*.nc"]) expect(() => expand(pattern)).toThrow(/pipe\.nc: a pipe; expected/);
    } finally {
      rmSync(join(folder, "pipe.nc"));
    }
  });

  it("names every pattern that matches nothing", () => {
    const wanted = [/none\.nc: no such file/, /none\/\*\.nc: no file of that pattern/, /deep: a folder/];
    for (const message of wanted) expect(() => expand("b.nc", "none.nc", "none/*.nc", "deep")).toThrow(message);
    expect(() => expand("none.nc")).toThrow(InputError);
  });
});

describe("describeInputs", () => {
  it("gives size and SHA-256 (FIPS 180-2, example B.1)", async () => {
    const path = join(folder, "b.nc");
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(await describeInputs([path])).toEqual([{ path, bytes: 3, sha256 }]);
  });

  it("refuses what cannot be read", async () => {
    await expect(describeInputs([join(folder, "none")])).rejects.toThrow(/none: no such file/);
    await expect(describeInputs([folder])).rejects.toThrow(InputError);
  });
});
