/** Figures from results with known answers: what is drawn where, and words that all of them must carry. */
import { beforeAll, describe, expect, it } from "vitest";
import { textWidth } from "../../src/drawing/svg.js";
import { renderPng } from "../../src/io/writeFigure.js";
import { skillFigures } from "../../src/skill/figures/figures.js";
import type { SkillFigure } from "../../src/skill/page.js";
import type { ErrorMaps } from "../../src/skill/result.js";
import type { KnownCase } from "../../src/skill/summary.js";
import { madeUpCase, madeUpCore } from "./madeUp.js";

const projection = "+proj=stere +lat_0=35 +lon_0=116 +R=6370000";
const maps: ErrorMaps = {
  grid: { projection, columns: 10, rows: 8, x0: -1e6, y0: -8e5, dx: 2e5, dy: 2e5 },
  prior: Array.from({ length: 80 }, (_, cell) => (cell % 2 === 0 ? 300 : -300)),
  posterior: Array.from({ length: 80 }, () => 100),
};
const core = madeUpCore();
const withMaps = core.map((own) => (own.truth === 1 ? { ...own, result: { ...own.result, maps } } : own));
const stopped = madeUpCase({ truth: 3 }, { R8: 1 }, { stopped: { message: "diverged", daysDone: 1 } });

const circles = (svg: string): number => svg.match(/<circle /g)?.length ?? 0;

describe("the figures", () => {
  let figures: readonly SkillFigure[];
  const svgOf = (name: string): string => figures.find((figure) => figure.name === name)?.svg ?? "";
  beforeAll(() => {
    figures = skillFigures([...withMaps, stopped], "standard", {});
  });

  it("are four, each says that it is a twin experiment in synthetic weather, and all can be drawn", () => {
    expect(figures.map(({ name }) => name)).toEqual(["error_reduction", "columns", "spread", "maps"]);
    for (const { svg } of figures) {
      expect(svg).toContain("Twin experiment, synthetic weather and fluxes, China at 64 km.");
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(Buffer.from(renderPng(svg, 1)).subarray(1, 4).toString()).toBe("PNG");
    }
  });

  it("keep heads and legends within the picture", () => {
    for (const { svg } of figures) {
      const width = Number(/width="(\d+(?:\.\d+)?)"/.exec(svg)?.[1]);
      const lines = [...svg.matchAll(/<text x="16" y="(?:28|46|60)" font-size="(\d+)"[^>]*>([^<]+)</g)];
      expect(lines).toHaveLength(3);
      for (const [, size, text] of lines) expect(16 + textWidth(text, Number(size))).toBeLessThan(width);
    }
  });

  it("show one dot a truth and scale, and none of a run that was stopped", () => {
    // Four scales of four truths, and one in the legend.
    expect(circles(svgOf("error_reduction"))).toBe(4 * 4 + 1);
    // Four truths, and two in the legend.
    expect(circles(svgOf("columns"))).toBe(4 + 2);
    // Three regions of four truths.
    expect(circles(svgOf("spread"))).toBe(3 * 4);
  });

  it("say which dots are not of synthetic weather, where there are such", () => {
    const speedy = madeUpCase({ set: "weather" }, { posteriorOverControl: 0.5, analysisOverControl: 0.5 });
    const columnsOf = (cases: readonly KnownCase[]): string => skillFigures(cases, "standard", {})[1].svg;
    expect(columnsOf(core)).not.toContain("SPEEDY");
    expect(columnsOf([...core, speedy])).toContain("not synthetic weather but that of SPEEDY");
    expect(circles(columnsOf([...core, speedy]))).toBe(4 + 2 + 2);
  });

  it("tell error over spread, and the RMS of maps", () => {
    expect(svgOf("spread")).toContain("RMS error = 0.50 × RMS spread");
    expect(svgOf("maps").match(/>RMS 3\.00</g)).toHaveLength(2);
    expect(svgOf("maps").match(/>RMS 1\.00</g)).toHaveLength(2);
  });

  it("set the networks beside the standard experiment of their truths", () => {
    const coarse = [1, 2].map((truth) => madeUpCase({ set: "coarse", kind: "real", truth, scale: "128" }, { R8: 60 }));
    const towers = madeUpCase(
      { set: "networks", variant: "towers", kind: "real", scale: "128" },
      { R8: 40, R24: -50, blocks: 100 },
    );
    const figure = skillFigures([...core, ...coarse, towers], "standard", {}).find(({ name }) => name === "networks");
    expect(figure?.svg).toContain("Twin experiment, synthetic weather and fluxes, China at 128 km.");
    // R8 of GOSAT at the truth of the towers, their three scales, and four in the legend.
    expect(circles(figure?.svg ?? "")).toBe(1 + 3 + 4);
    const heights = [...(figure?.svg ?? "").matchAll(/cy="([\d.]+)" r="3.6" fill="#7570b3"/g)].map(([, y]) =>
      Number(y),
    );
    // The axis goes from -60 to 100 over 280 px.
    [40, -50, 100].forEach((value, i) => expect(heights[i]).toBeCloseTo((280 * (100 - value)) / 160, 1));
  });

  it("place an error reduction by its axis", () => {
    const one = skillFigures([madeUpCase({}, { R8: 50, R24: 100, blocks: 0, cells: -500 })], "128", {});
    const heights = [...(one[0]?.svg ?? "").matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    // The axis goes from -60 to 100 over 260 px; what lies below is drawn at the edge.
    const expected = [50, 100, 0, -60].map((value) => (260 * (100 - value)) / 160);
    expected.forEach((y, i) => expect(heights[i]).toBeCloseTo(y, 1));
    expect(one[0]?.svg).toContain("China at 128 km");
  });
});

it("there is none where nothing was run", () => {
  expect(skillFigures([], "standard", {})).toEqual([]);
});
