import { describe, expect, it } from "vitest";
import type { PerturbedRows } from "../../src/filters/ensrf.js";
import { blockSpread, relaxBlockToPriorSpread, relaxToPriorSpread, spreadOf } from "../../src/filters/inflation.js";

const rows = (): PerturbedRows => ({
  members: 3,
  mean: new Float64Array(3),
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

describe("relaxBlockToPriorSpread", () => {
  it("does the same with means inside, and leaves other lanes alone", () => {
    const block = (values: number[]) => ({ name: "rows", data: Float32Array.from(values), levels: 1, cells: 2 });
    const lanes = { members: 3, lanes: 4 };
    const prior = block([3, 5, 7, 99, 1, 1, 1, 99]);
    const analysed = block([9, 10, 11, 99, 2, 2, 2, 99]);
    const spread = blockSpread(prior, lanes);
    expect(Array.from(spread)).toEqual([2, 0]);
    relaxBlockToPriorSpread(analysed, lanes, spread, 0.5);
    expect(Array.from(analysed.data)).toEqual([8.5, 10, 11.5, 99, 2, 2, 2, 99]);
  });
});
