/** Inputs from the cache: the same numbers, an entry for every input, and none that is stale, damaged or of another. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { parseExperiment } from "../../../src/config/parse.js";
import { SECONDS_PER_HOUR } from "../../../src/constants.js";
import { OutputError } from "../../../src/errors.js";
import { type Progress, silent } from "../../../src/experiments/progress.js";
import { gatherInputs, type Inputs } from "../../../src/experiments/setup/inputs.js";
import type { Observed } from "../../../src/experiments/setup/observations.js";
import type { UseOfCache } from "../../../src/experiments/setup/preparedInputs.js";
import { hearOfCache, keyOf } from "../../../src/io/cache.js";
import { writeDayOfFiles } from "./dayOfFiles.js";

const { OPENJDAS_CACHE } = process.env;
const folder = mkdtempSync(join(tmpdir(), "openjdas-prepared-"));
const cache = join(folder, "cache");
const heard: string[] = [];
hearOfCache((sentence) => heard.push(sentence));

const day = {
  title: "A day",
  output: "out",
  period: { start: "2016-07-01", end: "2016-07-02" },
  grid: {
    projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000",
    columns: 8,
    rows: 8,
    spacingKm: 300,
    centre: [110, 35],
  },
  meteorology: { source: "gridded", files: "weather.nc", dates: { shiftFrom: "2000-01-01", shiftTo: "2016-07-01" } },
  fluxes: {
    biosphere: { source: "netcdf", files: "nee.nc", variable: "-nee", uptakeVariable: "gpp" },
    fossil: { source: "netcdf", files: "power.nc", variable: "co2", diurnal: "power", heights: "power" },
    ocean: "none",
    fire: "none",
  },
  background: { source: "synthetic" },
  observations: { source: "lite", files: "soundings.nc4" },
};
const SECTIONS = ["meteorology", "fluxes.biosphere", "fluxes.fossil", "observations"];

const open = (cached: UseOfCache, experiment: object = day): Promise<Inputs> =>
  gatherInputs(parseExperiment(stringify(experiment), "day.yaml"), folder, undefined, undefined, cached);
/** Sections that are taken from the cache. */
async function taken(cached: UseOfCache, experiment: object = day): Promise<string[]> {
  const inputs = await open(cached, experiment);
  inputs.close();
  return inputs.prepared.map(({ part }) => part);
}
const entries = (kind = ".bin"): string[] => readdirSync(cache).filter((name) => name.endsWith(kind));
/** Every bit of the fluxes of the day, and what is said of the inputs. */
function fluxesOf({ fluxes, plan, remarks, files }: Inputs): unknown {
  const hours = Array.from({ length: 24 }, (_, hour) => plan.period.start + hour * SECONDS_PER_HOUR);
  const bits = (field: Float64Array): string => keyOf([field]);
  return {
    remarks,
    files,
    fluxes: hours.map((time) => [
      ...(["biosphere", "ocean", "fossil", "fire"] as const).map((name) => bits(fluxes.component(name, time))),
      bits(fluxes.grossUptake(time)),
      fluxes.aloft(time).map(({ profile, flux }) => [profile, bits(flux)]),
    ]),
    sources: fluxes.sources.map(({ title, total }) => [title, total]),
  };
}

beforeAll(async () => {
  process.env.OPENJDAS_CACHE = cache;
  await writeDayOfFiles(folder);
});
beforeEach(() => void (heard.length = 0));
afterAll(() => {
  process.env.OPENJDAS_CACHE = OPENJDAS_CACHE;
  rmSync(folder, { recursive: true });
});

describe("inputs from the cache", () => {
  it("are made once, with every hour shown, and are what the files give, to the bit", async () => {
    const told: string[] = [];
    const progress: Progress = {
      ...silent,
      begin: (name, hours) => void told.push(`${name} of ${hours}`),
      hour: ({ hoursDone }) => void told.push(String(hoursDone)),
    };
    const plain = await open("use");
    expect(plain.prepared).toEqual([]);
    const made = await open(progress);
    expect(made.prepared.map(({ part, made: isNew }) => [part, isNew])).toEqual(SECTIONS.map((name) => [name, true]));
    expect(told).toContain("fluxes.biosphere of 24");
    expect(told.filter((one) => one === "24")).toHaveLength(3);
    const used = await open("use");
    expect(used.prepared.map(({ part, made: isNew }) => [part, isNew])).toEqual(SECTIONS.map((name) => [name, false]));
    expect(fluxesOf(used)).toEqual(fluxesOf(plain));
    expect(used.observed).toEqual({ ...(plain.observed as Observed), noise: expect.any(Function) as unknown });
    expect(used.fluxes.aloft(used.plan.period.start)[0].profile.upTo.length).toBeGreaterThan(2);
    expect(entries()).toHaveLength(4);
    for (const inputs of [plain, made, used]) inputs.close();
    expect(await taken(silent)).toEqual(SECTIONS);
    expect(entries()).toHaveLength(4);
    expect(await taken("none")).toEqual([]);
  });

  it("do not depend on what they are used for", async () => {
    expect(
      await taken("use", { ...day, title: "Another", seed: 9, output: "other", ensemble: { members: 4 } }),
    ).toEqual(SECTIONS);
  });

  it("are of their grid, period and settings", async () => {
    const without = (...parts: string[]): string[] => SECTIONS.filter((name) => !parts.includes(name));
    expect(await taken("use", { ...day, grid: { ...day.grid, spacingKm: 299 } })).toEqual([]);
    expect(await taken("use", { ...day, vertical: { sigma: [1, 0.5, 0], topHPa: 50 } })).toEqual(
      without("meteorology"),
    );
    const { biosphere, ...others } = day.fluxes;
    for (const changed of [{ variable: "-gpp" }, { uptakeVariable: undefined }, { steps: "hourly" }]) {
      const fluxes = { ...others, biosphere: { ...biosphere, ...changed } };
      expect(await taken("use", { ...day, fluxes })).toEqual(without("fluxes.biosphere"));
    }
    expect(await taken("use", { ...day, observations: { ...day.observations, average: "cell" } })).toEqual(
      without("observations"),
    );
  });

  it("are of the content of their files: one value that changes is another entry, back it is the same", async () => {
    const other = join(folder, "other");
    mkdirSync(other);
    await writeDayOfFiles(other, 1e-3);
    for (const [name, section] of [
      ["nee.nc", "fluxes.biosphere"],
      ["soundings.nc4", "observations"],
      ["weather.nc", "meteorology"],
    ] as const) {
      const path = join(folder, name);
      const [whole, { atime, mtime }] = [readFileSync(path), statSync(path)];
      writeFileSync(path, readFileSync(join(other, name)));
      // As who copies files with their times.
      utimesSync(path, atime, mtime);
      expect(await taken("use")).toEqual(SECTIONS.filter((one) => one !== section));
      writeFileSync(path, whole);
      expect(await taken("use")).toEqual(SECTIONS);
    }
    expect(heard).toEqual([]);
  });

  it("are not used where they are damaged, which is told, and made anew", async () => {
    const [flux] = entries("-flux.bin");
    const path = join(cache, flux);
    const whole = readFileSync(path);
    for (const at of [0, whole.length >> 1, whole.length - 40, whole.length - 1]) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 1;
      writeFileSync(path, bytes);
      expect(await taken("use")).toHaveLength(3);
    }
    writeFileSync(path, whole.subarray(0, 20));
    expect(await taken("use")).toHaveLength(3);
    expect(heard).toEqual([`What was prepared is damaged and not used: ${path}`]);
    expect(await taken(silent)).toEqual(expect.arrayContaining(SECTIONS));
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it("are of files that stay as they are while they are read", async () => {
    const path = join(folder, "nee.nc");
    const whole = readFileSync(path);
    rmSync(cache, { recursive: true });
    const changing: Progress = {
      ...silent,
      begin: (name) => void (name === "fluxes.biosphere" && writeFileSync(path, whole)),
    };
    await expect(open(changing)).rejects.toThrow(/nee.nc: a file that has changed since it was first read/);
    expect(entries("-flux.bin")).toHaveLength(1);
  });

  it("leave nothing half done behind where they are interrupted or cannot be written", async () => {
    rmSync(cache, { recursive: true });
    const stopped: Progress = {
      ...silent,
      hour({ hoursDone }) {
        if (hoursDone === 3) throw new RangeError("stopped");
      },
    };
    await expect(open(stopped)).rejects.toThrow("stopped");
    expect(entries("")).toEqual([expect.stringMatching(/-weather\.bin$/)]);
    rmSync(cache, { recursive: true });
    writeFileSync(cache, "no folder");
    await expect(open(silent)).rejects.toThrow(OutputError);
    expect(await taken("use")).toEqual([]);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});
