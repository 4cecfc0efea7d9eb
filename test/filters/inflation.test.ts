import { describe, expect, it } from "vitest";
import type { PerturbedRows } from "../../src/filters/ensrf.js";
import {
  addPerturbations,
  multiplyPerturbations,
  relaxToPriorPerturbations,
  relaxToPriorSpread,
  spreadOf,
} from "../../src/filters/inflation.js";

const rows = (): PerturbedRows => ({
  members: 3,
  mean: Float64Array.of(7, 8, 9),
  perturbations: Float64Array.of(-1, 0, 1, -2, 0, 2, 0, 0, 0),
});

describe("relaxToPriorSpread", () => {
  it("measures the unbiased spread", () => {
    expect(Array.from(spreadOf(rows()))).toEqual([1, 2, 0]);
  });

  it("goes the given part of the way back, never deflates, and leaves rows without spread", () => {
    const analysed = rows();
    relaxToPriorSpread(analysed, Float64Array.of(2, 1, 5), 0.6);
    const spread = spreadOf(analysed);
    expect(spread[0]).toBeCloseTo(1.6, 14);
    expect(spread[1]).toBe(2);
    expect(spread[2]).toBe(0);
  });
});

describe("relaxToPriorPerturbations", () => {
  const prior = Float64Array.of(3, 0, -3, -4, 0, 4, 1, -1, 0);

  it("is the weighted mean of both, 0 the analysis and 1 the prior", () => {
    const half = rows();
    relaxToPriorPerturbations(half, prior, 0.5);
    expect(Array.from(half.perturbations)).toEqual([1, 0, -1, -3, 0, 3, 0.5, -0.5, 0]);
    const none = rows();
    relaxToPriorPerturbations(none, prior, 0);
    expect(none).toEqual(rows());
    const all = rows();
    relaxToPriorPerturbations(all, prior, 1);
    expect(all.perturbations).toEqual(prior);
    expect(all.mean).toEqual(rows().mean);
  });
});

describe("multiplyPerturbations", () => {
  it("multiplies the spread, and leaves means", () => {
    const inflated = rows();
    multiplyPerturbations(inflated, 1.5);
    expect(Array.from(spreadOf(inflated))).toEqual([1.5, 3, 0]);
    expect(inflated.mean).toEqual(rows().mean);
  });
});

describe("addPerturbations", () => {
  it("adds draws centred over the members, and leaves means", () => {
    const inflated = rows();
    addPerturbations(inflated, Float64Array.of(1, 2, 3, 5, 5, 5, 4, 0, -4));
    expect(Array.from(inflated.perturbations)).toEqual([-2, 0, 2, -2, 0, 2, 4, 0, -4]);
    expect(inflated.mean).toEqual(rows().mean);
  });
});
