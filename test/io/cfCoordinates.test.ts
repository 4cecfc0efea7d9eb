import { describe, expect, it } from "vitest";
import { levelPressure, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { timeCoordinate, verticalVariables } from "../../src/io/cfCoordinates.js";
import type { OutputPart } from "../../src/io/outputDataset.js";

function numbersOf(part: OutputPart, name: string): number[] {
  const variable = part.variables.find((one) => one.name === name);
  if (variable === undefined || variable.type === "string") throw new Error(`no numbers "${name}"`);
  return Array.from(variable.data);
}

describe("timeCoordinate", () => {
  it("bounds intervals by their start and end", () => {
    const part = timeCoordinate([7200, 10800], 3600);
    expect(part.dimensions).toEqual({ time: 2, bounds: 2 });
    expect(numbersOf(part, "time_bounds")).toEqual([7200, 10800, 10800, 14400]);
    expect(part.variables[0].attributes).toMatchObject({ bounds: "time_bounds", calendar: "standard" });
  });

  it("has no bounds for instants", () => {
    const part = timeCoordinate([7200]);
    expect(part.dimensions).toEqual({ time: 1 });
    expect(part.variables).toHaveLength(1);
    expect(part.variables[0].attributes).not.toHaveProperty("bounds");
  });
});

describe("verticalVariables", () => {
  const vertical = verticalPreset("jdas-15");
  const part = verticalVariables(vertical);

  it("gives the pressure of each level by p = a + b ps", () => {
    const [a, b] = [numbersOf(part, "hybrid_a"), numbersOf(part, "hybrid_b")];
    for (const ps of [6e4, 101325]) {
      a.forEach((value, k) => expect(value + b[k] * ps).toBeCloseTo(levelPressure(vertical, k, ps), 8));
    }
  });

  it("stacks the bounds of the levels without gaps, from the surface to the top", () => {
    const [a, b] = [numbersOf(part, "hybrid_a_bounds"), numbersOf(part, "hybrid_b_bounds")];
    expect(a).toHaveLength(2 * vertical.levels);
    expect([a[0], b[0], a[a.length - 1], b[b.length - 1]]).toEqual([0, 1, 3500, 0]);
    for (let k = 1; k < vertical.levels; k++) expect([a[2 * k], b[2 * k]]).toEqual([a[2 * k - 1], b[2 * k - 1]]);
  });

  it("numbers levels by a coordinate that falls with height", () => {
    const level = numbersOf(part, "level");
    expect(level).toEqual([...level].sort((one, two) => two - one));
    expect(new Set(level).size).toBe(vertical.levels);
  });
});
