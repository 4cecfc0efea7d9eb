/** Error reduction of the period-mean natural flux against the prior's error: a dot a truth of the matrix, by its form. */
import { picture } from "../../drawing/svg.js";
import { createPlot, legend, niceLimit, plotMargins } from "../../drawing/plot.js";
import { truthForms, truthFormTitles } from "../matrix.js";
import { casesOf, type KnownCase } from "../summary.js";
import { dot, EDGE, FLUX_UNIT, formColours, head, headHeight, leastReduction } from "./style.js";

const PANELS = [
  { title: "8 regions (R8)", reduction: "R8", prior: "R8Prior" },
  { title: "24 regions (R24)", reduction: "R24", prior: "R24Prior" },
] as const;
const WIDTH = 360;
const HEIGHT = 280;

/** @returns undefined where no case of the matrix has run to its end */
export function errorReductionFigure(cases: readonly KnownCase[]): string | undefined {
  const run = casesOf(cases, { set: "matrix" }).filter(({ result }) => Number.isFinite(result.scores.R24));
  if (run.length === 0) return undefined;
  const lowest = leastReduction(run.flatMap(({ result }) => PANELS.map(({ reduction }) => result.scores[reduction])));
  const limit = niceLimit(Math.max(...run.flatMap(({ result }) => PANELS.map(({ prior }) => result.scores[prior]))));
  const plot = createPlot(
    { from: 0, to: limit, title: `error of the prior [${FLUX_UNIT}]` },
    { from: lowest, to: 100, title: "error reduction [%]" },
    WIDTH,
    HEIGHT,
  );
  const panelWidth = plotMargins.left + WIDTH + plotMargins.right;
  const width = 2 * EDGE + PANELS.length * panelWidth;
  const top = headHeight + plotMargins.top;
  const bottom = top + HEIGHT + plotMargins.bottom;
  const panels = PANELS.map(({ title, reduction, prior }, i) => {
    const dots = run.map(({ form, result: { scores } }) =>
      dot(plot.x(scores[prior]), plot.y(Math.max(lowest, scores[reduction])), formColours[form]),
    );
    return plot.draw(title, dots, EDGE + i * panelWidth + plotMargins.left, top);
  });
  const key = legend(
    truthForms.map((form) => [dot(0, 0, formColours[form]), truthFormTitles[form]]),
    EDGE + plotMargins.left,
    bottom + 12,
  );
  const what = `A dot a truth, all seasons and sizes; what lies below ${lowest} % is drawn there.`;
  return picture(width, bottom + 30, "Error reduction against prior error", [
    ...head("Error reduction of the flux against the error of the prior", what, run[0].scale, width),
    ...panels,
    key,
  ]);
}
