/** Variants of the standard twin experiment: what each changes, and that it changes nothing else. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { parseExperiment } from "../../src/config/parse.js";
import { networks } from "../../src/skill/networks.js";
import type { Section } from "../../src/skill/substitution.js";
import { STANDARD_DAYS, twinExperiment, type Variant } from "../../src/skill/twinExperiment.js";

const shipped = parse(readFileSync(new URL("../../experiments/twin-real.yaml", import.meta.url), "utf8")) as Section;

function configOf(variant: Omit<Variant, "kind">) {
  return parseExperiment(stringify(twinExperiment(shipped, { kind: "real", ...variant })), "twin").config;
}

const standard = configOf({});
const DAY = 86400;

describe("a variant of the standard twin experiment", () => {
  it("is the shipped file where nothing is asked for: 30 days, of which 21 are scored", () => {
    const { title: _title, ...rest } = standard;
    expect(parseExperiment(stringify(shipped), "file").config).toMatchObject(rest);
    const { start, end, spinUpDays } = standard.period;
    expect([(end - start) / DAY, spinUpDays]).toEqual([STANDARD_DAYS, 9]);
  });

  it("takes its truth from the seed", () => {
    const { title, output, seed, ...rest } = configOf({ truth: 7 });
    expect([title, output, seed]).toEqual([
      "Twin experiment, real, truth 7, synthetic weather",
      "runs/twin-real-truth7",
      7,
    ]);
    expect(standard).toMatchObject(rest);
  });

  it.each(networks)("observes with the network %s", (network) => {
    expect(configOf({ network }).observations).toMatchObject({ network: network.split("+") });
  });

  it("takes other weather", () => {
    const { meteorology, title } = configOf({ weather: { file: "/somewhere/july.nc", title: "july.nc" } });
    expect(meteorology).toMatchObject({ source: "gridded", files: ["/somewhere/july.nc"] });
    expect(title).toContain("weather of july.nc");
  });

  it.each([
    [30, 9],
    [10, 3],
    [4, 1],
  ])("of %i days leaves the first %i out of the scores", (days, spinUp) => {
    const { period, output } = configOf({ days });
    expect([(period.end - period.start) / DAY, period.spinUpDays]).toEqual([days, spinUp]);
    expect(output).toBe(`runs/twin-real-${days}days`);
  });
});
