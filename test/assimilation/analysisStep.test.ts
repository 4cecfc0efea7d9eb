import { describe, expect, it } from "vitest";
import {
  type AnalysisContext,
  admit,
  type AnalysisSettings,
  analyse,
  compare,
  review,
  simulatedAgain,
  sphereGeometry,
} from "../../src/assimilation/analysisStep.js";
import type { SimulatedObservation } from "../../src/assimilation/observationSchedule.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import type { AnalysisDiagnostic, Analyser } from "../../src/filters/analyser.js";
import type { StateBlock } from "../../src/filters/stateBlock.js";
import { observedValue } from "../../src/observations/observation.js";
import type { Fate } from "../../src/observations/fate.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import { exampleSample } from "../observations/exampleSample.js";
import { grid, observationError, soundingAt, START } from "./world.js";

const PPM = 1e-6;
const layout = laneLayout(3, ["control", "truth"]);
const settings: AnalysisSettings = {
  layout,
  error: {
    column: { ...observationError, inflation: 2 },
    point: { ...observationError, representation: 3 * PPM },
  },
  gate: { column: { kind: "fixed", limit: 5 * PPM }, point: { kind: "expected", factor: 3.5 } },
  mostGroundDifference: 5000,
  valueOf: ({ screened }) => observedValue(screened.observation),
};

/** An observation of `xco2` [ppm] with members, control and truth [ppm]. */
function simulated(xco2: number, lanes: readonly number[], fate: Fate = "assimilated"): SimulatedObservation {
  const screened = soundingAt(START, fate, { xco2: xco2 * PPM, uncertainty: 0.8 * PPM, id: `${xco2}` });
  const values = Float64Array.from({ length: layout.lanes }, (_, lane) => (lanes[lane] ?? 0) * PPM);
  return { screened, position: [1, 0, 0], values };
}

describe("compare", () => {
  it("tells background, control, truth and the error assumed", () => {
    const [result] = compare([simulated(404, [400, 401, 405, 398, 403])], settings);
    expect(result.value).toBeCloseTo(404 * PPM, 15);
    expect(result.backgroundMean).toBeCloseTo(402 * PPM, 15);
    expect(result.backgroundSpread).toBeCloseTo(Math.sqrt(7) * PPM, 15);
    expect(result.control).toBeCloseTo(398 * PPM, 15);
    expect(result.truth).toBeCloseTo(403 * PPM, 15);
    // (2 x 0.8 ppm)^2 + (1 ppm)^2
    expect(result.error).toBeCloseTo(Math.sqrt(3.56) * PPM, 15);
    expect(result.analysis).toBeNaN();
  });

  it("takes a twin's value from the truth's column, and has no truth where none rides along", () => {
    const twin = { ...settings, valueOf: (_: SimulatedObservation, truth: number) => truth + 0.5 * PPM };
    expect(compare([simulated(404, [400, 401, 405, 398, 403])], twin)[0].value).toBeCloseTo(403.5 * PPM, 15);
    const alone = { ...settings, layout: laneLayout(3) };
    const [result] = compare([simulated(404, [400, 401, 405])], alone);
    expect(result.truth).toBeNaN();
    expect(result.control).toBeNaN();
  });
});

describe("terrain", () => {
  const over = (groundDifference: number, fate: Fate): SimulatedObservation => ({
    ...simulated(404, [400, 401, 405], fate),
    groundDifference,
  });
  it("takes candidates whose ground is too far from the model's, above or below, and leaves their comparison", () => {
    const results = compare(
      [over(5001, "assimilated"), over(-5001, "validation"), over(4999, "assimilated"), over(9000, "thinned")],
      settings,
    );
    expect(results.map((result) => result.simulated.screened.fate)).toEqual([
      "terrain",
      "terrain",
      "assimilated",
      "thinned",
    ]);
    expect(results[0].backgroundMean).toBeCloseTo(402 * PPM, 15);
    expect(admit(results, settings.gate)).toEqual([results[2]]);
  });
});

describe("admit", () => {
  it("lets through what is to be assimilated and passes the gate; what fails becomes a gross check", () => {
    const results = compare(
      [
        simulated(406.9, [402, 402, 402]),
        simulated(407.1, [402, 402, 402]),
        simulated(396.9, [402, 402, 402]),
        simulated(402, [402, 402, 402], "validation"),
        simulated(420, [402, 402, 402], "validation"),
      ],
      settings,
    );
    expect(admit(results, settings.gate)).toEqual([results[0]]);
    expect(results.map(({ simulated: { screened } }) => screened.fate)).toEqual([
      "assimilated",
      "gross_check",
      "gross_check",
      "validation",
      "validation",
    ]);
  });

  it("measures departures by ensemble and observation variance where the gate says so", () => {
    // v = 7 ppm^2, R = 3.56 ppm^2: 2 standard deviations are 6.5 ppm
    const results = compare([simulated(408.4, [400, 401, 405]), simulated(408.6, [400, 401, 405])], settings);
    expect(admit(results, { ...settings.gate, column: { kind: "expected", factor: 2 } })).toEqual([results[0]]);
  });
});

describe("numbers that are not finite", () => {
  it("stop the run with the name and time of their observation, before and after the analysis", () => {
    const [fine, spoilt] = [simulated(404, [400, 401, 405], "validation"), simulated(405, [400, Number.NaN, 405])];
    const words = "gross check of observation 40";
    expect(() => admit(compare([spoilt], settings), settings.gate)).toThrow(
      `${words}5 of 2016-07-01T00:00Z: departure NaN`,
    );
    const results = compare([fine], settings);
    simulatedAgain(results, [spoilt], 3);
    expect(() => review(results, settings.gate)).toThrow(`${words}4 of 2016-07-01T00:00Z: departure NaN`);
  });
});

describe("points among columns", () => {
  const [low, high] = [417, 417.3].map((ppm): SimulatedObservation => {
    const observation = exampleSample({ moleFraction: ppm * PPM, uncertainty: 0.5 * PPM });
    const screened: ScreenedObservation = { observation, cell: 0, fate: "assimilated" };
    return {
      screened,
      position: [1, 0, 0],
      values: Float64Array.of(405, 406, 407, 0, 0, 0, 0, 0).map((v) => v * PPM),
      pressure: 9.9e4,
    };
  });

  it("have an error of their own, and pass a gate of their own", () => {
    // R = 0.5^2 + 3^2, v = 1 ppm^2: 3.5 standard deviations are 11.2 ppm, where columns must be within 5 ppm.
    const results = compare([low, high, simulated(417, [405, 406, 407])], settings);
    expect(results[0].error / PPM).toBeCloseTo(Math.sqrt(9.25), 12);
    expect(admit(results, settings.gate)).toEqual([results[0]]);
  });

  it("validate within a gate of their own", () => {
    const screened: ScreenedObservation = { ...low.screened, fate: "validation" };
    const results = compare([{ ...low, screened }], settings);
    simulatedAgain(results, [low], 3);
    review(results, settings.gate);
    expect(screened.fate).toBe("validation");
    review(results, { ...settings.gate, point: settings.gate.column });
    expect(screened.fate).toBe("thinned");
  });

  it("tell the filter their pressure, which columns have not", () => {
    const calls: Parameters<Analyser["analyse"]>[] = [];
    const analyser: Analyser = {
      taper: () => () => 1,
      analyse(...call) {
        calls.push(call);
        return [];
      },
    };
    const results = compare([low, simulated(404, [400, 401, 405])], settings);
    analyse(analyser, [], results, results, START, { members: 3 });
    expect(calls[0][1].map(({ pressure }) => pressure)).toEqual([9.9e4, undefined]);
  });

  it("tell the filter less where they share errors, and are judged by the error of each alone", () => {
    const given: number[] = [];
    const analyser: Analyser = {
      taper: () => () => 1,
      analyse(_blocks, observations) {
        given.push(...observations.map(({ errorVariance }) => errorVariance));
        return [];
      },
    };
    const sharing = { ...low, screened: { ...low.screened, errorFactor: 2.25 } };
    const results = compare([low, sharing], settings);
    expect(results[1].error).toBe(results[0].error);
    const heard: number[] = [];
    const innovations: AnalysisContext["innovations"] = ({ observations }) => {
      heard.push(...observations.map(({ errorVariance }) => errorVariance));
    };
    analyse(analyser, [], results, results, START, { members: 3, innovations });
    expect(given[1] / given[0]).toBeCloseTo(2.25, 12);
    expect(heard).toEqual([given[0], given[0]]);
  });

  it("have the representation error of their place", () => {
    const [standard, near] = compare(
      [low, { ...low, screened: { ...low.screened, representationFactor: 1.5 } }],
      settings,
    );
    const { representation } = settings.error.point;
    expect(near.error ** 2 - standard.error ** 2).toBeCloseTo((1.5 ** 2 - 1) * representation ** 2, 18);
  });
});

describe("review", () => {
  it("thins validation observations too far from the analysis", () => {
    const before = [
      simulated(404, [400, 401, 405]),
      simulated(404, [400, 401, 405], "validation"),
      simulated(404, [400, 401, 405], "validation"),
      simulated(430, [400, 401, 405], "gross_check"),
    ];
    const results = compare(before, settings);
    const after = [403, 403, 398.9, 403].map((mean, i) => ({
      ...before[i],
      values: Float64Array.of(mean - 1, mean, mean + 1, 0).map((value) => value * PPM),
    }));
    simulatedAgain(results, after, 3);
    review(results, settings.gate);
    expect(results.map(({ simulated: { screened } }) => screened.fate)).toEqual([
      "assimilated",
      "validation",
      "thinned",
      "gross_check",
    ]);
    expect(results[0].analysis).toBeCloseTo(403 * PPM, 15);
    expect(results[0].analysisSpread).toBeCloseTo(PPM, 15);
    expect(results[0].backgroundMean).toBeCloseTo(402 * PPM, 15);
  });
});

describe("analyse", () => {
  const blocks: StateBlock[] = [{ name: "x", data: new Float32Array(8), levels: 1, cells: 1 }];

  it("gives the filter values, columns, variances and places", () => {
    const calls: Parameters<Analyser["analyse"]>[] = [];
    const diagnostics = [{ id: "404" } as AnalysisDiagnostic];
    const analyser: Analyser = {
      taper: () => () => 1,
      analyse(...call) {
        calls.push(call);
        return diagnostics;
      },
    };
    const results = compare([simulated(404, [400, 401, 405])], settings);
    expect(analyse(analyser, blocks, results, results, START, { members: 3 })).toBe(diagnostics);
    const [[given, observations, when]] = calls;
    expect(given).toBe(blocks);
    expect(when).toBe("2016-07-01T00:00Z");
    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({ id: "404", position: [1, 0, 0] });
    expect(observations[0].value).toBe(results[0].value);
    expect(observations[0].errorVariance / 3.56e-12).toBeCloseTo(1, 12);
    expect(observations[0].simulated).toBe(results[0].simulated.values);
  });

  it("does not wake the filter for nothing", () => {
    const analyser: Analyser = { taper: () => () => 1, analyse: () => expect.fail("the filter ran") };
    const results = compare([simulated(404, [400, 401, 405], "validation")], settings);
    expect(analyse(analyser, blocks, results, [], START, { members: 3 })).toEqual([]);
    expect(results[0].analysis).toBe(results[0].backgroundMean);
    expect(results[0].analysisSpread).toBe(results[0].backgroundSpread);
  });
});

describe("the geometry of the filter", () => {
  it("is the sphere of 6370 km", () => {
    expect(sphereGeometry(grid)).toEqual({ cells: grid.cells, unitVectors: grid.unitVectors, radius: 6.37e6 });
  });
});
