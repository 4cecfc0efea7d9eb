/** How many of the errors the intervals of the ensemble hold, against how many they should: by group and length of mean. */
import { below, beside, legendBlock, plotBlock } from "../../drawing/block.js";
import { createPlot } from "../../drawing/plot.js";
import { element } from "../../drawing/svg.js";
import { groupTitles, type Periods, type RegionGroup, shareWithin } from "../regionGroups.js";
import { casesOf, type KnownCase, type Selection } from "../summary.js";
import { dot, skillFigure } from "./style.js";

const SIDE = 230;

/** Probabilities [%] and the spreads within which such a share of Gaussian errors lies. */
const LEVELS: readonly (readonly [percent: number, spreads: number])[] = [
  [10, 0.1257],
  [20, 0.2533],
  [30, 0.3853],
  [40, 0.5244],
  [50, 0.6745],
  [60, 0.8416],
  [70, 1.0364],
  [80, 1.2816],
  [90, 1.6449],
  [95, 1.96],
];

/** Brewer's "Dark2": distinct for the colour-blind. */
const COLOURS: readonly (readonly [RegionGroup, string])[] = [
  ["R8", "#1b9e77"],
  ["R24", "#d95f02"],
  ["provinces", "#7570b3"],
  ["china", "#e7298a"],
];

const PANELS: readonly (readonly [title: string, cases: Selection, periods: Periods])[] = [
  ["21 days, all seasons", { set: "matrix", size: "full", form: "all" }, "whole"],
  ["Months of 2016", { set: "year", form: "all" }, "months"],
  ["2016", { set: "year", form: "all" }, "whole"],
];

/** @returns undefined where nothing of it has been run */
export function coverageFigure(cases: readonly KnownCase[]): string | undefined {
  const chosen = PANELS.map(([title, selection, periods]) => {
    const own = casesOf(cases, selection).filter(({ scale, result }) => scale !== "64" && result.stopped === undefined);
    return { title, periods, own };
  });
  const [first] = chosen.flatMap(({ own }) => own);
  if (first === undefined) return undefined;
  const plot = createPlot(
    { from: 0, to: 100, title: "should be held [%]" },
    { from: 0, to: 100, title: "held [%]" },
    SIDE,
    SIDE,
  );
  const equal = element("path", { d: `M0 ${SIDE}L${SIDE} 0`, stroke: "#888888", "stroke-dasharray": "4 3" });
  const panels = chosen.map(({ title, periods, own }) => {
    const lines = COLOURS.flatMap(([group, colour]) => {
      const points = LEVELS.map(([percent, spreads]) => [percent, shareWithin(own, group, periods, spreads)] as const);
      if (!points.every(([, share]) => Number.isFinite(share))) return [];
      const places = points.map(([percent, share]) => `${plot.x(percent).toFixed(1)} ${plot.y(share).toFixed(1)}`);
      const line = element("path", { d: `M${places.join("L")}`, stroke: colour, "stroke-width": 1.4, fill: "none" });
      return [line, ...points.map(([percent, share]) => dot(plot.x(percent), plot.y(share), colour))];
    });
    const note = lines.length === 0 ? "not run" : `${own.length} ${own.length === 1 ? "run" : "runs"}`;
    return plotBlock(plot, title, [equal, ...lines], { note });
  });
  const row = beside(panels, 0);
  const key = legendBlock(
    COLOURS.map(([group, colour]) => [dot(0, 0, colour), groupTitles[group]]),
    row.width,
  );
  const what = "Both other, standard size; below the line the ensemble is too sure of itself.";
  return skillFigure("Errors that the intervals of the ensemble hold", what, first.scale, below([row, key]));
}
