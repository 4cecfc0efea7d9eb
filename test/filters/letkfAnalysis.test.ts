/** The production LETKF: against its float64 definition and the serial filter, its lanes, threads and faults. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import { createEnsrfAnalyser } from "../../src/filters/ensrfAnalysis.js";
import { letkf } from "../../src/filters/letkf.js";
import { createLetkfAnalyser } from "../../src/filters/letkfAnalysis.js";
import type { Localization } from "../../src/filters/localization.js";
import type { Kernels } from "../../src/kernels/load.js";
import { kernelsForTests } from "../kernels/kernelsForTests.js";
import { wholeLanes } from "../kernels/wholeLanes.js";
import { largestDifference } from "../largestDifference.js";
import { thrownBy } from "../thrownBy.js";
import {
  analyseByDefinition,
  type AnalysedHour,
  analyseHour,
  CELLS,
  type DrawnHour,
  drawHour,
  geometry,
  type HourProblem,
  localizations,
  serialFilter,
} from "./drawnHour.js";

const single = await kernelsForTests(1);
const double = await kernelsForTests(2);

const problems = fc
  .record({
    members: fc.integer({ min: 4, max: 20 }),
    extraLanes: fc.integer({ min: 0, max: 3 }),
    observations: fc.integer({ min: 1, max: 25 }),
    trail: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(wholeLanes);

function analyse(kernels: Kernels, problem: HourProblem, hour: DrawnHour, localization: Localization): AnalysedHour {
  return analyseHour(kernels, createLetkfAnalyser(kernels, problem, geometry, localization), hour);
}

describe("the production LETKF", () => {
  it("equals the float64 filter, and leaves all other lanes alone", () => {
    fc.assert(
      fc.property(problems, fc.constantFrom(...localizations), (problem, localization) => {
        const hour = drawHour(problem);
        const expected = analyseByDefinition(letkf, hour, problem, localization);
        const { blocks, parameter, diagnostics } = analyse(single, problem, hour, localization);
        blocks.forEach(({ data }, b) => {
          const others = (values: Float32Array) => values.filter((_, i) => i % problem.lanes >= problem.members);
          expect(others(data)).toEqual(others(hour.blocks[b]));
          expect(largestDifference(data, expected.blocks[b])).toBeLessThan(2e-5);
        });
        expect(largestDifference(parameter, expected.parameter)).toBeLessThan(1e-10);
        diagnostics.forEach(({ simulated }, o) => {
          expect(largestDifference(simulated.subarray(0, problem.members), expected.simulated[o])).toBeLessThan(1e-10);
        });
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it("does what the serial filter does for one observation without localization", () => {
    const problem = { members: 15, lanes: 16, observations: 1, seed: 8 };
    const hour = drawHour(problem);
    const found = analyse(single, problem, hour, { kind: "none" });
    const serial = analyseHour(single, createEnsrfAnalyser(single, problem, geometry, { kind: "none" }), hour);
    const exact = analyseByDefinition(serialFilter, hour, problem, { kind: "none" });
    const defined = analyseByDefinition(letkf, hour, problem, { kind: "none" });
    found.blocks.forEach(({ data }, b) => {
      expect(largestDifference(data, serial.blocks[b].data)).toBeLessThan(4e-6);
      expect(largestDifference(defined.blocks[b], exact.blocks[b])).toBeLessThan(1e-13);
    });
    expect(largestDifference(found.diagnostics[0].simulated, serial.diagnostics[0].simulated)).toBeLessThan(1e-12);
    expect(found.diagnostics[0]).toMatchObject({ id: "observation 0", cells: CELLS });
    expect(found.diagnostics[0].residual).toBeCloseTo(serial.diagnostics[0].residual, 12);
    expect(found.diagnostics[0].analysisVariance).toBeCloseTo(serial.diagnostics[0].analysisVariance, 12);
  });

  it("counts the cells within reach as the serial filter does, also where the air came from elsewhere", () => {
    const problem = { members: 9, lanes: 12, observations: 6, seed: 30, trail: true };
    const hour = drawHour(problem);
    for (const localization of localizations) {
      const found = analyse(single, problem, hour, localization).diagnostics;
      const serial = analyseHour(
        single,
        createEnsrfAnalyser(single, problem, geometry, localization),
        hour,
      ).diagnostics;
      expect(found.map(({ cells }) => cells)).toEqual(serial.map(({ cells }) => cells));
    }
  });

  it("does not depend on the order of the observations, localized or not", () => {
    const problem = { members: 9, lanes: 12, observations: 14, seed: 30 };
    const hour = drawHour(problem);
    const turned = { ...hour, observations: [...hour.observations].reverse() };
    const a = analyse(single, problem, hour, localizations[1]);
    const b = analyse(single, problem, turned, localizations[1]);
    a.blocks.forEach(({ data }, i) => expect(largestDifference(data, b.blocks[i].data)).toBeLessThan(1e-5));
    a.diagnostics.forEach(({ residual, id }, o) => {
      expect(b.diagnostics[13 - o].id).toBe(id);
      expect(b.diagnostics[13 - o].residual).toBeCloseTo(residual, 10);
    });
  });

  it("gives the same bits on one thread and on two, and for any number of earlier analyses", () => {
    const problem = { members: 18, lanes: 20, observations: 23, seed: 33, trail: true };
    const hour = drawHour(problem);
    const analyser = createLetkfAnalyser(double, problem, geometry, localizations[1]);
    const one = analyse(single, problem, hour, localizations[1]);
    for (const round of [analyseHour(double, analyser, hour), analyseHour(double, analyser, hour)]) {
      one.blocks.forEach(({ data }, b) => expect(round.blocks[b].data).toEqual(data));
      expect(round.diagnostics).toEqual(one.diagnostics);
    }
  });

  it("has nothing to do without observations", () => {
    const problem = { members: 6, lanes: 8, observations: 0, seed: 2 };
    const hour = drawHour(problem);
    const { blocks, diagnostics } = analyse(single, problem, hour, { kind: "none" });
    expect(diagnostics).toEqual([]);
    expect(blocks[0].data).toEqual(hour.blocks[0]);
  });
});

describe("the production LETKF stops", () => {
  const problem = { members: 8, lanes: 8, observations: 2, seed: 5 };
  const fault = (change: (hour: DrawnHour) => DrawnHour): unknown =>
    thrownBy(() => analyse(single, problem, change(drawHour(problem)), { kind: "none" }));

  it.each<[string, string, (hour: DrawnHour) => DrawnHour]>([
    [
      "where a member of the state is not a number",
      "2010-07-01T06:00Z, member 3",
      (hour) => {
        hour.blocks[1][(CELLS + 7) * 8 + 3] = Number.NaN;
        return hour;
      },
    ],
    [
      "where a member's simulated observation is not a number",
      "observation observation 1, member 6",
      (hour) => {
        hour.observations[1].simulated[6] = Number.POSITIVE_INFINITY;
        return hour;
      },
    ],
    [
      "where the members agree",
      "observation observation 0: the variance",
      (hour) => {
        hour.observations[0].simulated.fill(4);
        return hour;
      },
    ],
    [
      "where the error variance is not positive",
      "observation observation 0",
      (hour) => ({ ...hour, observations: [{ ...hour.observations[0], errorVariance: 0 }] }),
    ],
    [
      "where a parameter is not a number",
      "offset is NaN at row 0",
      (hour) => {
        hour.parameter[2] = Number.NaN;
        return hour;
      },
    ],
  ])("%s", (_, words, change) => {
    const error = fault(change);
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toContain(words);
  });

  it("before it begins, where there are perturbed analyses, which only the serial filter takes", () => {
    const lanes = { members: 12, lanes: 16, perturbed: { first: 12, count: 2 } };
    expect(() => createLetkfAnalyser(single, lanes, geometry, { kind: "none" })).toThrow(RangeError);
  });
});
