/** What the ensemble believes of its error against what the error is: posterior spread and error of R24 regions. */
import { element, picture } from "../../drawing/svg.js";
import type { Scale } from "../cases.js";
import { kinds } from "../scores.js";
import { casesOf, errorOverSpread, type KnownCase } from "../summary.js";
import { createPlot, niceLimit, plotMargins } from "../../drawing/plot.js";
import { dot, EDGE, head, headHeight, kindColours, kindNames } from "./style.js";

const SIDE = 300;
const PARTITION = "R24";
const UNIT = "µmol m\u207b² s\u207b¹";

/** @param core cases of the standard experiment */
export function spreadFigure(core: readonly KnownCase[], scale: Scale): string {
  const points = core
    .filter(({ result }) => result.stopped === undefined)
    .flatMap(({ kind, result }) =>
      result.regions
        .filter(({ id }) => id.startsWith(`${PARTITION}-`))
        .map(({ spread, posterior, truth }) => ({ kind, spread, error: Math.abs(posterior - truth) })),
    )
    .filter(({ spread, error }) => Number.isFinite(spread) && Number.isFinite(error));
  const limit = niceLimit(Math.max(...points.flatMap(({ spread, error }) => [spread, error])));
  const plot = createPlot(
    { from: 0, to: limit, title: `posterior spread [${UNIT}]` },
    { from: 0, to: limit, title: `error [${UNIT}]` },
    SIDE,
    SIDE,
  );
  const line = element("path", { d: `M0 ${SIDE}L${SIDE} 0`, stroke: "#888888", "stroke-dasharray": "4 3" });
  const panelWidth = plotMargins.left + SIDE + plotMargins.right;
  const width = 2 * EDGE + kinds.length * panelWidth;
  const top = headHeight + plotMargins.top;
  const panels = kinds.map((kind, i) => {
    const ratio = errorOverSpread(casesOf(core, { kind }), PARTITION);
    return plot.draw(
      kindNames[kind].split(":")[0],
      [
        line,
        ...points
          .filter((point) => point.kind === kind)
          .map(({ spread, error }) => dot(plot.x(spread), plot.y(error), kindColours[kind])),
      ],
      EDGE + i * panelWidth + plotMargins.left,
      top,
      Number.isFinite(ratio) ? `RMS error = ${ratio.toFixed(2)} × RMS spread` : "not run",
    );
  });
  const what =
    "Period-mean flux of 24 land regions, all truths; a spread that is right has two in three below the line.";
  return picture(width, top + SIDE + plotMargins.bottom + 8, "Spread against error", [
    ...head("What the ensemble believes of its error", what, scale, width),
    ...panels,
  ]);
}
