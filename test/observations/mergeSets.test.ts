import { expect, it } from "vitest";
import { mergeSets } from "../../src/observations/mergeSets.js";
import { exampleRetrieval } from "./exampleRetrieval.js";
import { exampleSample } from "./exampleSample.js";

it("makes one set of several, in order of time, those without one last", () => {
  const columns = [exampleRetrieval({ time: 10 }), exampleRetrieval({ time: Number.NaN })];
  const points = [exampleSample({ time: 5 }), exampleSample({ time: 10 }), exampleSample({ time: 20 })];
  const merged = mergeSets([
    { title: "columns", remarks: ["a"], files: ["1", "2"], observations: columns, notKept: { outside_period: 3 } },
    { title: "sites", remarks: ["b"], files: ["2"], observations: points, notKept: { outside_period: 4, not_good: 1 } },
  ]);
  expect(merged).toEqual({
    title: "columns, sites",
    remarks: ["a", "b"],
    files: ["1", "2"],
    observations: [points[0], columns[0], points[1], points[2], columns[1]],
    notKept: { outside_period: 7, not_good: 1 },
  });
});
