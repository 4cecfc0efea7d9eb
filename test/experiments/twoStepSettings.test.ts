import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/config/parse.js";

const parse = (filter: string, ensemble = "{ form: persistent }") =>
  parseExperiment(
    `title: Two steps
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
ensemble: ${ensemble}
filter: ${filter}
twin: {}
`,
    "two-step.yaml",
  ).config;

describe("the update of a filter", () => {
  it("is joint where nothing is said, and has windows of three days where it is in two steps", () => {
    expect(parse("{}").filter.update).toBe("joint");
    expect(parse("{ update: two-step }").filter.windowDays).toBe(3);
  });

  it("in two steps takes fluxes alone, of an ensemble that can be run again, around the observation", () => {
    expect(() => parse("{ update: two-step }", "{ form: paper }")).toThrow('form "persistent"');
    expect(() => parse("{ update: two-step, estimate: { boundaryOffset: {} } }")).toThrow("fluxes and nothing else");
    expect(() => parse("{ update: two-step, localization: { zeroDistanceKm: 2000, centre: upwind } }")).toThrow(
      "around the observation alone",
    );
  });
});
