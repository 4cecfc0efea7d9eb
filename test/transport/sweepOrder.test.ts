import { describe, expect, it } from "vitest";
import { inOrderOf } from "../../src/transport/sweepOrder.js";

const hour = (number: number, of: number): string =>
  Array.from({ length: of }, (_, s) => inOrderOf(number * of + s, of, ["x", "y", "z"]).join("")).join(" ");

describe("sweeps", () => {
  it("begin and end an hour of an even number of steps with z", () => {
    for (const number of [4, 5]) {
      expect(hour(number, 2)).toBe("zyx xyz");
      expect(hour(number, 4)).toBe("zyx xyz zyx xyz");
    }
  });

  it("take turns over the hours of an odd number of steps", () => {
    expect([hour(4, 3), hour(5, 3)]).toEqual(["xyz zyx xyz", "zyx xyz zyx"]);
    expect([hour(4, 1), hour(5, 1)]).toEqual(["xyz", "zyx"]);
  });
});
