import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RunState } from "../../src/assimilation/runState.js";
import { type AnalysisRun, createAnalysisRun } from "../../src/experiments/analysis.js";
import { parseExperiment } from "../../src/experiments/config.js";
import { gatherIngredients } from "../../src/experiments/ingredients.js";
import { silent } from "../../src/experiments/progress.js";
import { recordBudgets } from "../../src/experiments/recording/budgets.js";
import { recordSoundings } from "../../src/experiments/recording/soundings.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";

const DAY = 86400;
const folders: string[] = [];
const loaded: Kernels[] = [];

const text = (ensemble: string): string => `title: Resumed twin
output: unused
period: { start: 2016-07-01, end: 2016-07-04 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000", columns: 24, rows: 20, spacingKm: 240, centre: [116, 35] }
vertical: { sigma: [1, 0.97, 0.9, 0.75, 0.5, 0.2, 0], topHPa: 50 }
timeStepMinutes: 60
meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
ensemble: ${ensemble}
twin: {}
`;

async function start(ensemble: string): Promise<{ run: AnalysisRun; first: number }> {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-resume-"));
  folders.push(folder);
  const kernels = await loadKernels(1);
  loaded.push(kernels);
  const ingredients = await gatherIngredients(parseExperiment(text(ensemble), "resume.yaml"), ".");
  const place = {
    path: folder,
    grid: ingredients.grid,
    vertical: ingredients.vertical,
    landFraction: ingredients.landFraction,
    title: "Resumed twin",
    remarks: [],
    program: "test",
    history: "test",
  };
  const run = createAnalysisRun(ingredients, kernels, {
    folder: place,
    soundings: recordSoundings(place, ingredients.screening?.soundings ?? []),
    budgets: recordBudgets(place),
    progress: silent,
  });
  return { run, first: ingredients.config.period.start };
}

/** As a file would keep it: `save` gives views of a memory that runs on. */
function copyOf(state: RunState): RunState {
  return {
    ...state,
    moleFraction: state.moleFraction.slice(),
    airMass: state.airMass.slice(),
    fluxes: { ...state.fluxes, values: state.fluxes.values.slice() },
    backgroundFluxes: structuredClone(state.backgroundFluxes),
  };
}

const upwind = "filter: { localization: { zeroDistanceKm: 1500, centre: upwind, vertical: { zeroLogPressure: 1 } } }";

describe.each([
  "{ form: persistent, members: 8, lagDays: 1 }",
  "{ form: paper, members: 8, beta: 5 }",
  "{ form: persistent, members: 8, lagDays: 1 }\nfilter: { method: letkf, inflation: { rtpp: 0.3, additivePpm: 0.1 } }",
  `{ form: persistent, members: 8, lagDays: 1 }\n${upwind}`,
])("an analysis with %s", (ensemble) => {
  it("goes on from its saved state, bit for bit as if it had never stopped", async () => {
    const whole = await start(ensemble);
    await whole.run.advance(whole.first + 3 * DAY);

    const begun = await start(ensemble);
    await begun.run.advance(begun.first + 2 * DAY);
    const written = copyOf(begun.run.save());
    const resumed = await start(ensemble);
    resumed.run.resume(written);
    const before = resumed.run.save().moleFraction.slice();
    await resumed.run.advance(resumed.first + 3 * DAY);

    const [expected, found] = [whole.run.save(), resumed.run.save()];
    expect(found.moleFraction).not.toEqual(before);
    expect(found.time).toBe(expected.time);
    expect(found.moleFraction).toEqual(expected.moleFraction);
    expect(found.airMass).toEqual(expected.airMass);
    expect(found.fluxes).toEqual(expected.fluxes);
  });
});

describe("additive inflation", () => {
  it("widens the ensemble of an analysis and leaves what rides along alone", async () => {
    const ensemble = "{ form: persistent, members: 8, lagDays: 1 }";
    const [plain, inflated] = [
      await start(ensemble),
      await start(`${ensemble}\nfilter: { inflation: { additivePpm: 1 } }`),
    ];
    for (const { run, first } of [plain, inflated]) await run.advance(first + DAY);
    const [before, after] = [plain, inflated].map(({ run }) => run.save().moleFraction);
    const variance = (values: Float32Array): number => {
      let sum = 0;
      for (let row = 0; row < values.length; row += 12) {
        const members = values.subarray(row, row + 8);
        const mean = members.reduce((total, value) => total + value / 8, 0);
        sum += members.reduce((total, value) => total + (value - mean) ** 2, 0);
      }
      return sum;
    };
    expect(variance(after)).toBeGreaterThan(1.5 * variance(before));
    const passengers = (values: Float32Array): Float32Array => values.filter((_, i) => i % 12 >= 8);
    expect(passengers(after)).toEqual(passengers(before));
  });
});

afterAll(async () => {
  for (const kernels of loaded) await kernels.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});
