/** A horizontal colour bar: classes as boxes, points where values lie beyond, ticks at round values, the unit below. */
import { scaleLinear } from "d3-scale";
import type { ColourScale } from "./colourScale.js";
import { element, format, label, textWidth } from "./svg.js";

const HEIGHT = 11;
const POINT = 12;

/** Height of bar, ticks and title together [px]. */
export const colourBarHeight = 44;

/** @param x @param y upper left corner [px] @param title quantity and unit */
export function colourBar(scale: ColourScale, title: string, x: number, y: number, width: number): string {
  const limit = scale.classes * scale.step;
  const inner = width - 2 * POINT;
  const box = inner / scale.colours.length;
  const boxes = scale.colours.map((fill, i) =>
    element("rect", { x: POINT + i * box, width: box + 0.3, height: HEIGHT, fill, "shape-rendering": "crispEdges" }),
  );
  const triangle = (tip: number, base: number, fill: string): string =>
    element("path", { d: `M${format(base)} 0L${format(tip)} ${HEIGHT / 2}L${format(base)} ${HEIGHT}z`, fill });
  const [below, above] = scale.beyond;
  const outline =
    `M${POINT} 0H${format(width - POINT)}` +
    (above ? `L${format(width)} ${HEIGHT / 2}L${format(width - POINT)} ${HEIGHT}` : `V${HEIGHT}`) +
    `H${POINT}${below ? `L0 ${HEIGHT / 2}` : ""}z`;
  const position = scaleLinear([-limit, limit], [POINT, width - POINT]);
  const fits = (n: number): boolean => n * box >= textWidth(tickLabel(-n * scale.step), 10) + 6;
  const spacings = [1, 2, 4, 5, 10].filter(fits);
  const every = spacings.find((n) => scale.classes % n === 0) ?? spacings[0] ?? scale.classes;
  const values = Array.from({ length: 2 * scale.classes + 1 }, (_, i) => i - scale.classes).filter(
    (n) => n % every === 0,
  );
  const ticks = values.map((n) => {
    const at = position(n * scale.step);
    return (
      element("path", { d: `M${format(at)} ${HEIGHT}v4`, stroke: "#222222", "stroke-width": 0.8 }) +
      label(tickLabel(n * scale.step), at, HEIGHT + 14, { "text-anchor": "middle", "font-size": 10 })
    );
  });
  return element(
    "g",
    { transform: `translate(${format(x)} ${format(y)})` },
    [
      ...boxes,
      below ? triangle(0, POINT, scale.colours[0]) : "",
      above ? triangle(width, width - POINT, scale.colours[scale.colours.length - 1]) : "",
      element("path", { d: outline, fill: "none", stroke: "#222222", "stroke-width": 0.8 }),
      ...ticks,
      label(title, width / 2, HEIGHT + 30, { "text-anchor": "middle", "font-size": 11 }),
    ].join("\n"),
  );
}

/** Shortest decimal, with a true minus sign. */
export function tickLabel(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "\u2212");
}
