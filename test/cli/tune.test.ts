import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { jdas, jdasSucceeds, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();
const experiment = {
  ...smallTwin,
  period: { start: "2016-07-01", end: "2016-07-04" },
  timeStepMinutes: 60,
  threads: 1,
};
writeExperiment(folder, "small.yaml", experiment);

describe("jdas tune", () => {
  it("writes table, figure and the section for the file, and goes on where it had stopped", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("jdas-tune-"));
    const first = await jdasSucceeds(folder, "tune", "small.yaml", "--settings", "3");
    expect(first.stderr).toMatch(/^One window takes \d+ s: all settings take at most /m);
    expect(first.stderr).toContain("setting 1 of at most 3: as in the file");
    expect(first.stdout).toMatch(/^sigma, all +1 /m);
    expect(first.stdout).toMatch(/^correlationKm, all +1 +- /m);
    const { stdout, stderr } = await jdasSucceeds(folder, "tune", "small.yaml", "--settings", "8");
    // Three of the eight are known.
    expect(Object.keys(readJson("tune_runs.json"))).toHaveLength(8);
    expect(stderr).toContain("setting 8 of at most 8");
    const tuned = readJson("tune.json");
    expect(tuned.windows).toEqual([{ start: "2016-07-01", end: "2016-07-04" }]);
    expect(tuned.observations.count).toBeGreaterThan(20);
    expect(tuned.settings).toHaveLength(8);
    expect(tuned.sizes.map(({ keys }) => keys.join(" "))).toEqual([
      "ensemble.sigma.day ensemble.sigma.night ensemble.sigma.additive",
      "observations.error.representationPpm",
      "background.perturbationPpm",
      "filter.estimate.boundaryOffset.ppm",
      "ensemble.scales.0.correlationKm ensemble.scales.1.correlationKm",
      "ensemble.sigma.day",
      "ensemble.sigma.night",
      "ensemble.sigma.additive",
    ]);
    expect(tuned.after.logLikelihood).toBeGreaterThan(tuned.before.logLikelihood + 1);
    const section = parse(stdout.split("To be put into small.yaml:")[1].split("Written to")[0]) as Record<
      string,
      never
    >;
    expect(section).toHaveProperty(["observations", "error", "representationPpm"]);
    for (const name of ["tune.csv", "tune.svg", "tune.png"])
      expect(existsSync(join(folder, "out-tune", name))).toBe(true);
    expect(
      readFileSync(join(folder, "out-tune", "tune.csv"), "utf8")
        .trim()
        .split("\n"),
    ).toHaveLength(9);
    expect(readFileSync(join(folder, "out-tune", "tune.svg"), "utf8")).toContain("flux sigma, all");
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("jdas-tune-"))).toEqual(before);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("says what is wrong with its file and its options", async () => {
    writeExperiment(folder, "forward.yaml", {
      ...experiment,
      twin: undefined,
      runs: ["control"],
      observations: undefined,
    });
    const forward = await jdas(folder, "tune", "forward.yaml");
    expect(forward.code).toBe(1);
    expect(forward.stderr).toContain("a forward run; expected an experiment with an analysis");
    const few = await jdas(folder, "tune", "small.yaml", "--settings", "2");
    expect(few.stderr).toContain("expected a whole number from 3 on");
  });
});

interface Tuned {
  readonly windows: readonly unknown[];
  readonly observations: { readonly count: number };
  readonly settings: readonly unknown[];
  readonly sizes: readonly { readonly keys: readonly string[] }[];
  readonly before: { readonly logLikelihood: number };
  readonly after: { readonly logLikelihood: number };
}

function readJson(name: string): Tuned {
  return JSON.parse(readFileSync(join(folder, "out-tune", name), "utf8")) as Tuned;
}
