/** The float64 serial EnSRF against the exact Kalman filter, and what a localization must do. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ensrf, withoutLocalization } from "../../src/filters/ensrf.js";
import { randomField } from "../../src/random.js";
import { type Gaussian, kalmanUpdate, sampleGaussian } from "./kalman.js";
import { join, split } from "./perturbedRows.js";

const problems = fc.record({
  rows: fc.integer({ min: 1, max: 6 }),
  members: fc.integer({ min: 3, max: 12 }),
  observations: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

function draw({
  rows,
  members,
  observations,
  seed,
}: {
  rows: number;
  members: number;
  observations: number;
  seed: number;
}) {
  const random = randomField(seed, "test");
  const states = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: members }, (_, m) => 5 + random.normal(100 * i + m)),
  );
  const operators = Array.from({ length: observations }, (_, o) =>
    Array.from({ length: rows }, (_, i) => random.normal(5000 + 100 * o + i)),
  );
  const simulated = operators.map((h) =>
    Array.from({ length: members }, (_, m) => h.reduce((sum, weight, i) => sum + weight * states[i][m], 0)),
  );
  const values = Float64Array.from(operators, (_, o) => 10 * random.normal(9000 + o));
  const errorVariances = Float64Array.from(operators, (_, o) => 0.1 + random.uniform(9500 + o));
  return { states, operators, simulated, values, errorVariances };
}

describe("ensrf", () => {
  it("equals the exact Kalman filter in mean and covariance for linear observations with uncorrelated errors", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { states, operators, simulated, values, errorVariances } = draw(problem);
        const state = split(states);
        ensrf(state, { values, errorVariances, simulated: split(simulated) }, withoutLocalization);
        const exact = operators.reduce<Gaussian>(
          (prior, h, o) => kalmanUpdate(prior, h, values[o], errorVariances[o]),
          sampleGaussian(states),
        );
        const found = sampleGaussian(join(state));
        exact.mean.forEach((mean, i) => expect(found.mean[i]).toBeCloseTo(mean, 8));
        exact.covariance.forEach((row, i) => row.forEach((c, j) => expect(found.covariance[i][j]).toBeCloseTo(c, 8)));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("keeps the simulated observations equal to the operator on the state", () => {
    const { states, operators, simulated, values, errorVariances } = draw({
      rows: 4,
      members: 9,
      observations: 3,
      seed: 2,
    });
    const state = split(states);
    const y = split(simulated);
    ensrf(state, { values, errorVariances, simulated: y }, withoutLocalization);
    const members = join(state);
    join(y).forEach((row, o) =>
      row.forEach((value, m) => {
        const expected = operators[o].reduce((sum, weight, i) => sum + weight * members[i][m], 0);
        expect(value).toBeCloseTo(expected, 9);
      }),
    );
  });

  it("does not touch what an observation cannot reach, and takes the taper as a factor of the gain", () => {
    const { states, simulated, values, errorVariances } = draw({ rows: 3, members: 7, observations: 1, seed: 4 });
    const taper = [1, 0.5, 0];
    const full = split(states);
    const half = split(states);
    ensrf(full, { values, errorVariances, simulated: split(simulated) }, withoutLocalization);
    ensrf(
      half,
      { values, errorVariances, simulated: split(simulated) },
      { state: (_, row) => taper[row], simulated: () => 1 },
    );
    const before = split(states).mean;
    taper.forEach((factor, row) => {
      expect(half.mean[row] - before[row]).toBeCloseTo(factor * (full.mean[row] - before[row]), 12);
    });
    expect(half.mean[2]).toBe(before[2]);
  });

  it("leaves perturbations with a mean of zero", () => {
    const { states, simulated, values, errorVariances } = draw({ rows: 2, members: 5, observations: 4, seed: 8 });
    const state = split(states);
    state.perturbations[0] += 0.3;
    ensrf(state, { values, errorVariances, simulated: split(simulated) }, withoutLocalization);
    const sum = state.perturbations.subarray(0, 5).reduce((total, value) => total + value, 0);
    expect(Math.abs(sum)).toBeLessThan(1e-14);
  });
});
