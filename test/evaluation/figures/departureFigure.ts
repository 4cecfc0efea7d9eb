/** A figure, as CONTRIBUTING.md shows it: a bar for each day. */
import { createPlot, niceLimit, plotMargins } from "../../../src/drawing/plot.js";
import { element, picture } from "../../../src/drawing/svg.js";

/** @param days with the mean departure of each [ppm] @returns an SVG picture, about 500 px wide */
export function departureFigure(days: readonly { readonly day: string; readonly mean: number }[]): string {
  const limit = niceLimit(Math.max(...days.map(({ mean }) => Math.abs(mean))));
  const plot = createPlot(
    { from: -0.5, to: days.length - 0.5, title: "day", names: days.map(({ day }) => day.slice(5)) },
    { from: -limit, to: limit, title: "mean departure [ppm]" },
    430,
    220,
  );
  const bars = days.map(({ mean }, i) => {
    const [top, bottom] = [plot.y(Math.max(mean, 0)), plot.y(Math.min(mean, 0))];
    return element("rect", { x: plot.x(i) - 12, width: 24, y: top, height: bottom - top, fill: "#2f6f9f" });
  });
  const { left, right, top, bottom } = plotMargins;
  const title = "Observed minus background";
  return picture(left + plot.width + right, top + plot.height + bottom, title, [plot.draw(title, bars, left, top)]);
}
