/** Which experiments can write soundings. */
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { parseExperiment } from "../../../src/config/parse.js";

const parse = (changes: object) =>
  parseExperiment(
    stringify({
      title: "Soundings",
      output: "unused",
      period: { start: "2016-07-01", end: "2016-07-02" },
      meteorology: { source: "synthetic" },
      background: { source: "synthetic" },
      outputs: { soundings: "lite" },
      ...changes,
    }),
    "a.yaml",
  ).plan;

describe("soundings as an output", () => {
  it("are those of a twin with a satellite", () => {
    const network = ["gosat", "towers"];
    const { outputs } = parse({ twin: {}, observations: { source: "synthetic", network } });
    expect(outputs.soundings).toBe("lite");
  });

  it("are a fault where nothing makes any", () => {
    expect(() => parse({ observations: { source: "lite", files: "x.nc4" } })).toThrow(
      "outputs.soundings: only a twin experiment makes soundings",
    );
    expect(() => parse({ twin: {}, observations: { source: "synthetic", network: "towers" } })).toThrow(
      "outputs.soundings: Lite files hold columns, and this twin observes none",
    );
  });

  it("may be said to be none in any run", () => {
    const observations = { source: "lite", files: "x.nc4" };
    expect(parse({ observations, outputs: { soundings: "none" } }).outputs.soundings).toBe("none");
  });
});
