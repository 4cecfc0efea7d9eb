import { describe, expect, it } from "vitest";
import { linearClass, linearScale } from "../../src/drawing/linearScale.js";

describe("linearScale", () => {
  it("covers the values in classes that end at round numbers", () => {
    const scale = linearScale([251, 299, Number.NaN]);
    expect([scale.from, scale.step, scale.colours.length]).toEqual([250, 5, 10]);
    expect([250, 254.9, 255, 299, 300, 1000, 0].map((value) => linearClass(scale, value))).toEqual([
      0, 0, 1, 9, 9, 9, 0,
    ]);
    expect(linearClass(scale, Number.NaN)).toBe(-1);
  });

  it("has a class for a single value, and for none", () => {
    expect(linearScale([400]).colours.length).toBeGreaterThan(0);
    expect(linearClass(linearScale([400]), 400)).toBeGreaterThanOrEqual(0);
    expect(linearScale([]).colours.length).toBeGreaterThan(0);
  });
});
