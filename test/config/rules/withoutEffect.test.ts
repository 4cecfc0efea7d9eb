/** Settings that others leave without effect: a fault where a file has them, left out where they are defaults. */
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { ConfigError, type Fault } from "../../../src/errors.js";
import { parseExperiment } from "../../../src/config/parse.js";
import type { ExperimentConfig } from "../../../src/config/schema.js";
import { recordedConfiguration } from "../../../src/config/recorded.js";
import { standardRegistry } from "../../../src/products/registry.js";

function parse(
  settings: string,
  observations = "{ source: synthetic }",
  background = "{ source: synthetic }",
): ExperimentConfig {
  const text = `title: Idle settings
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
meteorology: { source: synthetic }
background: ${background}
twin: {}
observations: ${observations}
${settings}
`;
  return parseExperiment(text, "idle.yaml").config;
}

function faultsOf(settings: string, observations?: string, background?: string): readonly Fault[] {
  try {
    parse(settings, observations, background);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const BIAS = "filter: { estimate: { retrievalBias: { ppm: 0.3 } } }";
const way = (ensemble: string, centre = "way"): string =>
  `ensemble: ${ensemble}\nfilter: { localization: { zeroDistanceKm: 2000, centre: ${centre} } }`;

describe("a setting without effect", () => {
  it.each([
    ["filter: { windowDays: 3 }", undefined, "8:11: filter.windowDays", "3, which", "no windows", "two-step"],
    [
      "ensemble: { lagDays: 7 }\nfilter: { update: two-step }",
      undefined,
      "8:13: ensemble.lagDays",
      "7, which",
      "its window",
      "filter.windowDays",
    ],
    [
      way("{ form: paper, lagHours: 4 }"),
      undefined,
      "9:49: filter.localization.centre",
      '"way", which',
      "6 hours apart",
      "lagHours of 5 or more",
    ],
    [
      BIAS,
      "{ source: synthetic, network: [towers] }",
      "8:23: filter.estimate.retrievalBias",
      '{"ppm":0.3}, which',
      "no retrievals",
      "observations of columns",
    ],
  ])("in a file is a fault with its place: %s", (settings, observations, place, found, because, expected) => {
    const faults = faultsOf(settings, observations);
    expect(faults).toEqual([
      {
        where: `idle.yaml:${place}`,
        found: expect.stringContaining(found) as string,
        expected: expect.stringContaining(expected) as string,
        remedy: "take the key away",
      },
    ]);
    expect(faults[0].found).toContain(because);
  });

  it.each([
    ["perturbationPpm", "0.7", "5:52"],
    ["boundaryOffsetPpm", "0", "5:52"],
  ])("is a fault beside white noise, which takes its place: %s", (key, value, place) => {
    const background = (noise: string): string => `{ source: synthetic, ${noise}${key}: ${value} }`;
    expect(faultsOf("", undefined, background(""))).toEqual([]);
    expect(faultsOf("", undefined, background("noiseShare: 0.05, "))).toEqual([
      {
        where: `idle.yaml:${place}: background.${key}`,
        found: `${value}, which has no effect: background.noiseShare makes the members of white noise instead`,
        expected: "one of the two",
        remedy: "take the key away",
      },
    ]);
  });

  it("is told with all other faults of the file", () => {
    const faults = faultsOf("filter: { method: letkf, order: adaptive, windowDays: 2 }");
    expect(faults.map(({ where }) => where.replace(/^.*: /, ""))).toEqual(["filter.order", "filter.windowDays"]);
  });
});

describe("the same setting where it acts", () => {
  it.each([
    ["filter: { update: two-step, windowDays: 3 }", undefined],
    ["ensemble: { lagDays: 7 }", undefined],
    [way("{ form: paper, lagHours: 5 }"), undefined],
    [way("{ form: paper-stabilised }"), undefined],
    [way("{ form: persistent, lagDays: 0 }"), undefined],
    [way("{ form: paper, lagHours: 0 }", "upwind"), undefined],
    [BIAS, undefined],
    [BIAS, "{ source: synthetic, network: [gosat, towers] }"],
    ["filter: { estimate: { retrievalBias: none } }", "{ source: synthetic, network: towers }"],
  ])("is taken: %s", (settings, observations) => {
    expect(faultsOf(settings, observations)).toEqual([]);
  });

  it("is never asked for where it is a default", () => {
    expect(parse("").filter.windowDays).toBe(3);
    expect(parse("filter: { update: two-step }").ensemble).toMatchObject({ lagDays: 7 });
    expect(parse("ensemble: { form: paper, lagHours: 0 }").ensemble).toMatchObject({ lagHours: 0 });
  });
});

describe("the configuration that a run records", () => {
  it.each([
    ["", ["filter", "windowDays"]],
    ["filter: { update: two-step }", ["ensemble", "lagDays"]],
  ])("leaves out what has no effect, and can be run again: %s", (settings, [section, key]) => {
    const config = parse(settings);
    const recorded = recordedConfiguration(config, standardRegistry);
    expect(config).toHaveProperty([section, key]);
    expect(recorded[section]).not.toHaveProperty(key);
    expect(parseExperiment(stringify(recorded), "run.json").config).toEqual(config);
  });

  it("leaves out the smooth perturbations where white noise takes their place, and can be run again", () => {
    const config = parse("", undefined, "{ source: synthetic, noiseShare: 0.05 }");
    const recorded = recordedConfiguration(config, standardRegistry);
    expect(recorded.background).toEqual({ source: "synthetic", noiseShare: 0.05 });
    expect(parseExperiment(stringify(recorded), "run.json").config).toEqual(config);
  });
});
