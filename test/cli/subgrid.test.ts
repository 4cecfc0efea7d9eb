/** A twin experiment with all sub-grid transport on, through the command line. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jdasSucceeds, readNumbers, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();

it("runs, says what it did, and closes the budget, with other mole fractions than without", async () => {
  const run = async (name: string, options: object): Promise<number[]> => {
    const period = { start: "2016-07-01", end: "2016-07-02" };
    const runs: "analysis"[] = ["analysis"];
    writeExperiment(folder, `${name}.yaml`, { ...smallTwin, ...options, runs, output: name, period });
    await jdasSucceeds(folder, "run", `${name}.yaml`);
    const { co2 } = await readNumbers(join(folder, name, "concentration_20160701.nc"), "co2");
    return Array.from(co2);
  };
  const on = await run("on", { urbanFraction: "cities", horizontalDiffusion: "multiscale", deepConvection: "bulk" });
  const off = await run("off", {});
  expect(on.every((value) => value > 300 && value < 500)).toBe(true);
  const difference = Math.max(...on.map((value, i) => Math.abs(value - off[i])));
  expect(difference).toBeGreaterThan(0.01);
  const budget = await readNumbers(join(folder, "on", "budget.nc"), "residual", "end");
  budget.residual.forEach((residual, i) => expect(Math.abs(residual / budget.end[i])).toBeLessThan(1e-10));
  const record = JSON.parse(readFileSync(join(folder, "on", "run.json"), "utf8")) as {
    remarks: string[];
    finished?: string;
  };
  expect(record.finished).toBeDefined();
  expect(record.remarks.join(" ")).toContain("Deep convection by a bulk scheme");
  expect(record.remarks.join(" ")).toContain("GeoNames");
});
