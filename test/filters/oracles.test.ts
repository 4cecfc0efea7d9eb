/** Both filters against the exact Kalman filter and smoother, with ensembles that have no sampling error. */
import { describe, expect, it } from "vitest";
import { ensrf, type ObservationVector, type PerturbedRows, withoutLocalization } from "../../src/filters/ensrf.js";
import { letkf } from "../../src/filters/letkf.js";
import type { ObservationOrder } from "../../src/filters/order.js";
import { randomField } from "../../src/random.js";
import { type Gaussian, kalmanUpdate, sampleGaussian } from "./kalman.js";
import { exactEnsemble, type Matrix, multiply, smoother, type Step, transpose } from "./linearModel.js";
import { join, split } from "./perturbedRows.js";

type Filter = (state: PerturbedRows, observations: ObservationVector) => void;

const serial =
  (order: ObservationOrder): Filter =>
  (state, observations) =>
    ensrf(state, observations, withoutLocalization, order);
const filters: [string, Filter][] = [
  ["serial EnSRF", serial("given")],
  ["serial EnSRF in adaptive order", serial("adaptive")],
  ["LETKF", (state, observations) => letkf(state, observations, withoutLocalization)],
];

/** Analyses members in place of a model's state. @returns the members after it */
function analyse(
  filter: Filter,
  members: Matrix,
  { operators, values, errorVariances }: Omit<Step, "model" | "noise">,
) {
  const state = split(members);
  filter(state, {
    values: Float64Array.from(values),
    errorVariances: Float64Array.from(errorVariances),
    simulated: split(multiply(operators, members)),
  });
  return join(state);
}

function largestDifference(found: Gaussian, expected: Gaussian): number {
  const differences = [
    ...found.mean.map((value, i) => value - expected.mean[i]),
    ...found.covariance.flatMap((row, i) => row.map((value, j) => value - expected.covariance[i][j])),
  ];
  return differences.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

const random = randomField(11, "test");
const draw = (rows: number, columns: number, from: number): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => random.normal(from + 100 * i + j)));

/** B B' / n + 0.2 I */
function covariance(n: number, from: number): number[][] {
  const b = draw(n, n, from);
  return multiply(b, transpose(b)).map((row, i) => row.map((value, j) => value / n + (i === j ? 0.2 : 0)));
}

describe.each(filters)("%s with an ensemble without sampling error", (_, filter) => {
  const n = 6;
  const prior: Gaussian = { mean: draw(1, n, 0)[0], covariance: covariance(n, 1000) };

  it.each([1, 4, 9, 25])("is the Kalman filter in mean and covariance, %i observations in any order", (count) => {
    const operators = draw(count, n, 3000);
    const values = draw(1, count, 8000)[0].map((value) => 3 * value);
    const errorVariances = values.map((__, o) => 0.3 + random.uniform(9000 + o));
    const exact = operators.reduce<Gaussian>(
      (state, h, o) => kalmanUpdate(state, h, values[o], errorVariances[o]),
      prior,
    );
    const members = exactEnsemble(prior);
    expect(largestDifference(sampleGaussian(members), prior)).toBeLessThan(1e-13);
    for (const order of [operators.map((__, o) => o), operators.map((__, o) => (7 * o + 3) % count)]) {
      const pick = <T>(list: readonly T[]): T[] => order.map((o) => list[o]);
      const analysed = analyse(filter, members, {
        operators: pick(operators),
        values: pick(values),
        errorVariances: pick(errorVariances),
      });
      expect(largestDifference(sampleGaussian(analysed), exact)).toBeLessThan(1e-10);
    }
  });

  it("is the fixed-lag smoother where the state holds the parameters of the steps before", () => {
    // State: 3 mole fractions driven by 2 parameters that persist; observed is the mole fraction.
    const STEPS = 5;
    const LAG = 3;
    const rho = 0.9;
    const drive = draw(3, 2, 20000);
    const mix = [
      [0.8, 0.1, 0],
      [0.1, 0.7, 0.1],
      [0, 0.2, 0.7],
    ];
    const model = [...mix.map((row, i) => [...row, ...drive[i]]), [0, 0, 0, rho, 0], [0, 0, 0, 0, rho]];
    const noise = model.map((row, i) => row.map((__, j) => (i === j ? (i < 3 ? 0.05 : 1 - rho ** 2) : 0)));
    const initial: Gaussian = { mean: [1, -1, 0.5, 0.2, -0.3], covariance: covariance(5, 21000) };
    const steps = Array.from(
      { length: STEPS },
      (__, t): Step => ({
        model,
        noise,
        operators: draw(2, 3, 22000 + 1000 * t).map((h) => [...h, 0, 0]),
        values: draw(1, 2, 30000 + 100 * t)[0],
        errorVariances: [0.3, 0.5],
      }),
    );
    // One ensemble for the initial state and the noise of every step: all uncorrelated in the sample, too.
    const sources = 5 + 5 * STEPS;
    const members = exactEnsemble({
      mean: [...initial.mean, ...Array.from({ length: 5 * STEPS }, () => 0)],
      covariance: Array.from({ length: sources }, (__, i) =>
        Array.from({ length: sources }, (___, j) => {
          if (i < 5 && j < 5) return initial.covariance[i][j];
          return i === j ? noise[i % 5][i % 5] : 0;
        }),
      ),
    });
    let state = members.slice(0, 5);
    let lagged: number[][][] = [];
    steps.forEach((step, t) => {
      const forced = members.slice(5 + 5 * t, 10 + 5 * t);
      state = multiply(model, state).map((row, i) => row.map((value, m) => value + forced[i][m]));
      lagged = [state.slice(3), ...lagged].slice(0, LAG + 1);
      const rows = [...state.slice(0, 3), ...lagged.flat()];
      const operators = step.operators.map((h) => [...h.slice(0, 3), ...lagged.flat().map(() => 0)]);
      const analysed = analyse(filter, rows, { ...step, operators });
      lagged = lagged.map((__, l) => analysed.slice(3 + 2 * l, 5 + 2 * l));
      state = [...analysed.slice(0, 3), ...lagged[0]];
      const exact = smoother(initial, steps.slice(0, t + 1));
      expect(largestDifference(sampleGaussian(state), exact[t])).toBeLessThan(1e-10);
      lagged.forEach((parameters, l) => {
        const { mean, covariance: p } = exact[t - l];
        const expected = { mean: mean.slice(3), covariance: p.slice(3).map((row) => row.slice(3)) };
        expect(largestDifference(sampleGaussian(parameters), expected)).toBeLessThan(1e-10);
      });
    });
  });
});
