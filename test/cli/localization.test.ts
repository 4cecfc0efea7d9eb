/** The forms of localization that follow the air, through the command line: each corrects earlier fluxes elsewhere. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ExperimentFile } from "../../src/config/schema.js";
import { jdasSucceeds, readNumbers, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

type Centre = "observation" | "upwind" | "way";
const folder = temporaryFolder();

/** Posterior flux of the first day, corrected by the observations of two, and what the run says of itself. */
async function run(centre: Centre): Promise<{ flux: Float64Array; record: string }> {
  const runs: ExperimentFile["runs"] = ["analysis"];
  const filter = { localization: { zeroDistanceKm: 800, centre, vertical: { zeroLogPressure: 0.7 } } };
  writeExperiment(folder, `${centre}.yaml`, { ...smallTwin, runs, filter, output: centre });
  await jdasSucceeds(folder, "run", `${centre}.yaml`);
  const fluxes = await readNumbers(join(folder, centre, "flux_20160701.nc"), "natural_posterior");
  return { flux: fluxes.natural_posterior, record: readFileSync(join(folder, centre, "run.json"), "utf8") };
}

it("corrects the flux of the day before around the observation, where its air was, or along its way", async () => {
  const plain = await run("observation");
  const upwind = await run("upwind");
  const way = await run("way");
  const changed = (a: Float64Array, b: Float64Array): number =>
    a.filter((value, i) => value !== b[i]).length / a.length;
  expect(plain.flux.every(Number.isFinite)).toBe(true);
  expect(changed(upwind.flux, plain.flux)).toBeGreaterThan(0.2);
  expect(changed(way.flux, plain.flux)).toBeGreaterThan(0.2);
  expect(changed(way.flux, upwind.flux)).toBeGreaterThan(0.2);
  expect(way.record).toMatch(/"centre": "way"/);
});
