/** The short form of `npm run fuzz`: files of every layout that fixtures are written in, each damaged in a few ways. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithH5py, output } from "../io/tools.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const FUZZ = join(HERE, "..", "..", "scripts", "fuzz.mjs");
const DAYS = ["2015-12-31", "2016-01-01"];
let folder = "";

function write(script: string, ...options: string[]): void {
  const own = join(folder, script.replace(/\W/gu, "-"));
  mkdirSync(own);
  const code = readFileSync(join(HERE, script), "utf8");
  output(process.env.OPENJDAS_PYTHON ?? "/usr/bin/python3", "-W", "ignore", "-c", code, own, ...options);
}

describeWithH5py("damaged files", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "openjdas-damaged-"));
    write("paperFluxes.py", ...DAYS);
    write("paperAir.py", ...DAYS);
    write("../products/naturalFluxFiles.py");
    write("../products/backgroundFiles.py");
    // Of a month of files of one kind those of two days are enough.
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const [, day] = /(?:20)?(1[56]\d{4})/u.exec(basename(file).replaceAll("-", "")) ?? [];
      if (day !== undefined && !["151231", "160101"].includes(day)) rmSync(join(folder, file));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("end in a result or a fault that names them, never in an error of the program, a crash or a hang", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [FUZZ, "--mutations", "2", "--patience", "150", "."],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    console.log(stdout);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/ in all, seed 1\n$/);
    expect(stdout).not.toContain("--only");
    expect(status).toBe(0);
  });
});
