/** The page of a run as text: what stands on it, what is escaped, how large it may get. */
import { describe, expect, it } from "vitest";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import type { RunFluxes } from "../../../src/evaluation/readFluxes.js";
import { dataElement, tag } from "../../../src/evaluation/page/html.js";
import { figureElements } from "../../../src/evaluation/page/figureElement.js";
import { coarsenessInWords, shownCells } from "../../../src/evaluation/page/maps.js";
import { MOST_ROWS, numbers, tableHtml, tableOf, words } from "../../../src/evaluation/page/pageTable.js";
import { quantise, restore } from "../../../src/evaluation/page/quantised.js";
import type { RegionRow } from "../../../src/evaluation/rows.js";
import { seriesOf } from "../../../src/evaluation/page/series.js";
import { usedSources } from "../../../src/evaluation/page/about.js";
import { standardOverlays } from "../../../src/evaluation/figures/standardOverlays.js";
import { runMaps } from "../../../src/evaluation/page/runMaps.js";
import { PAGE_BYTES } from "../../../src/evaluation/page/runPage.js";
import type { Grid } from "../../../src/grids/grid.js";
import { randomField } from "../../../src/random.js";

const draw = randomField(3, "test");
const field = (cells: number, seed: number): Float64Array =>
  Float64Array.from({ length: cells }, (_, cell) => 1e-5 * draw.normal(seed * cells + cell));

/** Tables that may be as long as tables get, with ten numbers a row. */
const TABLES = 12;
const value = numbers<number>("value", "TgC", 1, (row) => row - 123.456789);
const rows = [...Array(2 * MOST_ROWS).keys()];
const largestTable = tableHtml(
  tableOf("t", "T", rows, [words("x", () => "y".repeat(40)), ...Array.from({ length: 10 }, () => value)])[0],
).text;

/** Every field that a run can have, of so many months. */
function runOf(grid: Grid, months: number, regions = 80): RunFluxes {
  const one = field(grid.cells, 1);
  const mean: RunFluxes["whole"] = {
    days: 30,
    fields: { natural_prior: one, natural_posterior: one, natural_truth: one, fossil: one, fire: one },
    spreads: { natural_prior_spread: one, natural_posterior_spread: one },
    daylight: {},
    priorMembers: new Map(),
    posteriorMembers: new Map(),
  };
  const totals = field(regions, 9);
  const days = Array.from({ length: 30 * months }, (_, day) => ({
    day: day * 86400,
    totals: { natural_prior: totals, natural_posterior: totals, natural_truth: totals, fossil: totals, fire: totals },
    priorSpread: totals,
    posteriorSpread: totals,
    weather: {},
  }));
  return {
    grid,
    landFraction: new Float64Array(grid.cells),
    regions: Array.from({ length: regions }, (_, r) => ({
      id: `r${r}`,
      title: `Region ${r}`,
      share: new Float64Array(0),
    })),
    firstDay: 0,
    lastDay: 0,
    whole: mean,
    months: new Map(Array.from({ length: months }, (_, i) => [`m${i}`, mean])),
    days,
  };
}

describe("numbers as integers", () => {
  it.each([16, 8] as const)("are right to half a step of %d bits, and missing where they are", (bits) => {
    const values = [0, 1, -1, 0.37, NaN, 3e-5, Infinity];
    const back = restore(quantise(values, bits));
    const step = 1 / (2 ** (bits - 1) - 1);
    const errors = values.map((value, i) => Math.abs(back[i] - value)).filter(Number.isFinite);
    expect(errors).toHaveLength(5);
    expect(Math.max(...errors)).toBeLessThanOrEqual(step * 0.5001);
    expect(values.map((_, i) => i).filter((i) => Number.isNaN(back[i]))).toEqual([4, 6]);
    expect([...restore(quantise([0, 0], bits))]).toEqual([0, 0]);
  });
});

describe("the size of a page", () => {
  const china = createGrid(gridPreset("china-64km"));
  const fine = createGrid(longitudeLatitudeGrid("fine", 90, 10, 0.25, 0.25, 240, 240));

  it.each([
    ["a year at 105 x 86", china, 12, 80, 1, 16],
    ["a year at 240 x 240", fine, 12, 80, 2, 16],
    ["three years at 105 x 86", china, 36, 80, 1, 8],
  ] as const)("has a bound: %s", (_, grid, months, regions, side, bits) => {
    const run = runOf(grid, months, regions);
    const mapped = runMaps(run, grid === china ? standardOverlays() : {})!;
    expect(mapped.coarseness).toEqual({ side, bits });
    const data = dataElement("data", { maps: mapped.maps, series: seriesOf({ fluxes: run, rows: [] }) }).text;
    expect(data.length).toBeLessThan(5.5e6);
    expect(data.length + TABLES * largestTable.length).toBeLessThan(PAGE_BYTES);
    expect(coarsenessInWords(mapped.coarseness) === "").toBe(side === 1 && bits === 16);
  });

  it("keeps the means of squares of cells", () => {
    const values = field(fine.cells, 1);
    const shown = shownCells(values, fine, 7);
    expect(shown).toHaveLength(35 * 35);
    const cells = [0, 1, 2, 3, 4, 5, 6].flatMap((row) => [0, 1, 2, 3, 4, 5, 6].map((column) => row * 240 + column));
    const area = cells.reduce((sum, cell) => sum + fine.area[cell], 0);
    expect(shown[0]).toBeCloseTo(cells.reduce((sum, cell) => sum + values[cell] * fine.area[cell], 0) / area, 12);
  });

  it("tells months where days would take too much, and the mean of the days of each", () => {
    const run = runOf(china, 60);
    const row = { region: "r0", period: "m3", days: 30, teragrams: { prior: 60, priorSpread: 3 } };
    const series = seriesOf({ fluxes: run, rows: [row as unknown as RegionRow] })!;
    expect([series.step, series.times.length]).toEqual(["month", 60]);
    const [prior] = series.regions[0].lines;
    expect([restore(prior.values)[3], restore(prior.spread!)[3]].map((value) => value.toFixed(4))).toEqual([
      "2.0000",
      "0.1000",
    ]);
    expect(restore(prior.values)[2]).toBeNaN();
  });

  it("leaves a figure out that has no room, and says where it is", () => {
    const figure = { title: "Large", caption: "", svg: undefined, png: new Uint8Array(800) };
    const small = { title: "Small", caption: "said", name: "small", svg: "<svg/>", png: undefined };
    const [left, shown] = figureElements([{ name: "figure_large", ...figure }, small], 1000).map(
      (part) => (part as { text: string }).text,
    );
    expect(left).toContain("figure_large.svg of the run folder");
    expect(shown).toContain('src="data:image/svg+xml;base64,PHN2Zy8+" alt="Small"');
  });
});

describe("tables of a page", () => {
  it("have numbers with all their digits beside those shown, and no column without any", () => {
    const rows = [{ name: "<b>", value: -1.23456789, none: NaN }];
    const columns = [
      words<(typeof rows)[0]>("name", ({ name }) => name),
      numbers<(typeof rows)[0]>("value", "ppm", 2, ({ value }) => value),
      numbers<(typeof rows)[0]>("none", "1", 2, ({ none }) => none),
    ];
    const [table] = tableOf("t", "T", rows, columns);
    const { text } = tableHtml(table);
    expect(text).toContain('<th scope="row">&lt;b&gt;</th><td class="number" data-value="-1.2345679">\u22121.23</td>');
    expect(text).toContain('data-name="value [ppm]"');
    expect(text).not.toContain("none");
    expect(tableOf("t", "T", [], columns)).toEqual([]);
  });

  it("are cut where they are long, which is said", () => {
    const [{ rows, note }] = tableOf("t", "T", [...Array(MOST_ROWS + 7).keys()], [words("x", String)]);
    expect([rows.length, note]).toEqual([
      MOST_ROWS,
      "7 more rows are left out here; they are in the files of the run.",
    ]);
  });
});

describe("texts from outside", () => {
  const evil = '</script><script>alert("1")</script><!--';
  it("are texts on the page", () => {
    expect(tag("p", { title: evil }, evil).text).not.toMatch(/<\/?script|<!--/);
    const { text } = dataElement("data", { evil });
    expect(text.match(/<\/script>/g)).toHaveLength(1);
    expect(text).not.toContain("<!--");
    expect(JSON.parse(text.replace(/^<script[^>]*>|<\/script>$/g, ""))).toEqual({ evil });
  });
});

describe("the sources of a configuration", () => {
  it("are found in all sections, in parts and in a mosaic, each once", () => {
    const configuration = {
      meteorology: { source: "mcip", files: ["a"] },
      fluxes: { fossil: "synthetic", fire: { source: "mosaic", parts: [{ source: "gfed" }, { source: "gfed" }] } },
      observations: { source: "lite", also: [{ source: "tccon" }] },
      twin: { fluxes: { biosphere: "synthetic" } },
    };
    expect(usedSources(configuration).map(({ role, name }) => `${role}: ${name}`)).toEqual([
      "weather: mcip",
      "prior fluxes: fossil: synthetic",
      "prior fluxes: fire: mosaic",
      "prior fluxes: fire: gfed",
      "observations: lite",
      "observations: tccon",
      "true fluxes: biosphere: synthetic",
    ]);
  });
});
