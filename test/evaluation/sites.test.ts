import { describe, expect, it } from "vitest";
import { evaluateObservations } from "../../src/evaluation/columnRows.js";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import type { RunObservations } from "../../src/evaluation/readRun.js";
import { renderEvaluation } from "../../src/evaluation/report.js";
import { type Evaluated, statements } from "../../src/evaluation/statements.js";

const START = Date.UTC(2016, 6, 1) / 1000;
/** Columns are off by 1 ppm before and 0.5 after, points by 8 and 2; every third is withheld. */
function observations(kinds: readonly ("column" | "point")[]): RunObservations {
  const off = (column: number, point: number): Float64Array =>
    Float64Array.from(kinds, (kind, i) => 400 + (i % 2 === 0 ? 1 : -1) * (kind === "column" ? column : point));
  const all = (value: number): Float64Array => new Float64Array(kinds.length).fill(value);
  return {
    time: kinds.map((_, i) => START + 600 * i),
    fate: kinds.map((_, i) => (i % 3 === 0 ? "validation" : "assimilated")),
    kind: kinds,
    site: kinds.map((kind, i) => (kind === "column" ? "" : i % 2 === 0 ? "MLO" : "TOW")),
    validates: kinds.map(() => false),
    analysis_spread: all(0.5),
    longitude: all(110),
    latitude: all(30),
    observed: all(400),
    uncertainty: Float64Array.from(kinds, (kind) => (kind === "column" ? 1 : 0.2)),
    error: Float64Array.from(kinds, (kind) => (kind === "column" ? 1 : 8)),
    comparedSpread: all(0),
    biasCorrection: all(0),
    control: off(1, 8),
    background: off(1, 8),
    analysis: off(0.5, 2),
    posterior: off(0.5, 2),
    truth: all(400),
  };
}
const mixed = observations(Array.from({ length: 60 }, (_, i) => (i % 4 < 2 ? "column" : "point")));
const towers = observations(Array.from({ length: 60 }, () => "point"));
const evaluate = (of: RunObservations): NonNullable<Evaluation["observations"]> =>
  evaluateObservations(of, START, START + 86400);
const rmse = (
  rows: readonly { run: string; against: string; rmse: number; count: number }[],
  run: string,
  against: string,
) => rows.filter((row) => row.run === run && row.against === against).map((row) => [row.count, row.rmse]);
const whole = (of: RunObservations): Evaluated => ({
  title: "Towers",
  remarks: [],
  period: { start: "2016-07-01", end: "2016-07-31", scoredFrom: "2016-07-01", scoredDays: 30 },
  finished: true,
  twin: true,
  observations: evaluate(of),
  budgets: [],
});

it("the truth at withheld observations is that at all of them, also where the gate of the validation set removed some", () => {
  const all = observations(Array.from({ length: 60 }, () => "column"));
  // Of 20 withheld, those of the second half are far from the analysis; 2 of these were never simulated.
  const gated = all.fate.map((fate, i) => (fate === "validation" && i >= 30 ? "thinned" : fate));
  const analysis = all.analysis.map((value, i) => (i >= 30 ? value + 9 : value));
  const truth = all.truth.map((value, i) => (i === 30 || i === 33 ? NaN : value));
  const { columns } = evaluate({ ...all, fate: gated, analysis, truth });
  expect(rmse(columns, "AN", "validation")).toEqual([[10, 0.5]]);
  const [[count, error]] = rmse(columns, "AN", "withheld truth");
  expect(count).toBe(18);
  expect(error).toBeGreaterThan(6);
});

describe("columns and surface sites", () => {
  it("are never mixed in one number", () => {
    const { columns, sites, innovations, fates } = evaluate(mixed);
    expect(rmse(columns, "CTRL", "assimilated")).toEqual([[20, 1]]);
    expect(rmse(columns, "FC", "truth")).toEqual([[30, 0.5]]);
    expect(rmse(sites?.rows ?? [], "CTRL", "assimilated")).toEqual([[20, 8]]);
    expect(rmse(sites?.rows ?? [], "FC", "validation")).toEqual([[10, 2]]);
    expect(innovations).toMatchObject({ count: 20, chiSquare: 1, rms: 1 });
    expect(sites?.innovations).toMatchObject({ count: 20, chiSquare: 1, rms: 8 });
    expect(fates).toMatchObject({ assimilated: 40, validation: 20 });
  });

  it("have no site rows where there is no site", () => {
    const { sites } = evaluate(observations(Array.from({ length: 12 }, () => "column")));
    expect(sites).toBeUndefined();
  });

  it("are told one by one, with what became of their samples", () => {
    const { bySite } = evaluate({
      ...mixed,
      fate: mixed.fate.map((fate, i) => (mixed.kind[i] === "point" && i > 40 ? "other_hour" : fate)),
    }).sites!;
    expect(bySite.map(({ site, fates: own, compared }) => [site, own, compared])).toEqual([
      ["MLO", { assimilated: 7, validation: 3, other_hour: 5 }, 10],
      ["TOW", { assimilated: 6, validation: 4, other_hour: 5 }, 10],
    ]);
    expect(bySite[0]).toMatchObject({ bias: { CTRL: 8, FC: 2 }, rmse: { CTRL: 8, AN: 2 } });
    expect(bySite[1]).toMatchObject({ bias: { CTRL: -8 } });
    const text = renderEvaluation({
      ...whole(mixed),
      observations: { ...evaluate(mixed), sites: { ...evaluate(mixed).sites!, bySite } },
      checks: [],
      summary: [],
      statements: [],
      missing: [],
    });
    expect(text).toContain("Removed, of MLO: 5 other hour; TOW: 5 other hour.");
  });

  it("are told apart in the report", () => {
    const text = renderEvaluation({
      ...whole(mixed),
      statements: statements(whole(mixed)),
      checks: [],
      summary: [],
      missing: [],
    });
    expect(text).toContain("Surface sites: simulated minus reference");
    expect(text).toContain("Departures of assimilated sites from the background");
    expect(text.replace(/\s+/g, " ")).toContain(
      "At surface sites, from CTRL to FC: RMSE against validation observations 8.00 -> 2.00 ppm",
    );
  });

  it("compare sites where there are no columns", () => {
    const lines = statements(whole(towers)).join(" ");
    expect(lines).toContain("do to the sites: RMSE against validation observations 8.00 -> 2.00 ppm");
    expect(lines).toContain("necessary for skill in the flux, not sufficient");
    expect(lines).not.toContain("overpass");
    expect(lines).not.toContain("Without both");
    expect(lines).not.toContain("No validation observation");
  });
});
