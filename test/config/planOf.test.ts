/** The plan of an experiment: its kind, and the choices that a file leaves to the program. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { parseExperiment } from "../../src/config/parse.js";
import type { AnalysisPlan, ForwardPlan, Plan, TwinPlan } from "../../src/config/plan.js";

const variants = parse(readFileSync(new URL("golden/variants.yaml", import.meta.url), "utf8")) as Record<
  string,
  object
>;

const planned = (variant: string, changes: object = {}): Plan =>
  parseExperiment(stringify({ title: "A", output: "unused", ...variants[variant], ...changes }), "plan.yaml").plan;

function analysisOf(variant: string, changes?: object): AnalysisPlan {
  const plan = planned(variant, changes);
  if (plan.kind === "forward") throw new Error("no analysis");
  return plan;
}

describe("the kind of a plan", () => {
  it.each([
    ["forward", "forward", "control"],
    ["forwardCompared", "forward", "control"],
    ["mcip", "forward", "control"],
    ["real", "inversion", "analysis, posterior"],
    ["smallTwin", "twin", "twin"],
    ["paper", "twin", "twin"],
  ])("of %s is %s, which the record calls %s", (variant, kind, experiment) => {
    expect(planned(variant)).toMatchObject({ kind, experiment });
  });

  it("says whether a forward run compares with observations", () => {
    expect((planned("forward") as ForwardPlan).observations).toBe("none");
    expect((planned("forwardCompared") as ForwardPlan).observations).toMatchObject({ source: "lite", time: "nearest" });
  });

  it("says which runs go with an analysis", () => {
    expect(analysisOf("real")).toMatchObject({ control: false, posterior: true });
    expect(analysisOf("smallTwin")).toMatchObject({ control: true, posterior: true });
    expect(analysisOf("smallTwin", { runs: ["analysis"] })).toMatchObject({ control: false, posterior: false });
  });

  it("holds the truth of a twin, whose model is right where no errors are named", () => {
    expect((planned("smallTwin") as TwinPlan).truth).toMatchObject({ uptakeError: 0.3, errors: "none" });
    expect((planned("twoStep") as TwinPlan).truth).toMatchObject({
      uptakeError: 0.1,
      errors: { windPhaseHours: 0, windStrength: 0.05 },
    });
  });
});

describe("a plan", () => {
  it.each(Object.keys(variants))("leaves nothing open: %s", (variant) => {
    const open: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (value === undefined) open.push(path);
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
    };
    visit(planned(variant), "plan");
    expect(open).toEqual([]);
  });

  it("has the time step in seconds, and threads as many as the file says", () => {
    expect(planned("smallTwin")).toMatchObject({ timeStep: 1800, threads: 2 });
    expect(planned("forward")).toMatchObject({ timeStep: 1800, threads: "automatic" });
  });

  it("survives the way to another thread", () => {
    expect(structuredClone(planned("real"))).toEqual(planned("real"));
  });
});

describe("what members differ in at the start and at the sides", () => {
  const smooth = { kind: "smooth", perturbationPpm: 0.7 };

  it("is smooth, with a constant offset but where the offset is estimated", () => {
    const none = { boundaryOffset: "none" } as const;
    expect(planned("smallTwin").perturbations).toEqual({ ...smooth, boundaryOffsetPpm: 0 });
    expect(planned("smallTwin", { filter: { estimate: none } }).perturbations).toEqual({
      ...smooth,
      boundaryOffsetPpm: 0.4,
    });
    const estimate = { boundaryOffset: { ppm: 1 } };
    const background = { source: "synthetic", boundaryOffsetPpm: 0.3 };
    expect(planned("smallTwin", { background, filter: { estimate } }).perturbations).toEqual({
      ...smooth,
      boundaryOffsetPpm: 0,
    });
  });

  it("is white noise in its place where a share is named", () => {
    expect(planned("forward").perturbations).toEqual({ kind: "white-noise", share: 0.05 });
  });
});

describe("what is estimated beside mole fraction and fluxes", () => {
  const offsetOf = (more?: object): unknown => analysisOf("smallTwin", more).filter.estimate.boundaryOffset;
  const usual = { ppm: 0.5, memoryDays: 12 };

  it("is an offset of the boundary, where what columns share is in the spread", () => {
    expect(offsetOf()).toEqual(usual);
    expect(offsetOf({ observations: { source: "synthetic", error: { correlated: "none" } } })).toBe("none");
    expect(offsetOf({ observations: { source: "synthetic", network: "towers" } })).toBe("none");
    expect(offsetOf({ observations: { source: "synthetic", network: ["gosat", "towers"] } })).toEqual(usual);
    expect(offsetOf({ filter: { method: "letkf" } })).toBe("none");
  });

  it("is none where the file names one that is constant, or noise in its place", () => {
    for (const own of [{ boundaryOffsetPpm: 0.2 }, { noiseShare: 0.05 }]) {
      expect(offsetOf({ background: { source: "synthetic", ...own } })).toBe("none");
    }
  });

  it("is what the file says", () => {
    expect(offsetOf({ filter: { estimate: { boundaryOffset: "none" } } })).toBe("none");
    const background = { source: "synthetic", boundaryOffsetPpm: 0.2 };
    const estimate = { boundaryOffset: { ppm: 0.2 } };
    expect(offsetOf({ background, filter: { estimate } })).toEqual({ ppm: 0.2, memoryDays: 12 });
  });
});

describe("the centre of a localization", () => {
  it.each([
    ["smallTwin", {}, "way"],
    ["twoStep", {}, "observation"],
    ["paper", {}, "observation"],
    ["paperStabilised", {}, "upwind"],
    ["smallTwin", { filter: { localization: { halfWidthKm: 900, centre: "upwind" } } }, "upwind"],
  ])("of %s with %o is %s, in the record too", (variant, changes, centre) => {
    const { filter, recorded } = analysisOf(variant, changes);
    expect(filter.localization).toMatchObject({ centre });
    expect(recorded).toMatchObject({ filter: { localization: { centre } } });
  });

  it("goes with a length of one of two kinds, and with none where nothing is localized", () => {
    const length = (variant: string): unknown => {
      const { localization } = analysisOf(variant).filter;
      return localization === "none" ? localization : localization.length;
    };
    expect(length("paper")).toEqual({ halfWidthKm: 900 });
    expect(length("paperStabilised")).toEqual({ zeroDistanceKm: 1500 });
    expect(length("real")).toBe("none");
  });
});

describe("the ensemble of a plan", () => {
  it("corrects the days of the window in a two-step update", () => {
    expect(analysisOf("twoStep")).toMatchObject({
      ensemble: { lagDays: 4 },
      filter: { update: { kind: "two-step", windowDays: 5 }, method: { kind: "ensrf", order: "adaptive" } },
    });
  });

  it("says where the factor of the paper has no bound", () => {
    expect(analysisOf("paper").ensemble).toMatchObject({ factorBound: 0.6 });
    expect(analysisOf("paper", { ensemble: { form: "paper" } }).ensemble).toMatchObject({ factorBound: "none" });
    expect(analysisOf("paperStabilised").ensemble).toMatchObject({ factorBound: 0.4 });
  });
});
