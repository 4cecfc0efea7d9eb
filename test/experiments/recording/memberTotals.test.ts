import { expect, it } from "vitest";
import { memberTotals } from "../../../src/experiments/recording/memberTotals.js";

it("adds share times weight times field over the cells of each region, for members only", () => {
  const regions = [
    { id: "whole", title: "", share: Float64Array.of(1, 1, 1) },
    { id: "part", title: "", share: Float64Array.of(0, 0.5, 0.25) },
    { id: "empty", title: "", share: new Float64Array(3) },
  ];
  const totals = memberTotals(regions, [10, 20, 40], { members: 2, lanes: 4 });
  const field = Float64Array.of(1, 2, 9, 9, 3, 4, 9, 9, 5, 6, 9, 9);
  expect([...totals(field)]).toEqual([10 + 60 + 200, 20 + 80 + 240, 30 + 50, 40 + 60, 0, 0]);
});
