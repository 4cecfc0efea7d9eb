import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { InputError, OutputError } from "../../src/errors.js";
import { prepareRunFolder } from "../../src/runs/prepareFolder.js";
import { readRunRecord, type RunRecord, writeRunRecord } from "../../src/runs/recordFile.js";

const parent = mkdtempSync(join(tmpdir(), "openjdas-run-"));
const folder = join(parent, "run");
afterAll(() => rmSync(parent, { recursive: true }));
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

const CONFIGURATION = { title: "a twin", ensemble: { members: 50 }, absent: undefined };
const RECORD: RunRecord = {
  title: "a twin",
  remarks: ["not a flux estimate"],
  experiment: "twin",
  configuration: { ensemble: { members: 50 }, title: "a twin" },
  versions: { program: "0.1.0", node: "v20" },
  seed: 7,
  inputs: [{ path: "a.nc", bytes: 3, sha256: "00" }],
  identity: "0123456789ab",
  started: "2009-09-01T00:00:00Z",
  timings: { transport: 12.5 },
  counts: { assimilated: 350 },
  budget: { analysis: { start: 1, emission: 2, inflow: 3, increment: 4, airCorrection: 0, end: 10, residual: 0 } },
};

/** A finished run with its files. */
function placeRun(record = RECORD): void {
  mkdirSync(folder, { recursive: true });
  for (const name of [
    "flux_20090901.nc",
    "concentration_20090901.nc",
    "observations.nc",
    "budget.nc",
    "evaluation.json",
    "flux_map.png",
  ]) {
    writeFileSync(join(folder, name), "");
  }
  writeFileSync(join(folder, "flux_20090902.nc.4711.partial"), "");
  writeRunRecord(folder, record);
}

describe("run.json", () => {
  it("comes back as written", () => {
    mkdirSync(folder);
    writeRunRecord(folder, RECORD);
    expect(readRunRecord(folder)).toEqual(RECORD);
    writeRunRecord(folder, { ...RECORD, finished: "2009-09-02T00:00:00Z" });
    expect(readRunRecord(folder).finished).toBe("2009-09-02T00:00:00Z");
    expect(readdirSync(folder)).toEqual(["run.json"]);
  });

  it("of a run that was before identities is read all the same", () => {
    mkdirSync(folder);
    const { identity: _, ...before } = RECORD;
    writeFileSync(join(folder, "run.json"), JSON.stringify(before));
    expect(readRunRecord(folder)).toEqual({ ...RECORD, identity: "" });
  });

  it("that could not be read again does not take the place of the last good one", () => {
    mkdirSync(folder);
    writeRunRecord(folder, RECORD);
    const wrong = { ...RECORD, counts: { assimilated: Number.NaN } };
    expect(() => writeRunRecord(folder, wrong)).toThrow(
      /run\.json: a record that could not be read again: .*assimilated/,
    );
    expect(readRunRecord(folder)).toEqual(RECORD);
  });

  it.each([
    ["no JSON", "{"],
    ["another JSON", '{"title": "a"}'],
  ])("refuses %s", (_, text) => {
    mkdirSync(folder);
    writeFileSync(join(folder, "run.json"), text);
    expect(() => readRunRecord(folder)).toThrow(InputError);
  });

  it("says where it is missing", () => {
    expect(() => readRunRecord(folder)).toThrow(/run\.json: no such file; expected the record of a run/);
  });
});

describe("prepareRunFolder", () => {
  it("makes a folder, with those above it", () => {
    prepareRunFolder(join(folder, "a", "b"), CONFIGURATION);
    expect(existsSync(join(folder, "a", "b"))).toBe(true);
    prepareRunFolder(join(folder, "a", "b"), CONFIGURATION);
  });

  it("refuses the same run again, unless it may replace it", () => {
    placeRun();
    expect(() => prepareRunFolder(folder, CONFIGURATION)).toThrow(
      /a run of this configuration of 2009-09-01T00:00:00Z, not finished/,
    );
    expect(readdirSync(folder)).toHaveLength(8);
    prepareRunFolder(folder, CONFIGURATION, { replace: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses a run of another configuration, unless it may replace it, and says which it replaces", () => {
    placeRun({ ...RECORD, finished: "2009-09-02T00:00:00Z" });
    const other = { ...CONFIGURATION, ensemble: { members: 20 } };
    expect(() => prepareRunFolder(folder, other)).toThrow(
      /a run of another configuration, "a twin" of 2009-09-01T00:00:00Z, finished 2009-09-02.*; ask for its replacement/,
    );
    expect(readdirSync(folder)).toHaveLength(8);
    const said: string[] = [];
    prepareRunFolder(folder, other, { replace: true, note: (text) => said.push(text) });
    expect(said).toEqual([
      'Replaces a run of another configuration, "a twin" of 2009-09-01T00:00:00Z, finished 2009-09-02T00:00:00Z: 8 files.',
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([CONFIGURATION, { title: "another" }])(
    "takes the place of a run that has computed nothing, unasked",
    (own) => {
      mkdirSync(folder);
      writeRunRecord(folder, RECORD);
      for (const name of ["grid.nc", "flux_20090901.nc.4711.partial"]) writeFileSync(join(folder, name), "");
      prepareRunFolder(folder, own);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.each(["thesis.doc", "flux_2009.nc", "run.json.bak", "flux_20090901.nc.partial", ".git"])(
    "never removes %s",
    (name) => {
      placeRun();
      writeFileSync(join(folder, name), "precious");
      expect(() => prepareRunFolder(folder, CONFIGURATION, { replace: true })).toThrow(
        `files that no run wrote: ${name}`,
      );
      expect(readdirSync(folder)).toHaveLength(9);
    },
  );

  it("refuses files of a run that says not which", () => {
    placeRun();
    rmSync(join(folder, "run.json"));
    expect(() => prepareRunFolder(folder, CONFIGURATION, { replace: true })).toThrow(
      /files of a run, but no run\.json/,
    );
  });

  it.runIf(existsSync("/proc/self"))("refuses a file system that takes no folders, at once", () => {
    expect(() => prepareRunFolder("/proc/openjdas/run", CONFIGURATION)).toThrow(OutputError);
  });

  it("refuses a file in its place", () => {
    writeFileSync(folder, "");
    expect(() => prepareRunFolder(folder, CONFIGURATION)).toThrow(OutputError);
  });
});
