/** A run whose start, sides and stratosphere come from files, through the command line. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeProduct } from "../backgrounds/productFile.js";
import { jdas, readNumbers, runVariant, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();
const hours = [1.5, 4.5, 7.5, 10.5, 13.5, 16.5, 19.5, 22.5];
const nothing = { biosphere: "none", ocean: "none", fossil: "none", fire: "none" };
const background = { source: "netcdf", files: "co2_*.nc" };
const forward = {
  ...smallTwin,
  period: { start: "2016-07-01", end: "2016-07-02" },
  runs: ["control"],
  observations: undefined,
  twin: undefined,
  ensemble: undefined,
  fluxes: nothing,
};

describe("jdas run with a background from files", () => {
  it("keeps a uniform mole fraction uniform, to the last bit", async () => {
    await writeProduct(join(folder, "co2_uniform.nc"), { layout: "carbontracker", hours, co2: () => 401.25 });
    const out = await runVariant(folder, "uniform", {
      ...forward,
      background: { ...background, files: "co2_uniform.nc", perturbationPpm: 0, boundaryOffsetPpm: 0 },
    });
    const { co2 } = await readNumbers(join(out, "concentration_20160701.nc"), "co2");
    expect(co2.length).toBeGreaterThan(1000);
    expect(co2.every((value) => value === co2[0])).toBe(true);
    expect(co2[0]).toBeCloseTo(401.25, 4);
  });

  it("runs a twin whose truth and members share sides and stratosphere", async () => {
    await writeProduct(join(folder, "co2_1.nc"), {
      layout: "cams",
      hours: [0, 6, 12, 18, 24, 30, 36, 42, 48],
      co2: (lon, lat, p, hour) => 395 + 0.02 * lon + 0.05 * lat + 6 * (p / 1e5) + 0.01 * hour,
    });
    const out = await runVariant(folder, "twin", { ...smallTwin, background: { ...background, files: "co2_1.nc" } });
    const { analysis, background: before } = await readNumbers(join(out, "observations.nc"), "analysis", "background");
    const used = before.filter(Number.isFinite);
    expect(used.length).toBeGreaterThan(5);
    expect(used.every((value) => value > 395 && value < 410)).toBe(true);
    expect(analysis.filter(Number.isFinite)).toHaveLength(used.length);
  });

  it("says before it starts which hours no file covers", async () => {
    writeExperiment(folder, "late.yaml", {
      ...forward,
      output: "late",
      period: { start: "2016-07-01", end: "2016-07-03" },
      background: { ...background, files: "co2_uniform.nc" },
    });
    const { code, stderr } = await jdas(folder, "run", "late.yaml");
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/late\.yaml:\d+:\d+: background\.files: .*no CO2 field for 2016-07-03T00:00Z/);
  });
});
