/** Soundings that a twin experiment writes, and an ordinary run that assimilates them from their files. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { fates } from "../../src/observations/fate.js";
import { readLite } from "../../src/observations/sources/lite.js";
import { toPpm } from "../../src/units.js";
import { largestDifference } from "../largestDifference.js";
import {
  jdas,
  jdasSucceeds,
  readEvaluation,
  readNumbers,
  runVariant,
  smallTwin,
  start,
  temporaryFolder,
  writeExperiment,
} from "./jdas.js";

const folder = temporaryFolder();
const DAYS = ["20160701", "20160702"];
const comparison = { withheldShare: 0.1, gate: { expectedDepartures: 1.5 } };
const outputs = { concentration: "none", checkpoint: "none" } as const;
const network = { source: "synthetic", network: ["gosat", "oco2"], ...comparison };
// Errors that the model does not feel: then a run without a twin has the same one. Those of the retrievals are in the values.
const modelIsRight = { errors: { windPhaseHours: 0, windStrength: 0, windField: 0, boundaryLayer: 0 } };

let twin: string;
let ordinary: string;
beforeAll(async () => {
  const variant = { ...smallTwin, threads: 1 };
  twin = await runVariant(folder, "twin", {
    ...variant,
    twin: modelIsRight,
    observations: network,
    outputs: { ...outputs, soundings: "lite" },
  });
  ordinary = await runVariant(folder, "ordinary", {
    ...variant,
    twin: undefined,
    observations: { source: "lite", files: "twin/soundings_*.nc", ...comparison },
    outputs,
  });
});

describe("the soundings of a twin experiment", () => {
  it("are those it compared with, in files that the reader of Lite files takes", async () => {
    const { observations, remarks, title } = await readLite(DAYS.map((day) => join(twin, `soundings_${day}.nc`)));
    const known = await readNumbers(join(twin, "observations.nc"));
    expect(observations.length).toBeGreaterThan(30);
    const column = (of: (one: (typeof observations)[number]) => number): number[] => observations.map(of);
    // ppm and degrees in float32
    const xco2 = column((one) => toPpm(one.xco2));
    const isKnown = (_: number, i: number): boolean => Number.isFinite(known.xco2[i]);
    expect(largestDifference(xco2.filter(isKnown), known.xco2.filter(isKnown))).toBeLessThan(2e-5);
    // Those that the twin had no use for are soundings of the same truth; noise, biases and outliers of 4 ppm are in them.
    expect(largestDifference(xco2, known.posterior)).toBeLessThan(10);
    expect(
      largestDifference(
        column(({ uncertainty }) => toPpm(uncertainty)),
        known.xco2_uncertainty,
      ),
    ).toBeLessThan(1e-7);
    expect(
      largestDifference(
        column(({ longitude }) => longitude),
        known.longitude,
      ),
    ).toBeLessThan(1e-5);
    expect(
      largestDifference(
        column(({ latitude }) => latitude),
        known.latitude,
      ),
    ).toBeLessThan(1e-5);
    // Readers take times to a millisecond.
    expect(
      largestDifference(
        column(({ time }) => time),
        known.time,
      ),
    ).toBeLessThan(1e-3);
    expect(observations.every(({ good, missing }) => good && missing === undefined)).toBe(true);
    const file = await openNetcdf(join(twin, "observations.nc"));
    expect(observations.map(({ id }) => id)).toEqual(file.variable("observation_id").readStrings());
    file.close();
    expect(title).toBe("Small twin: synthetic soundings");
    expect(remarks).toEqual(
      ['The soundings are synthetic: made from the truth of the twin experiment "Small twin", none is measured'].map(
        (remark) => `${remark}.`,
      ),
    );
  });

  it("lie in the file of their day, each with its date", async () => {
    for (const day of DAYS) {
      const { date, time } = await readNumbers(join(twin, `soundings_${day}.nc`), "date", "time");
      const text = [...time].map((seconds) => new Date(1000 * Math.floor(seconds)).toISOString().slice(0, 19));
      expect(text.every((one) => one.slice(0, 10).replaceAll("-", "") === day)).toBe(true);
      expect([...date]).toEqual(text.flatMap((one) => one.split(/[-T:]/).map(Number)));
    }
  });

  it("give an ordinary run the analysis of the twin", async () => {
    const [a, b] = await Promise.all([twin, ordinary].map((run) => readNumbers(join(run, "observations.nc"))));
    expect([...b.fate]).toEqual([...a.fate]);
    const count = (fate: (typeof fates)[number]): number => a.fate.filter((flag) => fates[flag] === fate).length;
    expect(count("assimilated")).toBeGreaterThan(20);
    expect(count("gross_check")).toBeGreaterThan(0);
    expect(count("validation")).toBeGreaterThan(0);
    // Which the analysis of the twin never looked at.
    expect(count("thinned")).toBeGreaterThan(0);
    for (const name of ["error", "background", "analysis", "control", "posterior"]) {
      const isKnown = (_: number, i: number): boolean => Number.isFinite(a[name][i]);
      expect(Array.from(b[name], Number.isFinite)).toEqual(Array.from(a[name], Number.isFinite));
      // FC emits rounded fluxes.
      const most = name === "posterior" ? 1e-3 : 5e-5;
      expect(largestDifference(b[name].filter(isKnown), a[name].filter(isKnown))).toBeLessThan(most);
    }
    for (const day of DAYS) {
      const [known, found] = await Promise.all(
        [twin, ordinary].map((run) =>
          readNumbers(join(run, `flux_${day}.nc`), "natural_prior", "natural_posterior", "natural_posterior_spread"),
        ),
      );
      const change = largestDifference(known.natural_posterior, known.natural_prior);
      expect(change).toBeGreaterThan(1e-7);
      expect(largestDifference(found.natural_posterior, known.natural_posterior) / change).toBeLessThan(1e-4);
      expect(largestDifference(found.natural_posterior_spread, known.natural_posterior_spread) / change).toBeLessThan(
        1e-4,
      );
    }
  });

  it("are called synthetic by whoever reads them", () => {
    expect(readEvaluation(ordinary).remarks.join(" ")).toContain(
      'The soundings are synthetic: made from the truth of the twin experiment "Small twin"',
    );
    expect(readEvaluation(ordinary).twin).toBe(false);
  });

  it("are columns: samples of towers are left out, which is said", async () => {
    writeExperiment(folder, "towers.yaml", {
      ...smallTwin,
      output: "towers",
      period: { start: "2016-07-01", end: "2016-07-02" },
      observations: { source: "synthetic", network: ["gosat", "towers"] },
      outputs: { ...outputs, soundings: "lite" },
    });
    const { stderr } = await jdasSucceeds(folder, "run", "towers.yaml");
    expect(stderr).toMatch(
      /soundings {4}\d+ to be written, a Lite file a day; 60 samples of surface sites are left out/,
    );
    const { observations, remarks } = await readLite([join(folder, "towers", "soundings_20160701.nc")]);
    expect(observations.length).toBeGreaterThan(5);
    expect(observations.every(({ xco2 }) => toPpm(xco2) > 350 && toPpm(xco2) < 450)).toBe(true);
    expect(remarks[0]).toContain("The samples of its surface sites are left out.");
  });

  it("are kept by no run that is not asked to", async () => {
    expect(existsSync(join(ordinary, `soundings_${DAYS[0]}.nc`))).toBe(false);
  });
});

describe("jdas twin --write-soundings", () => {
  it("has the standard experiment keep them", async () => {
    const running = start(folder, "twin", "ideal", "--days", "4", "--write-soundings");
    await running.says("kernels on ");
    running.kill();
    expect((await running.outcome).stderr).toMatch(/soundings {4}\d+ to be written, a Lite file a day\n/);
    expect(existsSync(join(folder, "runs", "twin-ideal-4days-soundings", "run.json"))).toBe(true);
  });

  it("asks for a network that has soundings", async () => {
    const { code, stderr } = await jdas(folder, "twin", "real", "--network", "towers", "--write-soundings");
    expect(code).toBe(1);
    expect(stderr).toContain("--write-soundings: towers as the only network; expected a network of a satellite");
  });
});
