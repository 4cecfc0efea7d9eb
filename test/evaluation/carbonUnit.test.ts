import { describe, expect, it } from "vitest";
import { carbonUnit } from "../../src/evaluation/carbonUnit.js";

describe("the unit of amounts of carbon", () => {
  it.each([
    [[-12.9, 0.001], "PgC"],
    [[0.1], "PgC"],
    [[0.0038, -0.001, Number.NaN], "TgC"],
    [[-4e-6], "GgC"],
    [[0, 0], "PgC"],
    [[], "PgC"],
  ])("of %j is %s", (amounts, name) => {
    expect(carbonUnit(amounts).name).toBe(name);
  });
});
