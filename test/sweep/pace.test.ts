/** How much of a sweep is left, from what was predicted and what it took. */
import { expect, it } from "vitest";
import { createPace, makespan } from "../../src/sweep/pace.js";

const parts = [
  { name: "set-up", seconds: 10 },
  { name: "AN", seconds: 80 },
  { name: "evaluation", seconds: 10 },
];
const runs = ["a", "b", "c"].map((id) => ({ id, parts }));

it("fills as many places as there are jobs", () => {
  expect(makespan([3, 1, 1, 1], 2)).toBe(3);
  expect(makespan([5], 4)).toBe(5);
  expect(makespan([], 2)).toBe(0);
});

it("goes by what was predicted until something is known, then by how slow the runs are", () => {
  let now = 0;
  const pace = createPace(runs, 2, () => now);
  expect(pace.left()).toBe(200);
  pace.begin("a");
  pace.begin("b");
  now = 20;
  for (const id of ["a", "b"]) {
    pace.stage(id, "AN", 24);
    pace.hour(id, 1);
  }
  now = 180;
  for (const id of ["a", "b"]) pace.hour(id, 24);
  // 90 predicted seconds of each took 180: twice as long; a tenth of both is left, and then c.
  expect(pace.left()).toBeCloseTo(20 + 200, 6);
  expect(pace.share()).toBeCloseTo(180 / 300, 9);
  now = 200;
  pace.end("a");
  pace.end("b");
  expect(pace.left()).toBeCloseTo(200, 6);
});

it("does not count what an earlier attempt had done", () => {
  let now = 0;
  const pace = createPace([runs[0]], 1, () => now);
  pace.begin("a");
  now = 10;
  pace.stage("a", "AN", 80);
  now = 11;
  pace.hour("a", 61);
  // Set-up and one hour in 11 s, as predicted: 29 s are left.
  expect(pace.left()).toBeCloseTo(29, 6);
});

it("knows nothing of runs that were not predicted", () => {
  expect(createPace([{ id: "a", parts: [] }], 1, () => 0).left()).toBeUndefined();
});
