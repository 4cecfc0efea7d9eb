/** Several sources of observations in one experiment file. */
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.js";
import { kindsOf, sourcesOf } from "../../src/config/observationSources.js";
import { parseExperiment } from "../../src/config/parse.js";
import { standardRegistry } from "../../src/products/registry.js";

const text = (observations: string, more = "background: { source: synthetic }"): string => `
title: Sources
output: out
period: { start: 2016-07-01, end: 2016-07-03 }
meteorology: { source: synthetic }
${more}
observations: ${observations}
`;
const faults = (...given: Parameters<typeof text>): string => {
  try {
    parseExperiment(text(...given), "a.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
};
const both =
  "{ source: lite, files: a.nc4, also: [{ source: obspack, files: b.nc, validation: [MLO] }, { source: icos, files: [c.CO2] }] }";

describe("sources of observations", () => {
  it("are that of the section and those beside it, each with the defaults of its own form", () => {
    const { config } = parseExperiment(text(both), "a.yaml");
    const sources = sourcesOf(config.observations!);
    expect(sources.map(({ path, section }) => [path.join("."), section.source])).toEqual([
      ["observations", "lite"],
      ["observations.also.0", "obspack"],
      ["observations.also.1", "icos"],
    ]);
    expect(sources[1].section).toMatchObject({
      hours: { ground: [12, 16], mountain: [0, 4], flask: "all" },
      flags: ["qcflag", "obs_flag"],
      uncertaintyPpm: 0.2,
    });
    expect(kindsOf(config.observations!, standardRegistry)).toEqual(["column", "point", "point"]);
  });

  it("are kept as they were in what a run records", () => {
    const { plan } = parseExperiment(text(both), "a.yaml");
    const again = parseExperiment(JSON.stringify(plan.recorded), "again.yaml");
    expect(again.plan.recorded).toEqual(plan.recorded);
  });

  it("have their faults named where they stand", () => {
    const wrong = "{ source: lite, files: a.nc4, also: [{ source: obspack, files: b.nc, kind: { MLO: hill } }] }";
    expect(faults(wrong)).toMatch(
      /observations.also.0.kind: unknown key; expected one of source, files, .*mean "kinds"/,
    );
    const kinds = "{ source: obspack, files: b.nc, kinds: { MLO: hill } }";
    expect(faults(kinds)).toMatch(/observations.kinds.MLO: "hill"; expected "ground" or "mountain"/);
    // What is compared how is said once, for all.
    const inner = "{ source: lite, files: a.nc4, also: [{ source: obspack, files: b.nc, withheldShare: 0.1 }] }";
    expect(faults(inner)).toContain("observations.also.0.withheldShare: ");
  });

  it("are measured, or one that a truth makes the values of", () => {
    const measured = "{ source: synthetic, also: [{ source: obspack, files: b.nc }] }";
    expect(faults(measured, "background: { source: synthetic }\ntwin: {}")).toContain(
      "twin: a twin experiment makes its own observations",
    );
    const twice = "{ source: synthetic, also: [{ source: synthetic, network: towers }] }";
    expect(faults(twice, "background: { source: synthetic }\ntwin: {}")).toContain(
      "observations.also.0.source: synthetic observations come once: name all networks in one section",
    );
    expect(faults("{ source: lite, files: a.nc4, also: [{ source: synthetic }] }")).toContain(
      'observations.also.0.source: synthetic observations need a truth: add the section "twin"',
    );
  });

  it("hold columns, where their priors are to be the background", () => {
    const priors = "background: { source: retrieval-priors }";
    expect(faults("{ source: obspack, files: b.nc }", priors)).toContain(
      "background.source: surface sites have no retrievals whose priors to start from",
    );
    expect(faults(both, priors)).toBe("");
  });
});
