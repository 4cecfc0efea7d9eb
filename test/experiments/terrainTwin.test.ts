/** What the ground of soundings does in a twin: an error of the model's columns, and a gate. */
import { describe, expect, it } from "vitest";
import { savedArray } from "../../src/assimilation/saveable.js";
import type { TwinInputs } from "../../src/experiments/setup/inputs.js";
import { bilinearWeights } from "../../src/grids/interpolation.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import { gatherSmall, gridOf, sixLayers, startAnalysis } from "./smallAnalysis.js";

const HOUR = 3600;

/** Twin whose truth and CTRL hold the same air. @param mostHPa between the grounds of sounding and model */
const gather = (mostHPa: number): Promise<TwinInputs> =>
  gatherSmall(`seed: 2
period: { start: 2016-01-10, end: 2016-01-12 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, terrainHPa: ${mostHPa} }
ensemble: { form: persistent, members: 8, lagDays: 1 }
twin: { uptakeError: 0, respirationError: 0, weatherDriven: 0, backgroundErrorPpm: 0 }
`);

/** Pressure on the ground of a sounding less that of the model where it is compared [hPa]. */
function groundDifference({ weather, grid }: TwinInputs, { observation }: ScreenedObservation): number {
  if (observation.kind !== "column") throw new Error("no column");
  const { surfacePressure } = weather.airAt(Math.ceil(observation.time / HOUR) * HOUR);
  const ofModel = bilinearWeights(grid, observation.longitude, observation.latitude).reduce(
    (sum, { cell, weight }) => sum + weight * surfacePressure[cell],
    0,
  );
  return (observation.pressure[observation.pressure.length - 1] - ofModel) / 100;
}

describe("the ground of soundings in a twin", () => {
  it("makes the model see other columns than there are in the same air, more so the farther off it is", async () => {
    const inputs = await gather(50);
    const { run, recorders, first } = await startAnalysis(inputs);
    await run.advance(first + 2 * 24 * HOUR);
    const saved = recorders.observations.save();
    const [truth, control] = ["truth", "control"].map((name) => savedArray(saved, name, Float64Array));
    const { observations } = inputs.observed.screening;
    const off = observations.map((screened) => Math.abs(groundDifference(inputs, screened)));
    const errors = observations.map((_, i) => Math.abs(control[i] - truth[i]) * 1e6);
    const mean = (keep: (hPa: number) => boolean): number => {
      const kept = errors.filter((error, i) => Number.isFinite(error) && keep(off[i]));
      expect(kept.length).toBeGreaterThan(10);
      return kept.reduce((sum, error) => sum + error, 0) / kept.length;
    };
    const [near, far] = [mean((hPa) => hPa < 2), mean((hPa) => hPa > 10)];
    expect(far).toBeGreaterThan(3 * near);
    expect(far).toBeGreaterThan(0.02);
    expect(Math.max(...errors.filter(Number.isFinite))).toBeLessThan(2);
  });

  it("takes those out whose ground is farther from the model's than the gate allows, and no other", async () => {
    const inputs = await gather(10);
    const { observations } = inputs.observed.screening;
    const wanted = observations.filter(({ fate }) => fate === "assimilated" || fate === "validation");
    const { run, first } = await startAnalysis(inputs);
    await run.advance(first + 2 * 24 * HOUR);
    const beyond = wanted.filter((screened) => Math.abs(groundDifference(inputs, screened)) > 10);
    expect(beyond.length).toBeGreaterThan(5);
    expect(beyond.length).toBeLessThan(wanted.length / 3);
    for (const screened of wanted) expect(screened.fate === "terrain").toBe(beyond.includes(screened));
  });
});
