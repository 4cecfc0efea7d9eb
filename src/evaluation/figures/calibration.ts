/** Whether spreads are right: ranks of soundings in what was expected of them, and in a twin how many intervals hold the truth. */
import { beside, type Block, letters, plotBlock } from "../../drawing/block.js";
import { barMark, seriesColours } from "../../drawing/marks.js";
import { type Axis, createPlot, niceLimit, type Plot } from "../../drawing/plot.js";
import { element, label } from "../../drawing/svg.js";
import { PROBABILITY, type SpreadCoverage } from "../tables/coverage.js";
import { type RankBin, rankBins } from "../tables/ranks.js";
import { type FigureInput, runFigure } from "./runFigure.js";

const HEIGHT = 200;
/** Of a standard normal distribution: the middle nine tenths. */
const NINE_TENTHS = 1.645;

export const calibrationFigure = runFigure({
  name: "figure_calibration",
  title: "Calibration of spreads",
  appliesTo: (run) => rankBins(run).length > 0 || coverageOf(run).length > 0,
  caption: (run) =>
    [
      ...(rankBins(run).length > 0
        ? [
            "Ranks: shares of assimilated soundings in the tenths of what filter and error model expected of them, a normal distribution " +
              "about the background with the variance of spread and assumed error together. Grey: where nine in ten bars lie if that is right and " +
              "soundings are independent. Heaps at both ends: too narrow; a heap in the middle: too wide; a slope: a bias.",
          ]
        : []),
      ...(coverageOf(run).length > 0
        ? [
            `Coverage: how many of the ${100 * PROBABILITY} % intervals of totals of regions hold the truth of this twin; the line is what they should.`,
          ]
        : []),
    ].join(" "),
  body: drawPanels,
});

function coverageOf({ evaluation }: FigureInput): readonly SpreadCoverage[] {
  return evaluation.fluxes?.coverage ?? [];
}

function drawPanels(run: FigureInput): { body: Block } {
  const letter = letters();
  const [bins, coverage] = [rankBins(run), coverageOf(run)];
  return {
    body: beside([
      ...(bins.length > 0 ? [rankPanel(bins, letter("Ranks"))] : []),
      ...(coverage.length > 0 ? [coveragePanel(coverage, letter("Coverage"))] : []),
    ]),
  };
}

function rankPanel(bins: readonly RankBin[], title: string): Block {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  const expected = 100 / bins.length;
  const chance = NINE_TENTHS * Math.sqrt((expected * (100 - expected)) / count);
  const top = niceLimit(Math.max(expected + chance, ...bins.map(({ share }) => 100 * share)));
  const width = 360;
  const plot = createPlot(
    {
      from: -0.6,
      to: bins.length - 0.4,
      title: "tenth of the expected distribution",
      names: bins.map((_, i) => `${i + 1}`),
    },
    { from: 0, to: top, title: "%" },
    width,
    HEIGHT,
  );
  const [low, high] = [plot.y(Math.max(0, expected - chance)), plot.y(expected + chance)];
  return plotBlock(
    plot,
    title,
    [
      element("rect", { x: 0, y: high, width, height: low - high, fill: "#d9d9d9" }),
      ...bins.map(({ share }, i) => barMark(plot, i, 100 * share, Number.NaN, seriesColours.posterior, 24)),
      levelLine(plot, expected),
    ],
    { note: `n ${count}` },
  );
}

function coveragePanel(coverage: readonly SpreadCoverage[], title: string): Block {
  const width = Math.max(220, 78 * coverage.length);
  const axis: Axis = { from: -0.6, to: coverage.length - 0.4, title: "", ticks: [] };
  const plot = createPlot(axis, { from: 0, to: 100, title: "%" }, width, HEIGHT);
  const marks = coverage.flatMap(({ group, period, count, within }, i) => {
    const x = plot.x(i);
    const lines = [
      group.replace("regions of the experiment file", "own"),
      period === "whole" ? "all days" : "months",
      `n ${count}`,
    ];
    return [
      barMark(plot, i, 100 * within, Number.NaN, seriesColours.posterior, 34),
      ...lines.map((text, k) =>
        label(text, x, plot.height + 15 + 13 * k, { "text-anchor": "middle", "font-size": 10 }),
      ),
    ];
  });
  return plotBlock(plot, title, [...marks, levelLine(plot, 100 * PROBABILITY)]);
}

function levelLine({ y, width }: Plot, value: number): string {
  return element("path", { d: `M0 ${y(value).toFixed(1)}H${width}`, stroke: "#222222", "stroke-width": 1.4 });
}
