import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/config/parse.js";
import type { AnalysisPlan } from "../../src/config/plan.js";
import { changedSection, sizesOf, valuesOf, withValues } from "../../src/tuning/sizes.js";

function planOf(more: string): AnalysisPlan {
  const { plan } = parseExperiment(
    `title: a
output: b
period: { start: 2016-07-01, end: 2016-07-02 }
meteorology: { source: synthetic }
observations: { source: synthetic }
twin: {}
${more}
`,
    "a.yaml",
  );
  if (plan.kind === "forward") throw new Error("no analysis");
  return plan;
}

const names = (more: string, ...kinds: ("column" | "point")[]): string[] =>
  sizesOf(planOf(more), new Set(kinds)).map(({ shortKey }) => shortKey);

describe("sizesOf", () => {
  it("has those that are at work", () => {
    const background = "background: { source: synthetic }";
    expect(names(background, "column")).toEqual([
      "sigma, all",
      "representationPpm",
      "perturbationPpm",
      "boundaryOffset.ppm",
      "correlationKm, all",
      "sigma.day",
      "sigma.night",
      "sigma.additive",
    ]);
    expect(names(`${background}\nensemble: { form: paper }\nfilter: { localization: none }`, "point")).toEqual([
      "siteRepresentationPpm",
      "perturbationPpm",
      "boundaryOffsetPpm",
    ]);
    const constant = names(`${background}\nfilter: { estimate: { boundaryOffset: none } }`);
    expect(constant).toContain("boundaryOffsetPpm");
    expect(constant).not.toContain("boundaryOffset.ppm");
    expect(names("background: { source: synthetic, noiseShare: 0.01 }\nensemble: { sigma: { day: 0 } }")).toEqual([
      "sigma, all",
      "correlationKm, all",
      "sigma.night",
      "sigma.additive",
    ]);
  });

  it("keeps within what the file may have", () => {
    const [all] = sizesOf(planOf("background: { source: synthetic }\nensemble: { sigma: { day: 1.5 } }"), new Set());
    expect(Math.exp(all.range.to)).toBeCloseTo(2, 12);
  });
});

describe("valuesOf and changedSection", () => {
  it("multiply a key by the factors of all its sizes, and leave others to the bit", () => {
    const { recorded, ...plan } = planOf("background: { source: synthetic }\nensemble: { sigma: { night: 0.1 } }");
    const sizes = sizesOf({ ...plan, recorded } as AnalysisPlan, new Set(["column"]));
    const setting = sizes.map(
      ({ shortKey }) => ({ "sigma, all": Math.log(2), "sigma.night": Math.log(3) })[shortKey] ?? 0,
    );
    const values = valuesOf(sizes, setting, recorded);
    expect(values.get("ensemble.sigma.night")).toBe(0.6);
    expect(values.get("ensemble.sigma.day")).toBe(1.23);
    expect(values.get("background.perturbationPpm")).toBe(0.7);
    expect(changedSection(recorded, values)).toEqual({
      ensemble: { sigma: { day: 1.23, night: 0.6, additive: 0.52 } },
    });
    expect(
      changedSection(
        recorded,
        valuesOf(
          sizes,
          sizes.map(() => 0),
          recorded,
        ),
      ),
    ).toBeUndefined();
  });

  it("take several lengths together, and give their list whole", () => {
    const scales =
      "[{ correlationKm: 800, memoryDays: 30, share: 0.6 }, { correlationKm: 200, memoryDays: 10, share: 0.4 }]";
    const plan = planOf(`background: { source: synthetic }\nensemble: { scales: ${scales} }`);
    const sizes = sizesOf(plan, new Set());
    const setting = sizes.map(({ shortKey }) => (shortKey === "correlationKm, all" ? Math.log(0.5) : 0));
    const values = valuesOf(sizes, setting, plan.recorded);
    expect(changedSection(plan.recorded, values)).toEqual({
      ensemble: {
        scales: [
          { correlationKm: 400, memoryDays: 30, share: 0.6 },
          { correlationKm: 100, memoryDays: 10, share: 0.4 },
        ],
      },
    });
    const changed = withValues(plan.recorded, values);
    expect(() => parseExperiment(JSON.stringify(changed), "again")).not.toThrow();
  });
});
