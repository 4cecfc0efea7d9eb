import { describe, expect, it } from "vitest";
import { USUAL_SCALES } from "../../src/assimilation/fluxEnsembles/parameterNoise.js";
import { ConfigError } from "../../src/errors.js";
import { parseExperiment } from "../../src/config/parse.js";

const VALID = `title: A twin
output: runs/twin
period: { start: 2016-07-01, end: 2016-07-03 }
meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
twin: {}
`;

function faultsOf(text: string): string[] {
  try {
    parseExperiment(text, "twin.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("parseExperiment", () => {
  it("fills every default of a minimal twin experiment", () => {
    const { config } = parseExperiment(VALID, "twin.yaml");
    expect(config.grid).toBe("china-64km");
    expect(config.ensemble).toMatchObject({ form: "persistent", members: 50, lagDays: 7, scales: USUAL_SCALES });
    expect(config.ensemble).toMatchObject({ sigma: { day: 0.615, night: 0.296, additive: 0.26 } });
    expect(config.period.start).toBe(Date.UTC(2016, 6, 1) / 1000);
    expect(config.twin).toMatchObject({ uptakeError: 0.3 });
  });

  it("takes the recommended form of an ensemble of which only the size is given", () => {
    const { config } = parseExperiment(`${VALID}ensemble: { members: 20 }\n`, "twin.yaml");
    expect(config.ensemble).toMatchObject({ form: "persistent", members: 20, lagDays: 7 });
  });

  it("places a key by line and column", () => {
    const { place } = parseExperiment(VALID, "twin.yaml");
    expect(place(["meteorology", "source"])).toBe("twin.yaml:4:16");
    expect(place(["meteorology", "absent"])).toBe("twin.yaml:4:1");
  });

  it("reports all faults at once, each with its place", () => {
    const faults = faultsOf(`title: x
output: runs/x
sede: 3
period: { start: 2016-07-01, end: 2016-06-01 }
meteorology: { source: gridded, fils: a }
background: { source: synthetic }
observations:
  source: synthetic
  gate: { fixedPm: 3 }
filter: { localization: bad }
`);
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining("twin.yaml:3:1: sede: unknown key"),
        expect.stringContaining("twin.yaml:4:30: period.end: the end must be after the start"),
        expect.stringContaining("twin.yaml:5:33: meteorology.fils: unknown key"),
        expect.stringContaining("meteorology.files: missing; expected text or a list"),
        expect.stringContaining("twin.yaml:9:11: observations.gate.fixedPm: unknown key"),
        expect.stringMatching(/twin.yaml:10:11: filter.localization: "bad"; expected "none"/),
      ]),
    );
  });

  it.each([
    ["seed: .nan", "seed: .nan; expected a finite number"],
    ["timeStepMinutes: .inf", "timeStepMinutes: .inf; expected 5 or 10"],
    ["seed: { x: -.inf }", 'seed: {"x":"-.inf"}; expected a number'],
    ["grid: 64", 'grid: 64; expected "china-64km" or "source" or a section (name, projection, '],
    [
      "filter: { localization: 2000 }",
      'expected "none" or a section (zeroDistanceKm, centre, vertical) or a section (half',
    ],
  ])("says what it found and what may stand there: %s", (line, expected) => {
    expect(faultsOf(`${VALID}${line}\n`).join("\n")).toContain(expected);
  });

  it.each([
    [
      "filter: { localization: { centre: way } }",
      ["twin.yaml:8:11: filter.localization", "zeroDistanceKm", "halfWidthKm"],
    ],
    ["vertical: {}", ["twin.yaml:8:1: vertical", "sigma and topHPa", "aPa and b"]],
  ])("names the keys of which one is to be chosen: %s", (line, [place, one, other]) => {
    expect(faultsOf(`${VALID}${line}\n`)).toEqual([
      `${place}: neither ${one} nor ${other}; expected one of ${one}, ${other}`,
    ]);
  });

  it("tells a choice that is open beside other faults of the section", () => {
    expect(faultsOf(`${VALID}filter: { localization: { zeroDistance: 900, vertical: 3 } }\n`)).toEqual([
      expect.stringContaining("8:11: filter.localization: neither zeroDistanceKm nor halfWidthKm"),
      expect.stringMatching(/localization\.zeroDistance: unknown key; expected one of zeroDistanceKm, .*halfWidthKm;/),
      expect.stringContaining("localization.vertical: 3; expected"),
    ]);
  });

  it("takes one observing network or several, each once", () => {
    const observing = (text: string): unknown =>
      parseExperiment(
        VALID.replace("observations: { source: synthetic }", `observations: { source: synthetic, ${text} }`),
        "twin.yaml",
      ).config.observations;
    expect(observing("network: towers")).toMatchObject({ network: ["towers"] });
    expect(observing("network: [towers, oco2, towers]")).toMatchObject({ network: ["towers", "oco2"] });
  });

  it.each([
    ["a date that does not exist", VALID.replace("2016-07-03", "2016-02-31"), "period.end"],
    ["a start within a day", VALID.replace("2016-07-01", "2016-07-01T06:00Z"), "00:00 UTC"],
    [
      "a network that is none",
      VALID.replace(
        "observations: { source: synthetic }",
        "observations: { source: synthetic, network: [gosat, tccon] }",
      ),
      'network.1: "tccon"; expected "gosat" or "oco2" or "towers"',
    ],
    [
      "more withheld than half",
      VALID.replace("observations: { source: synthetic }", "observations: { source: synthetic, withheldShare: 0.7 }"),
      "withheldShare: 0.7; expected at most 0.5",
    ],
    [
      "two lengths of one localization",
      `${VALID}filter: { localization: { zeroDistanceKm: 2000, halfWidthKm: 900 } }\n`,
      "halfWidthKm: a key that does not go with the others; expected one of zeroDistanceKm, centre, vertical;",
    ],
    [
      "white noise that could make a mole fraction negative",
      VALID.replace("background: { source: synthetic }", "background: { source: synthetic, noiseShare: 5 }"),
      "5:34: background.noiseShare: 5; expected at most 0.07",
    ],
    [
      "white noise of nothing",
      VALID.replace("background: { source: synthetic }", "background: { source: synthetic, noiseShare: 0 }"),
      "background.noiseShare: 0; expected more than 0",
    ],
    ["retrievals without a truth", VALID.replace("twin: {}\n", ""), "need a truth"],
    ["a posterior without an analysis", `${VALID}runs: [posterior]\n`, "needs the fluxes"],
    ["a pattern that YAML takes for an alias", VALID.replace("A twin", "*.nc"), "1:8: *.nc without quotes"],
    ["an empty remark", `${VALID}remarks: [""]\n`, 'remarks.0: ""; expected text that is not empty'],
    ["the same key twice", `${VALID}seed: 1\nseed: 2\n`, "stands twice"],
  ])("refuses %s", (_, text, expected) => {
    expect(faultsOf(text).join("\n")).toContain(expected);
  });
});
