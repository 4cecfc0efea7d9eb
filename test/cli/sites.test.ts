/** Surface sites from files, alone and beside columns, through the command line; weather and background are synthetic. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { fates } from "../../src/observations/fate.js";
import { localSolarHour } from "../../src/time.js";
import { describeWithNetcdf4 } from "../io/tools.js";
import { icosTower } from "../observations/sources/icosTower.js";
import { liteVariables, writeLite } from "../observations/sources/liteFile.js";
import { hourlyContent, type ObspackContent, writeObspack } from "../observations/sources/obspackFile.js";
import { jdas, readEvaluation, readNumbers, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();
const START = Date.UTC(2016, 6, 1) / 1000;
const { twin: _, ...small } = smallTwin;
const experiment = { ...small, title: "Sites", runs: ["control", "analysis", "posterior"] } as const;

interface Sample {
  readonly site: string;
  readonly fate: string;
  readonly hour: number;
  readonly height: number;
  readonly intake: number;
}

async function samplesOf(out: string): Promise<Sample[]> {
  const path = join(folder, out, "observations.nc");
  const { time, longitude, fate, height, intake_height } = await readNumbers(
    path,
    "time",
    "longitude",
    "fate",
    "height",
    "intake_height",
  );
  const file = await openNetcdf(path);
  const site = file.variable("site").readStrings();
  file.close();
  return site.map((name, i) => ({
    site: name,
    fate: fates[fate[i]],
    hour: localSolarHour(time[i], longitude[i]),
    height: height[i],
    intake: intake_height[i],
  }));
}

/** @returns the name of a file with two days of a tower */
function icosFile(): string {
  writeFileSync(
    join(folder, "xia.CO2"),
    icosTower(48, () => 402),
  );
  return "xia.CO2";
}

describe("a tower of a text file", () => {
  beforeAll(async () => {
    const observations = { source: "icos", files: icosFile() };
    writeExperiment(folder, "tower.yaml", { ...experiment, observations, output: "tower" });
    const { code, stderr, stdout } = await jdas(folder, "run", "tower.yaml");
    if (code !== 0) throw new Error(stderr);
    writeFileSync(join(folder, "tower.log"), stdout + stderr);
  });

  it("is assimilated in the afternoon of its sun, but for what flags and gaps take away", async () => {
    const samples = await samplesOf("tower");
    expect(samples).toHaveLength(48);
    const of = (fate: string): Sample[] => samples.filter((sample) => sample.fate === fate);
    // 114 E: 12 to 16 h is 4.4 to 8.4 h UTC, whose hours have their middles at 4.5 to 7.5 UTC; two of day 1 are gone.
    const kept = [...of("assimilated"), ...of("gross_check")];
    expect(kept).toHaveLength(6);
    for (const { hour, height } of kept) expect([hour >= 12 && hour < 16, height]).toEqual([true, 80]);
    expect([of("not_good").length, of("missing_value").length, of("other_hour").length]).toEqual([1, 1, 40]);
  });

  it("is counted by rule, on the way and in the report", () => {
    expect(readFileSync(join(folder, "tower.log"), "utf8")).toMatch(
      /site +XIA +80 m above the model's ground: 6 assimilated, 1 not good, 1 missing value, 40 other hour/,
    );
    const { sites } = readEvaluation(join(folder, "tower")).observations!;
    expect(sites?.bySite[0]).toMatchObject({ site: "XIA", fates: { other_hour: 40, not_good: 1, missing_value: 1 } });
    expect(sites?.bySite[0].rmse.AN).toBeLessThan(sites?.bySite[0].rmse.CTRL ?? 0);
    const text = readFileSync(join(folder, "tower", "evaluation.txt"), "utf8");
    expect(text).toContain("Surface sites, one by one");
    expect(text.replace(/\s+/g, " ")).toContain("Removed, of XIA: 1 not good, 1 missing value, 40 other hour.");
    const { counts } = JSON.parse(readFileSync(join(folder, "tower", "run.json"), "utf8")) as {
      counts: Record<string, number>;
    };
    expect(counts).toMatchObject({ other_hour: 40, not_good: 1, missing_value: 1 });
  });
});

it("names the key of a fault in a further source, and looks for its files", async () => {
  const also = [{ source: "icos", files: "nowhere/*.CO2" }];
  writeExperiment(folder, "also.yaml", { ...experiment, observations: { source: "icos", files: icosFile(), also } });
  const { code, stderr } = await jdas(folder, "run", "also.yaml");
  expect(code).toBe(1);
  expect(stderr).toMatch(/also.yaml:\d+:\d+: observations.also.0.files: .*nowhere.*no file of that pattern/);
});

it("says what a file looks like that is of another product", async () => {
  const observations = { source: "noaa", files: icosFile() };
  writeExperiment(folder, "other.yaml", { ...experiment, observations });
  const { stderr } = await jdas(folder, "run", "other.yaml");
  expect(stderr).toContain('this looks like ICOS atmosphere files: write "source: icos"');
});

describeWithNetcdf4("ObsPack beside Lite soundings", () => {
  const coast = { site: "AMY", project: "surface-insitu", longitude: 126.33, latitude: 36.54, elevation: 47 };
  const peak = { site: "LLN", project: "surface-insitu", longitude: 120.87, latitude: 23.47, elevation: 2862 };
  const tower = { site: "TAL", project: "tower-insitu", longitude: 116, latitude: 35, elevation: 40 };
  const flasks = { site: "TAP", project: "surface-flask", longitude: 126.13, latitude: 36.73, elevation: 16 };
  const far = { site: "MLO", project: "surface-insitu", longitude: -155.58, latitude: 19.54, elevation: 3397 };
  let out: string;

  /** Three intakes, hour by hour. */
  function levels(): ObspackContent {
    const each = [20, 60, 200].map((intake) => hourlyContent(START, 2, tower, { intake, ppm: 402 }));
    const join3 = <T>(of: (one: ObspackContent) => readonly T[]): T[] => each.flatMap(of);
    return {
      ...each[0],
      time: join3(({ time }) => time),
      ppm: join3(({ ppm }) => ppm),
      intake: join3(({ intake }) => intake),
      qcflag: join3(({ qcflag }) => qcflag),
      obs_flag: join3(({ obs_flag }) => obs_flag),
    };
  }

  beforeAll(async () => {
    // A day before the run too.
    writeObspack({ ...hourlyContent(START - 86400, 3, coast, { ppm: 402 }), noise: 0.5 }, folder);
    writeObspack({ ...hourlyContent(START, 2, peak, { intake: 10, ppm: 401 }), scale: "WMO CO2 X2007" }, folder);
    writeObspack(levels(), folder);
    const pair = hourlyContent(START, 1, flasks, { intake: 20, ppm: 402 });
    writeObspack({ ...pair, time: pair.time.map((_time, i) => START + 3600 * 30 + 60 * (i % 2)) }, folder);
    writeObspack(hourlyContent(START, 2, far), folder);
    const given = liteVariables();
    const lite = await writeLite({
      ...given,
      time: { ...given.time, values: Float64Array.of(START + 4 * 3600, START + 5 * 3600) },
      longitude: { ...given.longitude, values: Float32Array.of(118, 116) },
      latitude: { ...given.latitude, values: Float32Array.of(33, 36) },
    });
    const sites = { source: "obspack", files: "co2_*.nc", validation: ["TAP"] };
    const observations = { source: "lite", files: lite, average: "none", also: [sites] };
    writeExperiment(folder, "both.yaml", { ...experiment, observations, output: "both" });
    const { code, stderr, stdout } = await jdas(folder, "run", "both.yaml");
    if (code !== 0) throw new Error(stderr);
    out = stdout + stderr;
  });

  it("brings both kinds, the right hours and intakes, and sites at their heights", async () => {
    const samples = await samplesOf("both");
    expect(samples.filter(({ site }) => site === "")).toHaveLength(2);
    const used = (site: string): Sample[] =>
      samples.filter((sample) => sample.site === site && ["assimilated", "gross_check"].includes(sample.fate));
    expect(used("AMY")).toHaveLength(8);
    for (const { hour, height } of used("AMY")) expect([hour >= 12 && hour < 16, height]).toEqual([true, 50]);
    expect(used("LLN")).toHaveLength(8);
    for (const { hour, height, intake } of used("LLN")) {
      expect([hour >= 0 && hour < 4, intake]).toEqual([true, 10]);
      // The model's island is low.
      expect(height).toBeGreaterThan(2000);
      expect(height).toBeLessThan(3200);
    }
    expect(used("TAL").map(({ intake }) => intake)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(samples.filter(({ fate }) => fate === "other_intake")).toHaveLength(96);
    expect(samples.filter(({ site }) => site === "TAP").map(({ fate }) => fate)).toEqual(["validation"]);
    expect(samples.some(({ site }) => site === "MLO")).toBe(false);
  });

  it("says what each rule removed, and that scales differ", () => {
    expect(out).toMatch(/observations .*OCO-2.*, ObsPack: \d+ read/);
    expect(out).toMatch(/24 +outside the period/);
    expect(out).toMatch(/48 +outside the domain/);
    expect(out).toMatch(/site +TAL +200 m above the model's ground: 8 assimilated, 96 other intake, 40 other hour/);
    expect(out).toMatch(/calibration scales, nothing is converted: .*X2019 \(.*\).*X2007 \(LLN\)/);
  });

  it("keeps scale and altitude in observations.nc", async () => {
    const file = await openNetcdf(join(folder, "both", "observations.nc"));
    const [site, scale] = ["site", "calibration_scale"].map((name) => file.variable(name).readStrings());
    const altitude = file.variable("altitude").read();
    file.close();
    const i = site.indexOf("LLN");
    expect([scale[i], altitude[i]]).toEqual(["WMO CO2 X2007", 2872]);
    expect(scale[site.indexOf("")]).toBe("");
  });
});
