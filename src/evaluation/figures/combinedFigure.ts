/**
 * Totals of several runs, region by region: the combined interval as a pale bar with one combined spread in it and the mean
 * as a line, before it each run's total with its own spread, and the truth where the runs have one.
 * Colours of the runs are those of Okabe and Ito (jfly.uni-koeln.de/color), safe for the colour-blind; marks differ too.
 */
import { below, beside, type Block, legendBlock, plotBlock } from "../../drawing/block.js";
import { page } from "../../drawing/page.js";
import { createPlot, plotMargins } from "../../drawing/plot.js";
import { element, textWidth } from "../../drawing/svg.js";
import { kindOf } from "../../regions/kinds.js";
import { type CombinedRow, type Combination, shortTitle } from "../combination.js";

const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f3c8d"] as const;
const INTERVAL_FILL = "#e4e4e4";
const SPREAD_FILL = "#c4c4c4";
const NAMES_WIDTH = 150;
/** Letters that the width has room for. */
const LONGEST_NAME = 24;
const PLOT_WIDTH = 250;
/** Room between one panel and the next, and between runs in a row [px]. */
const GAP = 26;
const STEP = 5;
const LEGEND_LETTERS = 11;

const oneOf =
  (...ids: readonly string[]) =>
  (region: string): boolean =>
    ids.includes(region);
const beginsWith =
  (stem: string) =>
  (region: string): boolean =>
    region.startsWith(stem);

/** Panels from top to bottom in each column; what a grid does not cover is left out. */
const LAYOUT: readonly (readonly (readonly [title: string, holds: (region: string) => boolean])[])[] = [
  [
    ["Land and large regions", oneOf("land", "mainland-china", "west", "north", "central", "south")],
    ["Ecological areas", oneOf("daxinganling", "loess-plateau", "qinling", "guangxi-karst", "wuyi", "xishuangbanna")],
    ["R8: land in 8 equal parts", beginsWith("R8-")],
  ],
  [["R24: land in 24 equal parts", beginsWith("R24-")]],
  [["Provinces", beginsWith("province-")]],
  [["Regions of the experiment file", (region) => kindOf(region) === "own"]],
];

/** @returns an SVG picture, up to 1300 px wide, 1700 with regions of the experiment file */
export function combinedFigure({ runs, remarks, period, regions }: Combination): string {
  const whole = regions.filter((row) => row.period === "whole");
  const columns = LAYOUT.map((panels) =>
    panels.flatMap(([title, holds]) => {
      const rows = whole.filter(({ region }) => holds(region));
      return rows.length > 0 ? [panelOf(title, rows)] : [];
    }),
  ).filter((panels) => panels.length > 0);
  const panels = beside(
    columns.map((blocks) => below(blocks, GAP)),
    0,
  );
  const notes = [
    `Mean of ${period.scoredFrom} to ${period.end}, end excluded (${period.scoredDays} days). Grey: 90 % interval, darker one ` +
      "combined spread; white line: mean of the runs. Points: posterior of each run with the spread of its own ensemble.",
    remarks.join(" "),
  ].filter((text) => text !== "");
  const names = runs.map(({ folder }, k): readonly [string, string] => [mark(k), `${k + 1} ${lastPart(folder)}`]);
  const truth = whole.some((row) => Number.isFinite(row.truth)) ? [[truthMark(9), "truth"] as const] : [];
  const keys = inLines([...names, ...truth], panels.width - plotMargins.left).map((marks) =>
    legendBlock(marks, panels.width),
  );
  return page({
    title: `Natural CO₂ flux from ${runs.length} runs together`,
    subtitles: notes,
    body: below([below(keys, 4), panels]),
    caption: "",
  });
}

/** Names that users give may be long. */
function nameOf(row: CombinedRow): string {
  const name = shortTitle(row);
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}\u2026` : name;
}

function panelOf(title: string, rows: readonly CombinedRow[]): Block {
  const runs = rows[0].totals.length;
  const rowHeight = 12 + STEP * (runs - 1);
  const height = rows.length * (rowHeight + 4);
  const values = rows
    .flatMap(({ low, high, truth, totals, spreads }) => [
      low,
      high,
      truth,
      ...totals.flatMap((total, k) => [total - spreads[k], total + spreads[k]]),
    ])
    .filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = 0.03 * (most - least) || 1;
  const plot = createPlot(
    { from: least - margin, to: most + margin, title: "natural flux [PgC yr\u207b¹]" },
    { from: rows.length - 0.5, to: -0.5, title: "", names: rows.map(nameOf) },
    PLOT_WIDTH,
    height,
  );
  const bar = (from: number, to: number, y: number, fill: string): string =>
    element("rect", {
      x: plot.x(from),
      y: y - rowHeight / 2,
      width: plot.x(to) - plot.x(from),
      height: rowHeight,
      fill,
    });
  const content = rows.flatMap(({ mean, combined, low, high, truth, totals, spreads }, i) => {
    const y = plot.y(i);
    return [
      bar(low, high, y, INTERVAL_FILL),
      bar(mean - combined, mean + combined, y, SPREAD_FILL),
      element("path", {
        d: `M${plot.x(mean)} ${y - rowHeight / 2}v${rowHeight}`,
        stroke: "#ffffff",
        "stroke-width": 2.5,
      }),
      ...(Number.isFinite(truth) ? [placed(truthMark(rowHeight), plot.x(truth), y)] : []),
      ...totals.map((total, k) => {
        const at = y + STEP * (k - (runs - 1) / 2);
        const d = `M${plot.x(total - spreads[k])} ${at}H${plot.x(total + spreads[k])}`;
        return element("path", { d, stroke: colourOf(k), "stroke-width": 1.2 }) + placed(mark(k), plot.x(total), at);
      }),
    ];
  });
  const zero = plot.x(0);
  const zeroLine = element("path", { d: `M${zero} 0V${height}`, stroke: "#888888", "stroke-dasharray": "3 3" });
  const drawn = [...content, ...(zero > 0 && zero < PLOT_WIDTH ? [zeroLine] : [])];
  return plotBlock(plot, title, drawn, { room: NAMES_WIDTH });
}

function colourOf(run: number): string {
  return COLOURS[run % COLOURS.length];
}

/** Of one run, about (0, 0); hollow from the eighth run on. */
function mark(run: number): string {
  const colour = colourOf(run);
  const paint = { fill: run < COLOURS.length ? colour : "#ffffff", stroke: colour, "stroke-width": 1 };
  const shapes = ["M-2.4-2.4h4.8v4.8h-4.8z", "M0-3.2L3 2.4H-3z", "M0-3.4L3.4 0L0 3.4L-3.4 0z"];
  const shape = run % (shapes.length + 1);
  return shape === 0 ? element("circle", { r: 2.7, ...paint }) : element("path", { d: shapes[shape - 1], ...paint });
}

/** A black line with ends, about (0, 0). */
function truthMark(height: number): string {
  const half = height / 2;
  return element("path", {
    d: `M-3 ${-half}h6M0 ${-half}v${height}M-3 ${half}h6`,
    stroke: "#000000",
    "stroke-width": 1.6,
  });
}

function placed(svg: string, x: number, y: number): string {
  return element("g", { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` }, svg);
}

/** Marks with names in as many lines as a width takes [px]. */
function inLines<T extends readonly [string, string]>(marks: readonly T[], width: number): T[][] {
  const lines: T[][] = [];
  let left = 0;
  for (const entry of marks) {
    const own = 36 + textWidth(entry[1], LEGEND_LETTERS);
    if (left < own) {
      lines.push([]);
      left = width;
    }
    lines[lines.length - 1].push(entry);
    left -= own;
  }
  return lines;
}

function lastPart(folder: string): string {
  return folder.replace(/\/+$/, "").split("/").at(-1) ?? folder;
}
