/** Runs of a sweep that have one truth, which is run on its own, run it once: it has the bits that each run's own would have. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { truthIdentity } from "../../src/runs/configurationIdentity.js";
import { readRunRecord } from "../../src/runs/recordFile.js";
import { jdasSucceeds, readNumbers, temporaryFolder, writeExperiment } from "./jdas.js";
import { tinyTwin } from "./tinyTwin.js";

const folder = temporaryFolder();
/** Everything that a truth of its own does not hang on, otherwise than in the file. */
const OTHER_MODEL = {
  runs: ["control", "analysis"],
  observations: {
    error: { siteRepresentationPpm: 4, representationPpm: 1, displacementKm: "none", correlated: "none" },
    gate: { fixedPpm: 6 },
    validationGatePpm: 4,
  },
  ensemble: { members: 6, lagDays: 2, sigma: { day: 0.4 } },
  filter: { localization: { zeroDistanceKm: 1500 }, inflation: { rtps: 0.2 } },
  background: { boundaryOffsetPpm: 0.9 },
  outputs: { concentration: "daily" },
  twin: {
    errors: {
      windPhaseHours: 2,
      windStrength: 0.1,
      windField: 1,
      boundaryLayer: 0.3,
      retrievalBiasPpm: 0.5,
      covariateBiasPpm: 0.6,
      sharedNoisePpm: 1,
      siteErrorPpm: 2,
      outlierShare: 0.1,
      outlierPpm: -6,
    },
  },
};
const sweepOf = (output: string, models: object): object => ({
  experiment: "base.yaml",
  output,
  vary: { model: models },
});
const filesOf = (output: string): string[] => readdirSync(join(folder, output)).sort();
const bytesOf = (...path: string[]): Buffer => readFileSync(join(folder, ...path));

/** Observations of the days after a period would change the errors of those before its end, so they are taken as independent. */
const base = {
  ...tinyTwin,
  observations: {
    source: "synthetic",
    network: ["gosat", "towers"],
    correlatedSites: "none",
    correlatedNeighbours: "none",
  },
  twin: { transport: { refine: 2 }, errors: {} },
};

beforeAll(async () => {
  writeExperiment(folder, "base.yaml", base);
  writeExperiment(folder, "both.yaml", sweepOf("both", { plain: {}, other: OTHER_MODEL }));
  writeExperiment(folder, "alone.yaml", sweepOf("alone", { other: OTHER_MODEL }));
  await jdasSucceeds(folder, "sweep", "both.yaml");
  await jdasSucceeds(folder, "sweep", "alone.yaml");
});

it("is run by the first of them and taken by the next, which says so", () => {
  const log = (id: string): string => bytesOf("both", "logs", `${id}.log`).toString();
  expect(filesOf("both/truths")).toEqual([expect.stringMatching(/^truth_[\da-f]{12}\.npz$/)]);
  expect(log("plain")).toContain("Set-up: truth");
  expect(log("other")).not.toContain("Set-up: truth");
  expect(log("other")).toMatch(/truth {8}that of an earlier run, .*truth_[\da-f]{12}\.npz/);
});

it("does not hang on anything that the runs which share it may differ in", async () => {
  // Of columns and of sites: each kind has errors of its own.
  const { kind } = await readNumbers(join(folder, "both", "runs", "plain", "observations.nc"), "kind");
  expect(new Set(kind).size).toBe(2);
  const [name] = filesOf("both/truths");
  expect(filesOf("alone/truths")).toEqual([name]);
  expect(bytesOf("alone/truths", name)).toEqual(bytesOf("both/truths", name));
});

const budgetOf = (output: string) => readRunRecord(join(folder, output, "runs", "other")).budget;

it("leaves every file as a run that makes it itself does", () => {
  // All but the checkpoint of a truth, which is where it was run.
  const written = (output: string): string[] =>
    filesOf(`${output}/runs/other`).filter((name) => !name.startsWith("checkpoint_truth"));
  const data = written("alone").filter((name) => name.endsWith(".nc"));
  expect(data).toContain("observations.nc");
  expect(written("both")).toEqual(written("alone"));
  const differing = data.filter((name) => !bytesOf("both/runs/other", name).equals(bytesOf("alone/runs/other", name)));
  expect(differing).toEqual([]);
  expect(budgetOf("both")).toEqual(budgetOf("alone"));
  expect(Object.keys(budgetOf("both"))).toContain("truth");
});

it("is another where anything else of the experiment is, or an input, or the program", () => {
  const { configuration } = readRunRecord(join(folder, "both", "runs", "plain"));
  const own = truthIdentity(configuration, [], "jdas 1");
  expect(truthIdentity({ ...configuration, title: "Another" }, [], "jdas 1")).toBe(own);
  const twin = configuration.twin as Record<string, object>;
  const others = [
    { seed: 2 },
    { timeStepMinutes: 20 },
    { mixing: "acm2" },
    ...["period", "grid", "meteorology", "fluxes", "background", "observations", "twin"].map((section) => ({
      [section]: { ...(configuration[section] as object), another: 1 },
    })),
    ...["fossilNational", "boundaryPpm", "ocean"].map((key) => ({
      twin: { ...twin, errors: { ...twin.errors, [key]: 0.9 } },
    })),
  ].map((change) => truthIdentity({ ...configuration, ...change }, [], "jdas 1"));
  const read = truthIdentity(configuration, [{ sha256: "ab" }], "jdas 1");
  const made = truthIdentity(configuration, [], "jdas 2");
  expect(new Set([own, read, made, ...others]).size).toBe(others.length + 3);
});

it("is made anew for a longer period, where no run has its state", async () => {
  writeExperiment(folder, "base.yaml", { ...base, period: { start: "2016-07-01", end: "2016-07-07" } });
  writeExperiment(folder, "later.yaml", sweepOf("both", { other: OTHER_MODEL }));
  writeExperiment(folder, "longer.yaml", sweepOf("longer", { other: OTHER_MODEL }));
  await jdasSucceeds(folder, "sweep", "later.yaml");
  await jdasSucceeds(folder, "sweep", "longer.yaml");
  const [longer] = filesOf("longer/truths");
  expect(filesOf("both/truths")).toContain(longer);
  expect(bytesOf("both/truths", longer)).toEqual(bytesOf("longer/truths", longer));
  expect(budgetOf("both")).toEqual(budgetOf("longer"));
});
