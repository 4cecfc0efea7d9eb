/** Figures from results with known answers: what is drawn where, and words that all of them must carry. */
import { beforeAll, describe, expect, it } from "vitest";
import { textWidth } from "../../src/drawing/svg.js";
import { renderPng } from "../../src/io/writeFigure.js";
import { skillFigures } from "../../src/skill/figures/figures.js";
import type { SkillFigure } from "../../src/skill/page.js";
import type { ErrorMaps } from "../../src/skill/result.js";
import type { KnownCase } from "../../src/skill/summary.js";
import { madeUpCase, madeUpMatrix } from "./madeUp.js";

const projection = "+proj=stere +lat_0=35 +lon_0=116 +R=6370000";
const maps: ErrorMaps = {
  grid: { projection, columns: 10, rows: 8, x0: -1e6, y0: -8e5, dx: 2e5, dy: 2e5 },
  prior: Array.from({ length: 80 }, (_, cell) => (cell % 2 === 0 ? 300 : -300)),
  posterior: Array.from({ length: 80 }, () => 100),
};
const matrix = madeUpMatrix();
const withMaps = (["ideal", "real"] as const).map((kind) =>
  madeUpCase({ set: "core", kind, scale: "64" }, { R8: 50 }, { maps }),
);
const towers = madeUpCase({ set: "networks", variant: "towers" }, { R8: 40, R24: -50, blocks: 100 });

const circles = (svg: string): number => svg.match(/<circle /g)?.length ?? 0;
const figureOf = (cases: readonly KnownCase[], name: string): string =>
  skillFigures(cases, {}).find((figure) => figure.name === name)?.svg ?? "";

describe("the figures", () => {
  let figures: readonly SkillFigure[];
  beforeAll(() => {
    figures = skillFigures([...matrix, ...withMaps, towers], {});
  });

  it("are four, each says that it is a twin experiment in synthetic weather, and all can be drawn", () => {
    expect(figures.map(({ name }) => name)).toEqual(["error_reduction", "coverage", "networks", "maps"]);
    for (const { name, svg } of figures) {
      const cells = name === "maps" ? "64" : "128";
      expect(svg).toContain(`Twin experiment, synthetic weather and fluxes, China at ${cells} km.`);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(Buffer.from(renderPng(svg, 1)).subarray(1, 4).toString()).toBe("PNG");
    }
  });

  it("keep heads within the picture", () => {
    for (const { svg } of figures) {
      const width = Number(/width="(\d+(?:\.\d+)?)"/.exec(svg)?.[1]);
      const lines = [...svg.matchAll(/<text x="16" y="(?:30|52|69)" font-size="(\d+)"[^>]*>([^<]+)</g)];
      expect(lines).toHaveLength(3);
      for (const [, size, text] of lines) expect(16 + textWidth(text, Number(size))).toBeLessThan(width);
    }
  });

  it("show one dot a truth and panel, and none of a run that was stopped", () => {
    const stopped = madeUpCase({ truth: 3 }, {}, { stopped: { message: "diverged", daysDone: 1 } });
    // Two panels of 32 truths, and four in the legend.
    expect(circles(figureOf([...matrix, stopped], "error_reduction"))).toBe(2 * 32 + 4);
  });

  it("place an error reduction by its axes", () => {
    const svg = figureOf([madeUpCase({}, { R8: 50, R24: -500, R8Prior: 1, R24Prior: 2 })], "error_reduction");
    const dots = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    // The axes go from 0 to 2.5 over 360 px and from -60 to 100 over 280 px; what lies below is drawn at the edge.
    [
      [360 / 2.5, (280 * 50) / 160],
      [(360 * 2) / 2.5, 280],
    ].forEach((place, i) => place.forEach((value, k) => expect(dots[i][k]).toBeCloseTo(value, 1)));
  });

  it("show which share of the errors is held", () => {
    // Errors of R8 are 1 and 2 spreads: half are held from 1 spread on, all from 2 on, which no level reaches.
    const svg = figureOf(matrix, "coverage");
    const path = [...svg.matchAll(/<path d="M([^"]+)" stroke="#1b9e77"/g)].map(([, d]) => d.split("L"));
    expect(path).toHaveLength(1);
    expect(path[0].map((place) => Number(place.split(" ")[1]))).toEqual([
      230, 230, 230, 230, 230, 230, 115, 115, 115, 115,
    ]);
    expect(svg.match(/>not run</g)).toHaveLength(2);
    expect(svg).toContain(">8 runs<");
  });

  it("tell the RMS of maps", () => {
    const svg = figureOf(withMaps, "maps");
    expect(svg.match(/>RMS 3\.00</g)).toHaveLength(2);
    expect(svg.match(/>RMS 1\.00</g)).toHaveLength(2);
  });

  it("set the networks beside the matrix at their truths", () => {
    const svg = figureOf([...matrix, towers], "networks");
    // R8 and R24 of GOSAT at the truth of the towers, their three scales, and four in the legend.
    expect(circles(svg)).toBe(2 + 3 + 4);
    const heights = [...svg.matchAll(/cy="([\d.]+)" r="3.6" fill="#7570b3"/g)].map(([, y]) => Number(y));
    // The axis goes from -60 to 100 over 280 px.
    [40, -50, 100].forEach((value, i) => expect(heights[i]).toBeCloseTo((280 * (100 - value)) / 160, 1));
  });
});

it("there is none where nothing was run", () => {
  expect(skillFigures([], {})).toEqual([]);
});
