/** Errors as assumed, and as departures show them to be (Desroziers et al. 2005, doi:10.1256/qj.05.108). */
import { beside, below, type Block, legendBlock, letters, plotBlock } from "../../drawing/block.js";
import { barMark, boxSample, seriesColours } from "../../drawing/marks.js";
import { createPlot, niceLimit, type Plot } from "../../drawing/plot.js";
import { monthAxis } from "../../drawing/timeAxis.js";
import { element } from "../../drawing/svg.js";
import { type ConsistencyRow, consistencyRows } from "../tables/consistency.js";
import { FEWEST_MONTHS } from "./periodGroups.js";
import { type FigureInput, runFigure } from "./runFigure.js";

const HEIGHT = 170;
const COLOURS = { assumed: "#bbbbbb", shown: seriesColours.posterior } as const;

export const consistencyFigure = runFigure({
  name: "figure_consistency",
  title: "Errors assumed and shown",
  appliesTo: (run) => consistencyRows(run).length > 0,
  caption: () =>
    "Standard deviations of the errors of assimilated soundings and of the background there: as assumed (grey), and as the departures show them " +
    "(blue), mean((o − b)(o − a)) and mean((a − b)(o − b)) with o observed, b background, a analysis (Desroziers et al. 2005). A bar that is missing is " +
    "of a negative variance. Chi-square: mean of squared departures over what spread and error expect, 1 where both are right, above it where " +
    "they are too small. What is shown rests on the gain being right, and leaves out errors that neighbours share.",
  body: drawPanels,
});

/** Months where there are enough of them, else all together. */
function shown(run: FigureInput): readonly ConsistencyRow[] {
  const rows = consistencyRows(run);
  const months = rows.filter(({ period }) => /^\d{4}-\d{2}$/.test(period));
  return months.length >= FEWEST_MONTHS ? months : rows.filter(({ period }) => period === "whole");
}

function drawPanels(run: FigureInput): { body: Block } {
  const rows = shown(run);
  const width = rows.length === 1 ? 150 : Math.max(240, 27 * rows.length);
  const axis =
    rows.length === 1
      ? { from: -0.7, to: 0.7, title: `n ${rows[0].count}`, ticks: [] }
      : monthAxis(
          rows.map(({ period }) => period),
          width,
        );
  const letter = letters();
  const most = Math.max(
    ...rows
      .flatMap((row) => [row.assumedError, row.shownError, row.assumedSpread, row.shownSpread])
      .filter(Number.isFinite),
  );
  const [bar, shift] = rows.length === 1 ? [34, 0.25] : [9, 0.2];
  const pair = (
    title: string,
    assumed: "assumedError" | "assumedSpread",
    found: "shownError" | "shownSpread",
  ): Block => {
    const plot = createPlot(axis, { from: 0, to: niceLimit(most), title: "ppm" }, width, HEIGHT);
    const bars = rows.flatMap((row, i) => [
      barMark(plot, i - shift, row[assumed], Number.NaN, COLOURS.assumed, bar),
      barMark(plot, i + shift, row[found], Number.NaN, COLOURS.shown, bar),
    ]);
    return plotBlock(plot, letter(title), bars);
  };
  const ratio = createPlot(
    axis,
    { from: 0, to: niceLimit(Math.max(1, ...rows.map(({ chiSquare }) => chiSquare))), title: "1" },
    width,
    HEIGHT,
  );
  const chi = rows.map(({ chiSquare }, i) => barMark(ratio, i, chiSquare, Number.NaN, COLOURS.shown, 1.5 * bar));
  const body = beside([
    pair("Soundings", "assumedError", "shownError"),
    pair("Background", "assumedSpread", "shownSpread"),
    plotBlock(ratio, letter("Chi-square"), [...chi, one(ratio)]),
  ]);
  const legend = legendBlock(
    [
      [boxSample(COLOURS.assumed), "assumed"],
      [boxSample(COLOURS.shown), "shown by departures"],
    ],
    body.width,
  );
  return { body: below([legend, body], 2) };
}

function one({ y, width }: Plot): string {
  return element("path", { d: `M0 ${y(1).toFixed(1)}H${width}`, stroke: "#222222", "stroke-width": 1.4 });
}
