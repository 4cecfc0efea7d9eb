/** Error reduction of the period-mean natural flux against the prior's error: a dot a truth of the matrix, by its form. */
import { below, beside, legendBlock, plotBlock } from "../../drawing/block.js";
import { createPlot, niceLimit } from "../../drawing/plot.js";
import { truthForms, truthFormTitles } from "../matrix.js";
import { casesOf, type KnownCase } from "../summary.js";
import { dot, FLUX_UNIT, formColours, leastReduction, skillFigure } from "./style.js";

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
  const panels = PANELS.map(({ title, reduction, prior }) => {
    const dots = run.map(({ form, result: { scores } }) =>
      dot(plot.x(scores[prior]), plot.y(Math.max(lowest, scores[reduction])), formColours[form]),
    );
    return plotBlock(plot, title, dots);
  });
  const row = beside(panels, 0);
  const key = legendBlock(
    truthForms.map((form) => [dot(0, 0, formColours[form]), truthFormTitles[form]]),
    row.width,
  );
  const title = "Error reduction of the flux against the error of the prior";
  const what = `A dot a truth, all seasons and sizes; what lies below ${String(lowest).replace("-", "\u2212")} % is drawn there.`;
  return skillFigure(title, what, run[0].scale, below([row, key]));
}
