import { describe, expect, it } from "vitest";
import { createParameterEnsemble, type ParameterEnsemble } from "../../src/assimilation/estimatedParameters.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { ensrf, type PerturbedRows, withoutLocalization } from "../../src/filters/ensrf.js";
import { type Gaussian, kalmanUpdate, sampleGaussian } from "../filters/kalman.js";

const DAY = 86400;
const START = Date.UTC(2016, 6, 1) / 1000;
const layout = laneLayout(20, ["control", "truth"]);

const create = (rows: number, sigma = 5e-7, memoryDays = 5, seed = 3): ParameterEnsemble =>
  createParameterEnsemble(layout, rows, { sigma, memoryDays }, seed, "test");

function membersOf({ values, rows }: ParameterEnsemble): number[][] {
  return Array.from({ length: rows }, (_, row) => [
    ...values.subarray(row * layout.lanes, row * layout.lanes + layout.members),
  ]);
}

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const product = (u: readonly number[], v: readonly number[]): number => u.reduce((sum, x, i) => sum + x * v[i], 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
};

describe("parameters that are estimated", () => {
  it("keep their variance and lose their correlation as exp(-days / memory)", () => {
    const ensemble = create(400);
    const days: number[][] = [];
    for (let day = 0; day <= 10; day++) {
      ensemble.beginHour(START + day * DAY);
      days.push(membersOf(ensemble).flat());
    }
    for (const values of days) {
      const variance = values.reduce((sum, value) => sum + value * value, 0) / (400 * (layout.members - 1));
      expect(Math.sqrt(variance) / 5e-7).toBeCloseTo(1, 1);
    }
    expect(correlation(days[0], days[1])).toBeCloseTo(Math.exp(-1 / 5), 1);
    expect(correlation(days[3], days[8])).toBeCloseTo(Math.exp(-1), 1);
    expect(Math.abs(correlation(days[0].slice(0, 4000), days[0].slice(4000)))).toBeLessThan(0.05);
  });

  it("are centred, so that their mean decays and nothing else moves it", () => {
    const ensemble = create(3);
    ensemble.beginHour(START);
    ensemble.values.forEach((_, i) => {
      if (i % layout.lanes < layout.members) ensemble.values[i] += 1e-6;
    });
    ensemble.beginHour(START + DAY);
    for (const row of membersOf(ensemble)) {
      const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
      expect(mean).toBeCloseTo(1e-6 * Math.exp(-1 / 5), 15);
    }
  });

  it("leave lanes that are no members at zero", () => {
    const ensemble = create(3);
    ensemble.beginHour(START);
    for (let row = 0; row < 3; row++) {
      expect([...ensemble.values.subarray(row * layout.lanes + layout.members, (row + 1) * layout.lanes)]).toEqual(
        Array.from({ length: layout.lanes - layout.members }, () => 0),
      );
    }
  });

  it("change once a day, and not at all where their spread is zero", () => {
    const ensemble = create(3);
    ensemble.beginHour(START);
    const morning = ensemble.values.slice();
    ensemble.beginHour(START + 23 * 3600);
    expect(ensemble.values).toEqual(morning);
    ensemble.beginHour(START + DAY);
    expect(ensemble.values).not.toEqual(morning);
    const none = create(3, 0);
    none.beginHour(START);
    none.beginHour(START + DAY);
    expect(none.values.every((value) => value === 0)).toBe(true);
  });

  it("refuse to leave a day out", () => {
    const ensemble = create(3);
    ensemble.beginHour(START);
    expect(() => ensemble.beginHour(START + 2 * DAY)).toThrow(RangeError);
  });

  it("go on from what was saved, bit for bit", () => {
    const [whole, first, second] = [create(4), create(4), create(4)];
    for (const day of [0, 1, 2]) whole.beginHour(START + day * DAY);
    for (const day of [0, 1]) first.beginHour(START + day * DAY);
    const { newest, values } = first.save();
    second.resume({ newest, values: values.slice() });
    second.beginHour(START + 2 * DAY);
    expect(second.values).toEqual(whole.values);
    expect(create(4, 5e-7, 5, 4).save().values).not.toEqual(whole.values);
  });
});

// A chain of three boxes, each filled in an hour by the one before it, the first by the boundary: what the boundary is
// wrong by can be learnt from the last box alone.
describe("an offset of the boundary of a chain of boxes", () => {
  const TRUTH = 0.8;
  const ERROR_VARIANCE = 0.3 ** 2;
  const SEES_LAST = [0, 0, 0, 1];

  it("is found by the filter as by the exact Kalman filter, from what flows out at the other end", () => {
    const ensemble = create(1, 0.5, 1e12);
    ensemble.beginHour(START);
    let rows = [
      ...membersOf(ensemble),
      ...Array.from({ length: 3 }, () => Array.from({ length: layout.members }, () => 0)),
    ];
    let exact: Gaussian = sampleGaussian(rows);
    const prior = exact;
    for (let hour = 1; hour <= 30; hour++) {
      rows = [rows[0], rows[0], rows[1], rows[2]].map((row) => [...row]);
      exact = shift(exact);
      const value = hour < 3 ? 0 : TRUTH + 0.3 * Math.cos(hour * 2.4);
      const state = perturbed(rows);
      const simulated = perturbed([rows[3]]);
      // A last box that no member has changed yet tells nothing.
      const informative = simulated.perturbations.some((perturbation) => perturbation !== 0);
      if (informative) {
        ensrf(
          state,
          { values: Float64Array.of(value), errorVariances: Float64Array.of(ERROR_VARIANCE), simulated },
          withoutLocalization,
        );
        exact = kalmanUpdate(exact, SEES_LAST, value, ERROR_VARIANCE);
      }
      rows = rows.map((row, r) => row.map((_, m) => state.mean[r] + state.perturbations[r * layout.members + m]));
    }
    const found = sampleGaussian(rows);
    expect(found.mean[0]).toBeCloseTo(exact.mean[0], 10);
    expect(found.covariance[0][0]).toBeCloseTo(exact.covariance[0][0], 10);
    expect(Math.abs(found.mean[0] - TRUTH)).toBeLessThan(0.15);
    expect(Math.abs(prior.mean[0] - TRUTH)).toBeGreaterThan(0.7);
    expect(found.covariance[0][0]).toBeLessThan(0.05 * prior.covariance[0][0]);
  });

  /** The chain, one hour on: b, c1, c2, c3 <- b, b, c1, c2. */
  function shift({ mean, covariance }: Gaussian): Gaussian {
    const from = [0, 0, 1, 2];
    return {
      mean: from.map((i) => mean[i]),
      covariance: from.map((i) => from.map((j) => covariance[i][j])),
    };
  }

  function perturbed(rows: readonly (readonly number[])[]): PerturbedRows {
    const mean = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0) / row.length);
    return {
      members: layout.members,
      mean,
      perturbations: Float64Array.from(rows.flatMap((row, r) => row.map((value) => value - mean[r]))),
    };
  }
});
