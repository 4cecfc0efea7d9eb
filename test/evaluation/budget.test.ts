import { expect, it } from "vitest";
import { summariseBudget } from "../../src/evaluation/budget.js";

const daily = {
  run: "control",
  start: [100, 103],
  emission: [2, 2],
  inflow: [1, -1],
  increment: [0, 0],
  airCorrection: [0, 0],
  end: [103, 104],
};

it("sums the terms from the first start to the last end", () => {
  expect(summariseBudget(daily)).toEqual({
    run: "control",
    days: 2,
    start: 100,
    end: 104,
    emission: 4,
    inflow: 0,
    increment: 0,
    airCorrection: 0,
    residual: 0,
    largestRelativeResidual: 0,
    largestRelativeGap: 0,
  });
});

it("shows a leak within a day and a gap between days", () => {
  const leak = summariseBudget({ ...daily, end: [103, 103.5] });
  expect(leak?.residual).toBe(0.5);
  expect(leak?.largestRelativeResidual).toBeCloseTo(0.5 / 103.25, 12);
  const gap = summariseBudget({ ...daily, start: [100, 102], end: [103, 103] });
  expect(gap?.largestRelativeGap).toBeCloseTo(1 / 102, 12);
});

it("leaves days without all terms out", () => {
  expect(summariseBudget({ ...daily, inflow: [1, NaN] })?.days).toBe(1);
  expect(summariseBudget({ ...daily, inflow: [NaN, NaN] })).toBeUndefined();
});
