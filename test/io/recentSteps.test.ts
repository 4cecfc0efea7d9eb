import { expect, it } from "vitest";
import { recentSteps } from "../../src/io/recentSteps.js";

it("makes a step once while it is among the last, and lets the oldest go", () => {
  const made: number[] = [];
  const step = recentSteps(2, (key: number) => {
    made.push(key);
    return { key };
  });
  const first = step(1);
  expect(step(1)).toBe(first);
  step(2);
  expect(step(1)).toBe(first);
  step(3);
  expect(step(1)).toBe(first);
  step(2);
  expect(made).toEqual([1, 2, 3, 2]);
});

it("keeps a step that is undefined", () => {
  const made: number[] = [];
  const step = recentSteps(1, (key: number) => {
    made.push(key);
    return undefined;
  });
  step(7);
  step(7);
  expect(made).toEqual([7]);
});
