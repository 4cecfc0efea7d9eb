import { describe, expect, it } from "vitest";
import { errorNorms, orderOfConvergence } from "../../src/verification/errorNorms.js";
import { type ErrorRow, orderOf } from "../../src/verification/errorRow.js";
import { atLeast, atMost, shown } from "../../src/verification/finding.js";
import type { VerticalVelocityRow } from "../../src/verification/verticalVelocity.js";
import { passed, renderVerification, verificationJson } from "../../src/verification/report.js";

const machine = { program: "openjdas 1.2.3", node: "v20", cpu: "abacus", cores: 2 };
const row = (cells: number, l1: number, problem = "line"): ErrorRow => ({
  problem,
  scheme: "openjdas",
  cells,
  norms: { l1, l2: l1, linf: l1 },
});

describe("findings", () => {
  it("pass at their bound and fail beyond it", () => {
    expect(atMost("a", "b", 1, 1).passed).toBe(true);
    expect(atMost("a", "b", 1.01, 1).passed).toBe(false);
    expect(atLeast("a", "b", 1, 1).passed).toBe(true);
    expect(atLeast("a", "b", 0.99, 1).passed).toBe(false);
  });

  it("fail where nothing was measured", () => {
    for (const finding of [atMost("a", "b", NaN, 1), atLeast("a", "b", NaN, 1), shown("a", "b", NaN)]) {
      expect(finding.passed).toBe(false);
    }
  });
});

describe("norms of an error", () => {
  it("are relative to the exact solution and weighted by area", () => {
    const { l1, l2, linf } = errorNorms([1, 4], [2, 4], [1, 3]);
    expect(l1).toBeCloseTo(1 / 14, 12);
    expect(l2).toBeCloseTo(Math.sqrt(1 / 52), 12);
    expect(linf).toBeCloseTo(1 / 4, 12);
  });

  it("give the order of convergence between rows of one problem", () => {
    expect(orderOfConvergence(0.09, 0.01, 3)).toBeCloseTo(2, 12);
    const rows = [row(10, 0.8), row(20, 0.1), row(10, 0.5, "other")];
    expect(rows.map((_, i) => orderOf(rows, i)?.l1)).toEqual([undefined, expect.closeTo(3, 12), undefined]);
  });
});

describe("the report", () => {
  const good = {
    findings: [atMost("mass", "residual", 2.5e-11, 1e-9)],
    errors: [row(10, 0.8), row(20, 0.1)],
    verticalVelocity: [] as readonly VerticalVelocityRow[],
    pictures: [],
  };
  const bad = {
    ...good,
    findings: [...good.findings, atLeast("mass", "inflow", 0, 1e-5, "kg"), shown("mass", "wind", 30)],
  };

  it("tells vertical motion by interface, and in JSON", () => {
    const common = { subject: "MCIP", variable: "WHAT_JD", unit: "kg m-2 s-1" };
    const verticalVelocity = [
      { ...common, interface: 1, pressure: 99400, values: 1472, theirs: 0.0155, correlation: 0.9871, slope: 0.9952 },
      { ...common, interface: 2, pressure: 98600, values: 0, theirs: NaN, correlation: NaN, slope: NaN },
      { ...common, interface: "all", values: 1472, theirs: 0.0155, correlation: 0.9871, slope: 0.9952 },
    ] as const;
    const text = renderVerification({ ...good, verticalVelocity }, machine);
    expect(text).toMatch(/^MCIP: WHAT_JD \[kg m-2 s-1\]\n {2}1 +994 +1472 +0\.0155 +0\.987 +0\.995$/m);
    expect(text).toMatch(/^ {2}2 +986 +0 +- +- +-\n {2}all +1472 +0\.0155 +0\.987 +0\.995$/m);
    expect(renderVerification(good, machine)).not.toContain("Vertical motion");
    const json = JSON.parse(verificationJson({ ...good, verticalVelocity }, machine)) as typeof good;
    expect(json.verticalVelocity[2]).toEqual(verticalVelocity[2]);
  });

  it("lines up what was measured with its bound", () => {
    const text = renderVerification(good, machine);
    expect(text).toMatch(/^openjdas 1\.2\.3, node v20, abacus, 2 cores$/m);
    expect(text).toMatch(/^mass\n {2}residual +2\.5e-11 +<= 1e-9 +pass$/m);
    expect(text).toMatch(/^line +openjdas +20 +0\.10000 +0\.10000 +0\.10000 +3\.00 +3\.00 +3\.00$/m);
    expect(text).toMatch(/All 1 bounds are kept\.\n$/);
    expect(passed(good)).toBe(true);
  });

  it("says how many lines fail", () => {
    const text = renderVerification(bad, machine);
    expect(text).toMatch(/inflow +0 +>= 1e-5 +kg +FAIL/);
    expect(text).toMatch(/wind +30$/m);
    expect(text).toMatch(/1 of 3 lines fail/);
    expect(passed(bad)).toBe(false);
  });

  it("holds the same as JSON", () => {
    const content = JSON.parse(verificationJson(bad, machine)) as Record<string, unknown>;
    expect(content).toMatchObject({ machine, passed: false, findings: bad.findings });
    expect(content.errors).toEqual([
      { ...good.errors[0], order: null },
      { ...good.errors[1], order: expect.anything() },
    ]);
  });
});
