/** How much of CTRL's XCO2 error is left: the analyses (AN) against the forward run with posterior fluxes (FC). */
import { element, picture } from "../../drawing/svg.js";
import type { Scale } from "../cases.js";
import { kinds } from "../scores.js";
import { casesOf, type KnownCase } from "../summary.js";
import { createPlot, legend, niceLimit, plotMargins } from "../../drawing/plot.js";
import { dot, EDGE, head, headHeight, kindColours } from "./style.js";

const SIDE = 330;
const OTHERS = ["weather"] as const;

export function columnsFigure(cases: readonly KnownCase[], scale: Scale): string {
  const shown = [
    ...OTHERS.flatMap((set) => casesOf(cases, { set })).map((own) => ({ ...own, filled: false })),
    ...casesOf(cases, { set: "core" }).map((own) => ({ ...own, filled: true })),
  ].filter(({ result }) => result.stopped === undefined && Number.isFinite(result.scores.posteriorOverControl));
  const ratios = shown.flatMap(({ result }) => [result.scores.posteriorOverControl, result.scores.analysisOverControl]);
  const limit = Math.max(1, niceLimit(Math.max(...ratios)));
  const plot = createPlot(
    { from: 0, to: limit, title: "FC / CTRL [1]: posterior fluxes alone" },
    { from: 0, to: limit, title: "AN / CTRL [1]: analyses" },
    SIDE,
    SIDE,
  );
  const dots = shown.map(({ kind, filled, result: { scores } }) =>
    dot(plot.x(scores.posteriorOverControl), plot.y(scores.analysisOverControl), kindColours[kind], filled),
  );
  const line = element("path", { d: `M0 ${SIDE}L${SIDE} 0`, stroke: "#888888", "stroke-dasharray": "4 3" });
  const width = 2 * EDGE + plotMargins.left + SIDE + plotMargins.right + 60;
  const top = headHeight + plotMargins.top;
  const bottom = top + SIDE + plotMargins.bottom;
  const left = EDGE + plotMargins.left;
  return picture(width, bottom + 50, "XCO2 errors of AN and FC", [
    ...head("XCO₂ errors: AN against FC", "RMSE at withheld soundings; below the line AN beats FC.", scale, width),
    plot.draw("Error against the truth, over that of CTRL", [line, ...dots], left, top),
    legend(
      kinds.map((kind) => [dot(0, 0, kindColours[kind]), kind]),
      left,
      bottom + 12,
    ),
    ...(shown.every(({ filled }) => filled)
      ? []
      : [
          legend(
            [[dot(0, 0, "#555555", false), "open: not synthetic weather but that of SPEEDY, on 128 km"]],
            left,
            bottom + 32,
          ),
        ]),
  ]);
}
