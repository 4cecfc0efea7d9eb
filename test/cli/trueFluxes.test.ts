/** Twin experiments whose truth is given as fluxes from a file, through the command line. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { parseExperiment } from "../../src/config/parse.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../src/constants.js";
import { gatherInputs, type Inputs } from "../../src/experiments/setup/inputs.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import type { Time } from "../../src/time.js";
import { largestDifference } from "../largestDifference.js";
import { jdas, readEvaluation, readNumbers, runVariant, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();
const DAY = "20160701";
const grid = { name: "lattice", southWest: [95, 25] as [number, number], spacing: [2.5, 2] as [number, number] };

const tiny = {
  ...smallTwin,
  title: "Tiny twin",
  fluxes: { biosphere: { source: "netcdf", files: "same.nc", variable: "nee" } },
  threads: 1,
  period: { start: "2016-07-01", end: "2016-07-02" },
  grid: { ...grid, columns: 16, rows: 12 },
  observations: { source: "synthetic", network: ["gosat", "oco2"] },
  outputs: { concentration: "none", checkpoint: "none" },
};
const given = (file: string) => ({ source: "netcdf", files: file, variable: "nee" });
const NAMES = ["natural_prior", "natural_truth", "natural_posterior", "natural_posterior_spread"];
const fluxesOf = (run: string) => readNumbers(join(run, `flux_${DAY}.nc`), ...NAMES);

let inputs: Inputs;
let start: Time;

/** The prior biosphere times a factor, on the cells of the model, hour by hour. */
async function writeTruth(name: string, factor: number, hours = 24, units = "mol m-2 s-1"): Promise<void> {
  const [columns, rows] = [16, 12];
  const times = Array.from({ length: hours }, (_, hour) => hour);
  await writeNetcdf(join(folder, name), {
    attributes: {},
    dimensions: { time: hours, latitude: rows, longitude: columns },
    variables: [
      axis("time", "hours since 2016-07-01 00:00:00", times),
      axis(
        "latitude",
        "degrees_north",
        Array.from({ length: rows }, (_, row) => 25 + 2 * row),
      ),
      axis(
        "longitude",
        "degrees_east",
        Array.from({ length: columns }, (_, column) => 95 + 2.5 * column),
      ),
      {
        name: "nee",
        type: "f8",
        dimensions: ["time", "latitude", "longitude"],
        attributes: { units },
        data: times.flatMap((hour) =>
          Array.from(inputs.fluxes.component("biosphere", start + hour * SECONDS_PER_HOUR), (value) => factor * value),
        ),
      },
    ],
  });
}

function axis(name: string, units: string, data: number[]) {
  return { name, type: "f8", dimensions: [name], attributes: { units, standard_name: name }, data } as const;
}

const gather = (experiment: object): Promise<Inputs> =>
  gatherInputs(parseExperiment(stringify(experiment), "tiny.yaml"), folder);

beforeAll(async () => {
  inputs = await gather({ ...tiny, fluxes: {} });
  ({ start } = inputs.plan.period);
  await writeTruth("same.nc", 1);
  await writeTruth("equal.nc", 1);
  await writeTruth("more.nc", 1.5);
  await writeTruth("short.nc", 1, 12);
  await writeTruth("odd.nc", 1, 24, "kg");
  inputs.close();
  inputs = await gather({ ...tiny, twin: {} });
});
afterAll(() => inputs.close());

describe("a truth that is given", () => {
  it("and is the prior is the twin with a perfect prior", async () => {
    const drawn = await runVariant(folder, "drawn", { ...tiny, twin: { size: 0 } });
    const file = await runVariant(folder, "file", { ...tiny, twin: { fluxes: { biosphere: given("equal.nc") } } });
    const [expected, found] = [await fluxesOf(drawn), await fluxesOf(file)];
    expect(largestDifference(expected.natural_posterior, expected.natural_prior)).toBeGreaterThan(1e-7);
    for (const name of NAMES) expect(largestDifference(found[name], expected[name])).toBeLessThan(1e-12);
    expect(largestDifference(expected.natural_truth, expected.natural_prior)).toBeLessThan(1e-12);
  });

  it("can be what any product says", async () => {
    const own = await gather({ ...tiny, fluxes: {}, twin: { fluxes: { biosphere: "synthetic", fire: "none" } } });
    if (own.kind !== "twin") throw new Error("no twin");
    for (const time of [start, start + 12 * SECONDS_PER_HOUR]) {
      expect(own.truth.natural(time)).toEqual(own.fluxes.natural(time));
      expect(own.truth.component("fossil", time)).toEqual(own.fluxes.component("fossil", time));
      expect(largestDifference(own.truth.component("fire", time), new Float64Array(own.grid.cells))).toBe(0);
    }
    own.close();
  });

  it("is the natural flux of the truth with the ocean, and what scores are against", async () => {
    const run = await runVariant(folder, "more", {
      ...tiny,
      twin: { fluxes: { biosphere: given("more.nc"), ocean: "none", fossil: "none" }, errors: { windPhaseHours: 0 } },
    });
    const { natural_truth: truth } = await fluxesOf(run);
    const expected = new Float64Array(inputs.grid.cells);
    for (let hour = 0; hour < 24; hour++) {
      const prior = inputs.fluxes.component("biosphere", start + hour * SECONDS_PER_HOUR);
      prior.forEach((value, cell) => (expected[cell] += (1.5 * value) / 24));
    }
    expect(largestDifference(truth, expected)).toBeLessThan(5e-12);
    const evaluation = readEvaluation(run);
    const land = evaluation.fluxes?.scores.find(({ scale }) => scale === "land");
    // umol m-2 s-1, of a prior that is two thirds of the truth
    const { landFraction, grid: model } = inputs;
    let [sum, area] = [0, 0];
    for (let cell = 0; cell < model.cells; cell++) {
      if (landFraction[cell] < 0.5) continue;
      area += model.area[cell];
      for (let time = start; time < start + SECONDS_PER_DAY; time += SECONDS_PER_HOUR) {
        const error =
          0.5 * inputs.fluxes.component("biosphere", time)[cell] - inputs.fluxes.component("ocean", time)[cell];
        sum += (1e6 * error * model.area[cell]) / 24;
      }
    }
    expect(land?.prior).toBeCloseTo(Math.abs(sum / area), 4);
    const said = evaluation.remarks.join(" ");
    expect(said).toContain("The true biosphere flux is given, not drawn: biosphere fluxes of nee.");
    expect(said).toContain("The truth has no ocean flux. The truth has no fossil flux.");
    expect(said).not.toContain("fossil fluxes 5 %");
    expect(said).not.toContain("drawn errors of uptake");
  });

  it("stands in the record of the run with its file, and the record can be run again", async () => {
    const run = join(folder, "more");
    const record = JSON.parse(readFileSync(join(run, "run.json"), "utf8")) as {
      inputs: { path: string; sha256: string }[];
      configuration: { twin: object };
    };
    const path = join(folder, "more.nc");
    expect(record.inputs.find((file) => file.path.endsWith("more.nc"))?.sha256).toBe(
      createHash("sha256").update(readFileSync(path)).digest("hex"),
    );
    expect(Object.keys(record.configuration.twin)).toEqual(["backgroundErrorPpm", "errors", "fluxes"]);
    expect(Object.keys((record.configuration.twin as { errors: object }).errors)).not.toContain("fossilNational");
    expect(() => parseExperiment(stringify(record.configuration), "again.yaml")).not.toThrow();
  });

  it("is checked like the prior, and errors that it takes the place of are refused", async () => {
    writeExperiment(folder, "faulty.yaml", {
      ...tiny,
      twin: {
        uptakeError: 0.3,
        fluxes: {
          biosphere: given("nowhere.nc"),
          ocean: given("short.nc"),
          fossil: given("odd.nc"),
          fire: { source: "netcdf", files: "same.nc", variable: "fire" },
        },
        errors: { fossilProvincial: 0.1, ocean: 0.3, windField: 0 },
      },
    });
    const { code, stderr } = await jdas(folder, "run", "faulty.yaml");
    expect(code).toBe(1);
    for (const text of [
      "twin.uptakeError: 0.3, which has no effect: the true biosphere flux is the one of twin.fluxes.biosphere",
      "twin.errors.fossilProvincial: 0.1, which has no effect: the true fossil flux",
      "twin.errors.ocean: 0.3, which has no effect: the true ocean flux",
    ])
      expect(stderr).toContain(text);
    for (const key of ["biosphere", "ocean", "fossil", "fire"])
      expect(stderr).toMatch(new RegExp(`faulty\\.yaml:\\d+:\\d+: twin\\.fluxes\\.${key}\\.files: `));
    expect(stderr).not.toContain("windField");
  });

  it("leaves the prior free to have no biosphere", () => {
    const text = (twin: object): string => stringify({ ...tiny, fluxes: { biosphere: "none" }, twin });
    expect(() => parseExperiment(text({ fluxes: { biosphere: given("same.nc") } }), "x")).not.toThrow();
    expect(() => parseExperiment(text({}), "x")).toThrow("or give the true one (twin.fluxes.biosphere)");
    expect(() => parseExperiment(text({ fluxes: { biosphere: "syntetic" } }), "x")).toThrow("twin.fluxes.biosphere");
  });
});
