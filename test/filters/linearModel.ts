/**
 * Linear-Gaussian problems with exact answers: matrices as rows of numbers, ensembles whose sample mean and covariance
 * are exactly those asked for, the Kalman filter in time and the smoother of Rauch, Tung & Striebel (1965, AIAA J. 3).
 */
import { type Gaussian, kalmanUpdate } from "./kalman.js";

export type Matrix = readonly (readonly number[])[];

export const transpose = (a: Matrix): number[][] => a[0].map((_, j) => a.map((row) => row[j]));

export function multiply(a: Matrix, b: Matrix): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
}

export function add(a: Matrix, b: Matrix, factor = 1): number[][] {
  return a.map((row, i) => row.map((value, j) => value + factor * b[i][j]));
}

/** Lower L of a positive definite A = L L'. */
function cholesky(a: Matrix): number[][] {
  const lower = a.map((row) => row.map(() => 0));
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const rest = row[j] - lower[i].slice(0, j).reduce((sum, value, k) => sum + value * lower[j][k], 0);
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  });
  return lower;
}

/** X of A X = B, A positive definite. */
function solve(a: Matrix, b: Matrix): number[][] {
  const lower = cholesky(a);
  const n = a.length;
  const x = b.map((row) => [...row]);
  for (let column = 0; column < b[0].length; column++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[i][column] -= lower[i][k] * x[k][column];
      x[i][column] /= lower[i][i];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[i][column] -= lower[k][i] * x[k][column];
      x[i][column] /= lower[i][i];
    }
  }
  return x;
}

/**
 * Members [row][member], one more than rows, whose mean and unbiased covariance are those given to round-off: L times
 * Helmert's contrasts, which are orthonormal and have a sum of zero.
 */
export function exactEnsemble({ mean, covariance }: Gaussian): number[][] {
  const n = mean.length;
  const contrasts = Array.from({ length: n }, (_, j) =>
    Array.from({ length: n + 1 }, (__, m) => {
      if (m <= j) return 1 / Math.sqrt((j + 1) * (j + 2));
      return m === j + 1 ? -(j + 1) / Math.sqrt((j + 1) * (j + 2)) : 0;
    }),
  );
  return multiply(cholesky(covariance), contrasts).map((row, i) => row.map((value) => mean[i] + Math.sqrt(n) * value));
}

/** One step: forecast x <- M x + noise, then observations `values = H x + e`. */
export interface Step {
  readonly model: Matrix;
  readonly noise: Matrix;
  readonly operators: Matrix;
  readonly values: readonly number[];
  readonly errorVariances: readonly number[];
}

interface Filtered {
  readonly forecast: Gaussian;
  readonly analysis: Gaussian;
}

export function kalmanFilter(initial: Gaussian, steps: readonly Step[]): Filtered[] {
  let state = initial;
  return steps.map(({ model, noise, operators, values, errorVariances }) => {
    const mean = multiply(
      model,
      state.mean.map((value) => [value]),
    ).map(([value]) => value);
    const forecast = { mean, covariance: add(multiply(multiply(model, state.covariance), transpose(model)), noise) };
    state = operators.reduce<Gaussian>((prior, h, o) => kalmanUpdate(prior, h, values[o], errorVariances[o]), forecast);
    return { forecast, analysis: state };
  });
}

/** The state after each step, given the observations of all steps. */
export function smoother(initial: Gaussian, steps: readonly Step[]): Gaussian[] {
  const filtered = kalmanFilter(initial, steps);
  const smoothed = filtered.map(({ analysis }) => analysis);
  for (let t = steps.length - 2; t >= 0; t--) {
    const { analysis } = filtered[t];
    const { forecast } = filtered[t + 1];
    const later = smoothed[t + 1];
    const gain = transpose(solve(forecast.covariance, multiply(steps[t + 1].model, analysis.covariance)));
    const change = multiply(
      gain,
      later.mean.map((value, i) => [value - forecast.mean[i]]),
    );
    smoothed[t] = {
      mean: analysis.mean.map((value, i) => value + change[i][0]),
      covariance: add(
        analysis.covariance,
        multiply(multiply(gain, add(later.covariance, forecast.covariance, -1)), transpose(gain)),
      ),
    };
  }
  return smoothed;
}
