/** What a user gets wrong: each fault is told with its place and what to do, before anything is computed or written. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Dataset, File, ready } from "h5wasm/node";
import { beforeAll, describe, expect, it } from "vitest";
import { thisMachine } from "../../src/cli/thisMachine.js";
import { JdasError } from "../../src/errors.js";
import { silent } from "../../src/experiments/progress.js";
import { runExperiment } from "../../src/experiments/run.js";
import { acceptExperiment } from "../../src/experiments/setup/acceptExperiment.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import {
  jdas,
  jdasWithoutPrivileges,
  type Outcome,
  runVariant,
  smallTwin,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();

/** A valid experiment: each line a key, so that a fault has a line. */
const TWIN = `title: Small twin
seed: 7
output: out
period: { start: 2016-07-01, end: 2016-07-03 }
grid: ${JSON.stringify(smallTwin.grid)}
vertical: ${JSON.stringify(smallTwin.vertical)}
timeStepMinutes: 30
meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
twin: {}
ensemble: { members: 8 }
`;
const WEATHER = sharedData("weather", "speedy_t30_eastasia_201609.nc");
const LITE = sharedData("acos", "acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4");
const REAL = `title: Real observations
output: out
period: { start: 2009-09-01, end: 2009-09-03 }
grid: ${JSON.stringify(smallTwin.grid)}
vertical: ${JSON.stringify(smallTwin.vertical)}
timeStepMinutes: 30
meteorology:
  source: gridded
  files: ${WEATHER}
  dates: { shiftFrom: 2016-09-01, shiftTo: 2009-09-01 }
background: { source: retrieval-priors }
observations:
  source: lite
  files: ${LITE}
ensemble: { members: 8 }
`;

/** @returns the faults, one a line. Nothing must have been computed or written, nor printed but what the set-up was at. */
function faultsOf({ code, stdout, stderr }: Outcome, kind: string): string[] {
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  const lines = stderr.trimEnd().split("\n");
  const head = lines.indexOf(`jdas: ${kind}`);
  const before = lines.slice(0, Math.max(head, 0)).filter((line) => !line.startsWith("Set-up: "));
  expect({ before, found: head >= 0 ? "" : stderr }).toEqual({ before: [""], found: "" });
  return lines.slice(head + 1).map((fault) => fault.replace(/^ {2}(?=\S)/, ""));
}

/**
 * Runs `case.yaml` with some text changed, as the command does, in this process: a new one takes a second to begin. What it
 * prints of such faults is tested below.
 */
async function refusal(kind: string, text: string, ...changes: (readonly [string, string])[]): Promise<string[]> {
  for (const [from] of changes) expect(text).toContain(from);
  const changed = changes.reduce((result, [from, to]) => result.replaceAll(from, to), text);
  const run = async (): Promise<unknown> => {
    const experiment = await acceptExperiment(changed, "case.yaml", folder);
    const output = join(folder, "out");
    return runExperiment(experiment, {
      inputFolder: folder,
      output,
      replace: false,
      progress: silent,
      ...thisMachine(),
    });
  };
  const error = await run().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(JdasError);
  const { name, message } = error as JdasError;
  expect(name).toBe(kind);
  expect(existsSync(join(folder, "out"))).toBe(false);
  return message.split("\n");
}

describe("an experiment file", () => {
  it("with an unknown key, as the command prints it", async () => {
    writeFileSync(join(folder, "case.yaml"), TWIN.replace("seed: 7", "sede: 7"));
    expect(faultsOf(await jdas(folder, "run", "case.yaml"), "ConfigError")).toEqual([
      expect.stringMatching(
        /^case\.yaml:2:1: sede: unknown key; expected one of title, remarks, seed, .*; did you mean "seed"\? see docs/,
      ),
    ]);
  });

  it("with several faults, told all at once and in order", async () => {
    const faults = await refusal(
      "ConfigError",
      TWIN,
      ["seed: 7", "seed: seven"],
      ["2016-07-03 }", "2016-06-03 }"],
      ["timeStepMinutes: 30", "timeStepMinutes: 7"],
      ["meteorology: { source: synthetic }", "meteorology: synthetic"],
      ["observations: { source: synthetic }", "observations: { source: lidar, gate: 5 }"],
      ["ensemble: { members: 8 }", "ensemble: { form: persistant, members: 2 }\nfilter: { inflation: { rtps: 2 } }"],
    );
    expect(faults).toEqual([
      'case.yaml:2:1: seed: "seven"; expected a number',
      "case.yaml:4:30: period.end: the end must be after the start",
      "case.yaml:7:1: timeStepMinutes: 7; expected 5 or 10 or 15 or 20 or 30 or 60",
      expect.stringMatching(/^case\.yaml:8:1: meteorology: "synthetic"; expected a section \(source, files, dates, /),
      expect.stringMatching(/^case\.yaml:10:17: observations\.source: "lidar"; expected "synthetic" or "lite" or /),
      "case.yaml:10:32: observations.gate: 5; expected a section (fixedPpm) or a section (expectedDepartures)",
      'case.yaml:12:13: ensemble.form: "persistant"; expected "persistent" or "paper" or "paper-stabilised"; did you mean "persistent"?',
      "case.yaml:13:24: filter.inflation.rtps: 2; expected at most 1",
    ]);
  });

  it.each([
    ["without a key that is needed", [["output: out\n", ""]], /^case\.yaml:1:1: output: missing; expected text$/],
    ["with a key and no value", [["title: Small twin", "title:"]], /^case\.yaml:1:1: title: nothing; expected text$/],
    [
      "that makes retrievals without a truth",
      [["twin: {}\n", ""]],
      /^case\.yaml:10:17: observations\.source: .* need a truth: add the section "twin"$/,
    ],
    [
      "with a key that stands twice",
      [["twin: {}", "twin: {}\nseed: 3"]],
      /^case\.yaml:12:1: a key that stands twice; expected each key once$/,
    ],
    ["with a bracket left open", [["period: {", "period: ["]], /^case\.yaml:4:\d+: not YAML: .*; look for a bracket/],
    ["indented by tabs", [["output", "\toutput"]], /^case\.yaml:3:1: not YAML: Tabs/],
    [
      "with a pattern that YAML misreads",
      [["Small twin", "*.nc"]],
      /^case\.yaml:1:8: \*\.nc without quotes, .*; write "\*\.nc"$/,
    ],
  ] as const)("%s", async (_, changes, message) => {
    const faults = await refusal("ConfigError", TWIN, ...changes);
    expect(faults).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ["empty", "", "case.yaml:1:1: the file: nothing; expected a section (title, remarks, seed, output"],
    ["of plain text", "hello", 'case.yaml:1:1: the file: "hello"; expected a section'],
  ])("that is %s", async (_, text, message) => {
    expect((await refusal("ConfigError", text))[0]).toContain(message);
  });

  it("with a damaged line that nests keys without end", async () => {
    const section = `meteorology:\n${"  source: synthetic".repeat(4000)}`;
    writeFileSync(join(folder, "nested.yaml"), TWIN.replace("meteorology: { source: synthetic }", section));
    const { code, stderr } = await jdas(folder, "check", "nested.yaml");
    expect(code).toBe(1);
    expect(stderr).toMatch(/nested\.yaml.*nested too deeply to be read; .*look for a line that is damaged/);
  });

  it("that is not there, or is a folder", async () => {
    const absent = faultsOf(await jdas(folder, "run", "absent.yaml"), "InputError");
    expect(absent).toEqual(["absent.yaml: no such file; expected an experiment file (YAML); check the path"]);
    mkdirSync(join(folder, "files"), { recursive: true });
    const notFile = faultsOf(await jdas(folder, "run", "files"), "InputError");
    expect(notFile).toEqual(["files: a folder; expected an experiment file (YAML); name a file in it"]);
  });
});

describe("inputs that are not there", () => {
  it("are told all at once, with the key that asks for each", async () => {
    mkdirSync(join(folder, "empty"), { recursive: true });
    const faults = await refusal(
      "InputError",
      REAL,
      [`files: ${WEATHER}`, "files: [june.nc, july.nc]"],
      [`files: ${LITE}`, "files: empty"],
      ["ensemble: { members: 8 }", "fluxes: { fossil: { source: netcdf, files: empty/*.nc, variable: co2 } }"],
    );
    expect(faults).toEqual([
      `case.yaml:9:3: meteorology.files: ${folder}/june.nc: no such file; expected an input file; check the path`,
      `case.yaml:9:3: meteorology.files: ${folder}/july.nc: no such file; expected an input file; check the path`,
      `case.yaml:14:3: observations.files: ${folder}/empty: a folder; expected a file; name files in it, for example empty/*.nc`,
      `case.yaml:15:37: fluxes.fossil.files: ${folder}/empty/*.nc: no file of that pattern; expected at least one; check the folder and the pattern`,
    ]);
  });
});

describe("faults of the file and of its inputs", () => {
  it("are told together: an unknown key, a contradiction, a missing file", async () => {
    const faults = await refusal(
      "ConfigError",
      REAL,
      ["output: out", "output: out\nruns: [posterior]"],
      [`files: ${WEATHER}`, "files: june.nc"],
      [`files: ${LITE}`, "files: july.nc4\n  witheldShare: 0.1"],
    );
    expect(faults).toEqual([
      'case.yaml:3:1: runs: "posterior" needs the fluxes of "analysis": add it',
      `case.yaml:10:3: meteorology.files: ${folder}/june.nc: no such file; expected an input file; check the path`,
      `case.yaml:15:3: observations.files: ${folder}/july.nc4: no such file; expected an input file; check the path`,
      expect.stringMatching(
        /^case\.yaml:16:3: observations\.witheldShare: unknown key; .*; did you mean "withheldShare"\? see docs/,
      ),
    ]);
  });

  it("are told where the grid is broken too: every file that is named must be there", async () => {
    const faults = await refusal(
      "ConfigError",
      REAL,
      ["grid: {", "grid: china-65km\nfluxes: {fire: {source: netcdf, files: fire.nc, variable: co2}}\nremarks: [{"],
      ["}\nvertical", "}]\nvertical"],
      [`files: ${WEATHER}`, "files: june.nc"],
      [`files: ${LITE}`, "files: [july.nc4, 5, august.nc4]"],
    );
    expect(faults.map((fault) => fault.replace(/(no such file|; did you mean .*).*/, "$1").slice(0, 110))).toEqual([
      expect.stringMatching(/^case\.yaml:4:1: grid: "china-65km"; expected "china-64km" or "source" or/),
      `case.yaml:5:33: fluxes.fire.files: ${folder}/fire.nc: no such file`,
      expect.stringMatching(/^case\.yaml:6:11: remarks\.0: \{.*; expected text/),
      `case.yaml:11:3: meteorology.files: ${folder}/june.nc: no such file`,
      `case.yaml:16:3: observations.files: ${folder}/july.nc4: no such file`,
      `case.yaml:16:3: observations.files: ${folder}/august.nc4: no such file`,
      "case.yaml:16:21: observations.files.1: 5; expected text",
    ]);
  });

  it("are told by the other commands that read the file", async () => {
    writeFileSync(
      join(folder, "case.yaml"),
      TWIN.replace("seed", "sede").replace("synthetic }", "gridded, files: a.nc }"),
    );
    const outcome = await jdas(folder, "footprint", "case.yaml", "--sounding", "1", "-o", "footprint");
    expect(faultsOf(outcome, "ConfigError")).toEqual([
      expect.stringContaining("case.yaml:2:1: sede: unknown key"),
      `case.yaml:8:33: meteorology.files: ${folder}/a.nc: no such file; expected an input file; check the path`,
    ]);
  });
});

describeWithShared("inputs that are damaged or do not fit", () => {
  /** Copies a file of the shared data, whose own may be read-only. */
  const copy = (source: string, name: string): string => {
    const path = join(folder, name);
    copyFileSync(source, path);
    chmodSync(path, 0o644);
    return path;
  };
  beforeAll(async () => {
    await ready;
    const half = (path: string): Uint8Array => {
      const bytes = readFileSync(path);
      return bytes.subarray(0, bytes.length / 2);
    };
    writeFileSync(join(folder, "half.nc"), half(WEATHER));
    writeFileSync(join(folder, "half.nc4"), half(LITE));
    writeFileSync(join(folder, "empty.nc4"), "");

    const lite = new File(copy(LITE, "units.nc4"), "a");
    const xco2 = dataset(lite, "xco2");
    xco2.delete_attribute("units");
    xco2.create_attribute("units", "1");
    lite.close();

    const weather = new File(copy(WEATHER, "gap.nc"), "a");
    // 2 September 12:00, fifth level from the top, 35.26 N 116.25 E; the default fill value of 16-bit integers.
    dataset(weather, "u").write_slice(
      [
        [6, 7],
        [4, 5],
        [11, 12],
        [22, 23],
      ],
      new Int16Array([-32767]),
    );
    weather.close();
  });
  const dataset = (file: File, name: string): Dataset => {
    const found = file.get(name);
    if (!(found instanceof Dataset)) throw new Error(`no dataset "${name}"`);
    return found;
  };

  it.each([
    [
      "files cut short, each of them",
      [
        [WEATHER, "half.nc"],
        [LITE, "[half.nc4, empty.nc4]"],
      ],
      [
        /^case\.yaml:9:3: meteorology\.files: .*\/half\.nc: it ends after \d+ of \d+ bytes; .*fetch it again$/,
        /^case\.yaml:14:3: observations\.files: .*\/empty\.nc4: an empty file; expected a netCDF file/,
        /^case\.yaml:14:3: observations\.files: .*\/half\.nc4: it ends after \d+ of \d+ bytes; .*fetch it again$/,
      ],
    ],
    [
      "a column in units of 1",
      [[LITE, "units.nc4"]],
      [
        /^case\.yaml:14:3: observations\.files: .*\/units\.nc4: variable "xco2" has units "1"; expected "ppm"; give the/,
      ],
    ],
    [
      "a gap in the wind of a later day",
      [[WEATHER, "gap.nc"]],
      [
        /^case\.yaml:9:3: meteorology\.files: .*\/gap\.nc: variable "u": no number .* at 2016-09-02T12:00Z, \d.* hPa, 35\.26 N 116\.25 E; expected eastward wind at every point/,
      ],
    ],
    [
      "a period after the weather",
      [["2009-09-03 }", "2009-11-03 }"]],
      [
        /^case\.yaml:9:3: meteorology\.files: .*: no weather for 2009-11-03T00:00Z; expected a time from 2009-09-01T00:00Z to 2009-10-03T00:00Z; add files, change the period, shift the dates/,
      ],
    ],
    [
      "no observation in the period",
      [["2009-09-01, end: 2009-09-03", "2009-09-04, end: 2009-09-06"]],
      [
        /^case\.yaml:12:1: observations "GOSAT ACOS.*: no observation is left between 2009-09-04T00:00Z and 2009-09-06T00:00Z in the domain "small"; 985 read: 985 outside period; .*compare the dates and places/,
      ],
    ],
    [
      "no observation in the domain",
      [
        ['"centre":[116,35]', '"centre":[150,15]'],
        ['"spacingKm":200', '"spacingKm":20'],
      ],
      [/^case\.yaml:12:1: observations .*: no observation is left .* outside domain/],
    ],
    [
      "a grid beyond the weather",
      [
        ["+lon_0=116", "+lon_0=-100"],
        ['"centre":[116,35]', '"centre":[-100,35]'],
      ],
      [
        /^case\.yaml:9:3: meteorology\.files: .*: the point \S+ N -\S+ E of the model grid lies outside the area of the files; expected a model grid within -5\.57 to 79\.79 N, 33\.75 to 187\.5 E; take files of a larger area or a smaller grid/,
      ],
    ],
  ] as const)("%s", async (_, changes, messages) => {
    const faults = await refusal("InputError", REAL, ...changes);
    expect(faults).toHaveLength(messages.length);
    faults.forEach((fault, i) => expect(fault).toMatch(messages[i]));
  });
});

describeWithShared("inputs that do not fit, in a file with faults of its own", () => {
  it("are opened where the sections that they need are sound", async () => {
    const faults = await refusal(
      "ConfigError",
      REAL,
      ["2009-09-03 }", "2009-11-03 }"],
      ["output: out", "otput: out"],
      ["background: { source: retrieval-priors }", "background: { source: netcdf, files: co2.nc, variabel: co2 }"],
    );
    expect(faults.map((fault) => fault.slice(0, 60))).toEqual([
      expect.stringContaining("case.yaml:1:1: output: missing"),
      expect.stringContaining("case.yaml:2:1: otput: unknown key"),
      expect.stringContaining("case.yaml:9:3: meteorology.files: "),
      expect.stringContaining("case.yaml:11:31: background.files: "),
      expect.stringContaining("case.yaml:11:46: background.variabel: unknown key"),
    ]);
    expect(faults[2]).toContain("no weather for 2009-11-03T00:00Z");
  });
});

describe("an output folder", () => {
  const contents = (name: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file), "base64")]),
    );

  it("with another run, which stays as it is byte by byte", async () => {
    await runVariant(folder, "taken", smallTwin);
    const before = contents("taken");
    writeExperiment(folder, "taken.yaml", { ...smallTwin, output: "taken", seed: 99 });
    const faults = faultsOf(await jdas(folder, "run", "taken.yaml"), "OutputError");
    expect(faults).toEqual([
      expect.stringMatching(
        /^taken\.yaml:\d+:3: output: .*\/taken: a run of another configuration, "Small twin" of .*, finished .*; expected a new or empty folder; ask for its replacement \(--replace\), or choose another output folder$/,
      ),
    ]);
    expect(contents("taken")).toEqual(before);
  });

  it("with other files", async () => {
    mkdirSync(join(folder, "thesis"));
    writeFileSync(join(folder, "thesis/chapter.tex"), "precious");
    writeExperiment(folder, "twin.yaml", smallTwin);
    const faults = faultsOf(await jdas(folder, "run", "twin.yaml", "--output", "thesis"), "OutputError");
    expect(faults).toEqual([
      `${folder}/thesis: files that no run wrote: chapter.tex; expected a new or empty folder; choose another output folder, or empty this one yourself`,
    ]);
    expect(contents("thesis")).toEqual({ "chapter.tex": Buffer.from("precious").toString("base64") });
  });

  it("that is a file, or lies under one", async () => {
    writeFileSync(join(folder, "notes"), "precious");
    writeExperiment(folder, "twin.yaml", smallTwin);
    const file = faultsOf(await jdas(folder, "run", "twin.yaml", "-o", "notes"), "OutputError");
    expect(file[0]).toContain("/notes: a file of that name; expected a folder");
    const under = faultsOf(await jdas(folder, "run", "twin.yaml", "-o", "notes/out"), "OutputError");
    expect(under[0]).toContain("/notes/out: a file where a folder should be on the way to it");
    expect(readFileSync(join(folder, "notes"), "utf8")).toBe("precious");
  });

  it("takes the place of what an interrupted start left", async () => {
    mkdirSync(join(folder, "left"));
    writeFileSync(join(folder, "left/run.json.123.partial"), "{");
    const left = await runVariant(folder, "left", {
      ...smallTwin,
      twin: undefined,
      observations: undefined,
      runs: ["control"],
    });
    expect(readdirSync(left).filter((name) => !name.startsWith("table_"))).toEqual([
      "budget.nc",
      "checkpoint_control_20160703.npz",
      "concentration_20160701.nc",
      "concentration_20160702.nc",
      "evaluation.json",
      "evaluation.txt",
      "grid.nc",
      "log.jsonl",
      "run.json",
    ]);
  });
});

describe("files and folders without permission", () => {
  it.each([
    [
      "input folder",
      "meteorology",
      "locked/*.nc",
      /meteorology\.files: .*\/locked: no permission to read it; .*change its/,
    ],
    ["output folder", "output", "locked", /output: .*\/locked: no permission to make or read it; .*choose another/],
  ])("%s", async (_, key, value, message) => {
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "locked"), { recursive: true });
    chmodSync(join(folder, "locked"), 0o000);
    const changes = key === "output" ? { output: value } : { meteorology: { source: "gridded", files: value } };
    writeExperiment(folder, "locked.yaml", { ...smallTwin, ...changes });
    const faults = faultsOf(
      await jdasWithoutPrivileges(folder, "run", "locked.yaml"),
      key === "output" ? "OutputError" : "InputError",
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });
});
