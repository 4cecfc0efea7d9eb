import { describe, expect, it } from "vitest";
import { didYouMean } from "../../src/config/didYouMean.js";

const KEYS = ["title", "seed", "grid", "timeStepMinutes", "windowDays", "members", "zeroDistanceKm"];

describe("what was most likely meant", () => {
  it.each([
    ["sede", "seed"],
    ["titel", "title"],
    ["Grid", "grid"],
    ["member", "members"],
    ["timestepminutes", "timeStepMinutes"],
    ["window", "windowDays"],
    ["zeroDistance", "zeroDistanceKm"],
  ])("by %s is %s", (written, meant) => {
    expect(didYouMean(written, KEYS)).toBe(`did you mean "${meant}"?`);
  });

  it.each(["x", "ensemble", "boundaryOffset", "s".repeat(100_000), 5, undefined, null])(
    "by %s is not known",
    (written) => {
      expect(didYouMean(written, KEYS)).toBeUndefined();
    },
  );

  it("is a word, where numbers may stand besides", () => {
    expect(didYouMean("non", [5, 10, "none", undefined])).toBe('did you mean "none"?');
  });
});
