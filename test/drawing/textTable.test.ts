import { expect, it } from "vitest";
import { fixed, renderTable, withSpread, wrap } from "../../src/drawing/textTable.js";

it("aligns text left and numbers right under names and units", () => {
  const columns = [
    { name: "run", align: "left" as const },
    { name: "RMSE", unit: "[ppm]" },
  ];
  expect(
    renderTable(columns, [
      ["CTRL", "1.25"],
      ["FC", "10.25"],
    ]),
  ).toBe(["run    RMSE", "      [ppm]", "----  -----", "CTRL   1.25", "FC    10.25", ""].join("\n"));
});

it("shows the head alone where there are no rows", () => {
  expect(renderTable([{ name: "count" }], [])).toBe("count\n-----\n");
});

it("never shows a negative nothing or NaN", () => {
  expect([fixed(-0.001, 2), fixed(NaN, 2), fixed(undefined, 2), fixed(-1.005, 1)]).toEqual(["0.00", "-", "-", "-1.0"]);
  expect([withSpread(1, 0.25, 2), withSpread(1, NaN, 2)]).toEqual(["1.00 +- 0.25", "1.00"]);
});

it("wraps at words and keeps every one", () => {
  const text = "one two three four five six seven eight nine ten";
  const lines = wrap(text, 16, 2).split("\n");
  expect(lines.every((line) => line.length <= 16)).toBe(true);
  expect(lines.slice(1).every((line) => line.startsWith("  "))).toBe(true);
  expect(lines.map((line) => line.trim()).join(" ")).toBe(text);
});
