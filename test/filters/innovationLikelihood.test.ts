import { describe, expect, it } from "vitest";
import { ensrf, withoutLocalization } from "../../src/filters/ensrf.js";
import { innovationLikelihood } from "../../src/filters/innovationLikelihood.js";

/** Dense Gaussian log-density of d under S, by elimination with no factor kept. */
function logDensity(covariance: readonly (readonly number[])[], departures: readonly number[]): number {
  const rows = covariance.map((row, i) => [...row, departures[i]]);
  let logDeterminant = 0;
  rows.forEach((row, i) => {
    logDeterminant += Math.log(row[i]);
    for (const other of rows.slice(i + 1)) {
      const factor = other[i] / row[i];
      row.forEach((value, j) => (other[j] -= factor * value));
    }
  });
  const solution = new Float64Array(rows.length);
  for (let i = rows.length - 1; i >= 0; i--) {
    let rest = rows[i][rows.length];
    for (let j = i + 1; j < rows.length; j++) rest -= rows[i][j] * solution[j];
    solution[i] = rest / rows[i][i];
  }
  const squares = departures.reduce((sum, d, i) => sum + d * solution[i], 0);
  return -0.5 * (rows.length * Math.log(2 * Math.PI) + logDeterminant + squares);
}

/** Four members of two variables with mean 0 whose sample covariance is that of the columns of `root`, exactly. */
const members = 4;
const directions = [
  [1, 1, -1, -1],
  [1, -1, 1, -1],
].map((row) => row.map((value) => value * Math.sqrt(3 / 4)));
const root = [
  [1.3, 0.4],
  [0, 0.8],
];
const model = [
  [0.9, 0.3],
  [-0.2, 0.95],
];
const operators = [
  [1, 0],
  [0.5, -1],
];
const times = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
const transposed = (a: readonly (readonly number[])[]): number[][] => a[0].map((_, j) => a.map((row) => row[j]));

describe("innovationLikelihood", () => {
  it("sums to the density of all observations of a linear model that the filter goes through", () => {
    const values = [
      [0.7, -1.1],
      [2.1, 0.4],
      [-0.3, -2.2],
      [0.9, 1.6],
    ];
    const errorVariances = [0.5, 0.9];
    const state = {
      members,
      mean: Float64Array.of(0.2, -0.1),
      perturbations: Float64Array.from(times(root, directions).flat()),
    };
    let sum = 0;
    // The whole, as one Gaussian: G = operator after `step` steps of the model.
    const whole: { row: number[]; departure: number; variance: number }[] = [];
    let power = [
      [1, 0],
      [0, 1],
    ];
    for (const present of values) {
      const toSimulated = (rows: number[][]): number[][] => times(operators, rows);
      const mean = toSimulated([[state.mean[0]], [state.mean[1]]]).flat();
      const rows = [state.perturbations.slice(0, members), state.perturbations.slice(members)].map((row) => [...row]);
      const perturbations = toSimulated(rows);
      const likelihood = innovationLikelihood({
        members,
        observations: present.map((value, o) => ({
          value,
          simulated: Float64Array.from(perturbations[o], (p) => mean[o] + p),
          errorVariance: errorVariances[o],
        })),
        taper: () => 1,
      });
      sum += likelihood.logLikelihood;
      times(operators, power).forEach((row, o) =>
        whole.push({
          row,
          departure: present[o] - (row[0] * 0.2 + row[1] * -0.1),
          variance: errorVariances[o],
        }),
      );
      const simulated = {
        members,
        mean: Float64Array.from(mean),
        perturbations: Float64Array.from(perturbations.flat()),
      };
      const observations = {
        values: Float64Array.from(present),
        errorVariances: Float64Array.from(errorVariances),
        simulated,
      };
      ensrf(state, observations, withoutLocalization);
      const analysed = [state.perturbations.slice(0, members), state.perturbations.slice(members)].map((r) => [...r]);
      state.mean.set(times(model, [[state.mean[0]], [state.mean[1]]]).flat());
      state.perturbations.set(times(model, analysed).flat());
      power = times(model, power);
    }
    const spread = whole.map(({ row }) => times([row], root)[0]);
    const joint = times(spread, transposed(spread)).map((row, i) =>
      row.map((value, j) => value + (i === j ? whole[i].variance : 0)),
    );
    const exact = logDensity(
      joint,
      whole.map(({ departure }) => departure),
    );
    expect(sum).toBeCloseTo(exact, 10);
  });

  it("takes the covariance between observations with their taper, and none of lanes that are no members", () => {
    const simulated = [Float64Array.of(-1, 0, 1, 99), Float64Array.of(1, 0, 2, 99)];
    const observations = simulated.map((y, o) => ({ value: 3 + o, simulated: y, errorVariance: 0.7 }));
    const taper = (one: number, other: number): number => (one === other ? 1 : 0.4);
    const { logLikelihood, count, squares } = innovationLikelihood({ members: 3, observations, taper });
    const expected = logDensity(
      [
        [1.7, 0.4 * 0.5],
        [0.4 * 0.5, 1.7],
      ],
      [3, 3],
    );
    expect(count).toBe(2);
    expect(logLikelihood).toBeCloseTo(expected, 12);
    expect(squares).toBeCloseTo(18 / 1.9, 12);
  });

  it("does not take a variance below R for tapers that are no correlation", () => {
    const simulated = Float64Array.of(-10, 0, 10);
    const observations = [0, 1, 2].map(() => ({ value: 1, simulated, errorVariance: 0.1 }));
    const taper = (one: number, other: number): number => (Math.abs(one - other) === 2 ? 0 : 1);
    const { logLikelihood, squares } = innovationLikelihood({ members: 3, observations, taper });
    expect(Number.isFinite(logLikelihood)).toBe(true);
    expect(squares).toBeGreaterThan(0);
  });

  it("is nothing of no observations", () => {
    expect(innovationLikelihood({ members: 4, observations: [], taper: () => 1 })).toEqual({
      count: 0,
      logLikelihood: -0,
      squares: 0,
    });
  });
});
