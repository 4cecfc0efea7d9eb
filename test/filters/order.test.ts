/** The order of the observations: how it is chosen, and when it matters. */
import { describe, expect, it } from "vitest";
import { createEnsrfAnalyser } from "../../src/filters/ensrfAnalysis.js";
import { ensrf } from "../../src/filters/ensrf.js";
import { nextObservation } from "../../src/filters/order.js";
import { kernelsForTests } from "../kernels/kernelsForTests.js";
import { largestDifference } from "../largestDifference.js";
import {
  analyseByDefinition,
  analyseHour,
  type DefinedFilter,
  drawHour,
  geometry,
  localizations,
  serialFilter,
} from "./drawnHour.js";

const kernels = await kernelsForTests(1);

const adaptive: DefinedFilter = (state, observations, tapers) => ensrf(state, observations, tapers, "adaptive");
const problem = { members: 14, lanes: 16, observations: 12, seed: 6 };
const [nowhere, localized] = localizations;

describe("nextObservation", () => {
  const variances = [1, 4, 9, 4];
  const errors = [1, 1, 9, 1];
  const next = (order: "given" | "adaptive", waiting: number[]): number =>
    nextObservation(
      order,
      waiting,
      (o) => variances[o],
      (o) => errors[o],
    );

  it("takes the first where the order is given", () => {
    expect(next("given", [2, 3])).toBe(2);
  });

  it("takes the largest expected reduction, not the largest variance, and of equals the first", () => {
    expect(next("adaptive", [0, 1, 2, 3])).toBe(1);
    expect(next("adaptive", [0, 2, 3])).toBe(3);
    expect(next("adaptive", [0, 2])).toBe(0);
  });
});

describe("the adaptive order of the serial filter", () => {
  it("goes by the ensemble as it is at each turn", () => {
    // Two precise twins and a coarse one elsewhere: after the first twin, the coarse one reduces more than the second.
    const twin = [1, -1, 1, -1];
    const other = [0.8, 0.8, -0.8, -0.8];
    const taken: number[] = [];
    ensrf(
      { members: 4, mean: new Float64Array(1), perturbations: Float64Array.from(twin) },
      {
        values: Float64Array.of(0, 0, 0),
        errorVariances: Float64Array.of(0.5, 0.5, 0.6),
        simulated: {
          members: 4,
          mean: new Float64Array(3),
          perturbations: Float64Array.from([...twin, ...twin, ...other]),
        },
      },
      {
        state(observation) {
          taken.push(observation);
          return 1;
        },
        simulated: () => 1,
      },
      "adaptive",
    );
    expect(taken).toEqual([0, 2, 1]);
  });

  it("changes nothing without localization, and something with it", () => {
    const hour = drawHour(problem);
    const differences = [nowhere, localized].map((localization) => {
      const inOrder = analyseByDefinition(serialFilter, hour, problem, localization);
      const chosen = analyseByDefinition(adaptive, hour, problem, localization);
      const means = (values: Float64Array): number[] =>
        Array.from({ length: values.length / 16 }, (_, row) =>
          values.subarray(16 * row, 16 * row + 14).reduce((sum, value) => sum + value / 14, 0),
        );
      return largestDifference(means(chosen.blocks[1]), means(inOrder.blocks[1]));
    });
    expect(differences[0]).toBeLessThan(1e-12);
    expect(differences[1]).toBeGreaterThan(1e-3);
  });

  it("is that of the production filter", () => {
    const hour = drawHour(problem);
    const expected = analyseByDefinition(adaptive, hour, problem, localized);
    const analyser = createEnsrfAnalyser(kernels, problem, geometry, localized, "adaptive");
    const { blocks, diagnostics } = analyseHour(kernels, analyser, hour);
    blocks.forEach(({ data }, b) => expect(largestDifference(data, expected.blocks[b])).toBeLessThan(2e-5));
    diagnostics.forEach(({ id, simulated }, o) => {
      expect(id).toBe(`observation ${o}`);
      expect(largestDifference(simulated.subarray(0, 14), expected.simulated[o])).toBeLessThan(1e-10);
    });
  });
});
