/** What is recorded as the analysis of an observation is the filter's own, of all that are compared. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyse, compare, type AnalysisSettings, sphereGeometry } from "../../src/assimilation/analysisStep.js";
import type { SimulatedObservation } from "../../src/assimilation/observationSchedule.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import type { Analyser } from "../../src/filters/analyser.js";
import { createEnsrfAnalyser } from "../../src/filters/ensrfAnalysis.js";
import { createLetkfAnalyser } from "../../src/filters/letkfAnalysis.js";
import type { Localization } from "../../src/filters/localization.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { observedValue } from "../../src/observations/observation.js";
import type { Fate } from "../../src/observations/fate.js";
import { randomField } from "../../src/random.js";
import { grid, observationError, soundingAt, START } from "./world.js";

const MEMBERS = 20;
const layout = laneLayout(MEMBERS, ["control"]);
const localization: Localization = { kind: "gaspari-cohn", zeroDistance: 2000e3 };
const settings: AnalysisSettings = {
  layout,
  error: { column: observationError, point: observationError },
  gate: { column: { kind: "fixed", limit: 1 }, point: { kind: "fixed", limit: 1 } },
  mostGroundDifference: 1e9,
  valueOf: ({ screened }) => observedValue(screened.observation),
};

/** @param east [degrees] @param share of the part that was simulated before the analysis, which a state cannot change */
function simulated(index: number, east: number, fate: Fate): SimulatedObservation {
  const draws = randomField(9, "test", index);
  const common = randomField(9, "test", 99);
  const values = Float64Array.from({ length: layout.lanes }, (_, lane) =>
    lane < MEMBERS ? 400e-6 + 1e-6 * (common.normal(lane) + 0.5 * draws.normal(lane)) : 400e-6,
  );
  const angle = (east * Math.PI) / 180;
  const screened = soundingAt(START, fate, { xco2: 403e-6, id: String(20160701000000 + index) });
  return { screened, position: [Math.cos(angle), Math.sin(angle), 0], values };
}

describe("the analysis of an observation", () => {
  let kernels: Kernels;
  beforeAll(async () => {
    kernels = await loadKernels(1);
  });
  afterAll(() => kernels.close());

  it.each(["ensrf", "letkf"])("is what the filter makes of its simulated values: %s", (method) => {
    const geometry = sphereGeometry(grid);
    const analyser: Analyser =
      method === "ensrf"
        ? createEnsrfAnalyser(kernels, layout, geometry, localization)
        : createLetkfAnalyser(kernels, layout, geometry, localization);
    const results = compare(
      [
        simulated(0, 110, "assimilated"),
        simulated(1, 114, "assimilated"),
        simulated(2, 112, "validation"),
        simulated(3, 170, "validation"),
      ],
      settings,
    );
    const before = results.map((result) => result.simulated.values.slice());
    const diagnostics = analyse(analyser, [], results, results.slice(0, 2), START, { members: MEMBERS });
    diagnostics.forEach(({ residual, analysisVariance }, i) => {
      expect(results[i].analysis).toBeCloseTo(results[i].value - residual, 15);
      expect(results[i].analysisSpread).toBeCloseTo(Math.sqrt(analysisVariance), 15);
    });
    const [, , near, far] = results;
    // Between the two, of the same air: it follows them and is surer than before.
    expect(near.analysis - near.backgroundMean).toBeGreaterThan(
      0.3 * (results[0].analysis - results[0].backgroundMean),
    );
    expect(near.analysisSpread).toBeLessThan(0.9 * near.backgroundSpread);
    // Beyond the localization nothing is known of it.
    expect(far.analysis).toBeCloseTo(far.backgroundMean, 15);
    expect(far.analysisSpread).toBeCloseTo(far.backgroundSpread, 15);
    // Background and control stay what they were.
    results.forEach((result, i) => expect(result.simulated.values).toEqual(before[i]));
  });
});
