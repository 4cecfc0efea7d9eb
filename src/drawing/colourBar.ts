/** A horizontal colour bar: classes as boxes, points where values lie beyond, ticks at round values, the unit below. */
import { scaleLinear } from "d3-scale";
import type { ColourScale } from "./colourScale.js";
import { element, format, label, textWidth } from "./svg.js";

const HEIGHT = 11;
const POINT = 12;

/** Height of bar, ticks and title together [px]. */
export const colourBarHeight = 44;

/** Classes from left to right, whether values lie beyond them, and what stands where along the bar. */
export interface Bar {
  readonly colours: readonly string[];
  /** Below and above. */
  readonly beyond: readonly [boolean, boolean];
  /** Places as shares [0, 1] of the bar. */
  readonly ticks: readonly { readonly share: number; readonly text: string }[];
}

/** @param x @param y upper left corner [px] @param title quantity and unit */
export function colourBar(scale: ColourScale, title: string, x: number, y: number, width: number): string {
  const box = (width - 2 * POINT) / scale.colours.length;
  const fits = (n: number): boolean => n * box >= textWidth(tickLabel(-n * scale.step), 10) + 6;
  const spacings = [1, 2, 4, 5, 10].filter(fits);
  const every = spacings.find((n) => scale.classes % n === 0) ?? spacings[0] ?? scale.classes;
  const ticks = Array.from({ length: 2 * scale.classes + 1 }, (_, i) => i - scale.classes)
    .filter((n) => n % every === 0)
    .map((n) => ({ share: (n + scale.classes) / (2 * scale.classes), text: tickLabel(n * scale.step) }));
  return drawBar({ ...scale, ticks }, title, x, y, width);
}

export function drawBar({ colours, beyond, ticks }: Bar, title: string, x: number, y: number, width: number): string {
  const box = (width - 2 * POINT) / colours.length;
  const position = scaleLinear([0, 1], [POINT, width - POINT]);
  const boxes = colours.map((fill, i) =>
    element("rect", { x: POINT + i * box, width: box + 0.3, height: HEIGHT, fill, "shape-rendering": "crispEdges" }),
  );
  const triangle = (tip: number, base: number, fill: string): string =>
    element("path", { d: `M${format(base)} 0L${format(tip)} ${HEIGHT / 2}L${format(base)} ${HEIGHT}z`, fill });
  const [below, above] = beyond;
  const outline =
    `M${POINT} 0H${format(width - POINT)}` +
    (above ? `L${format(width)} ${HEIGHT / 2}L${format(width - POINT)} ${HEIGHT}` : `V${HEIGHT}`) +
    `H${POINT}${below ? `L0 ${HEIGHT / 2}` : ""}z`;
  const marks = ticks.map(({ share, text }) => {
    const at = position(share);
    return (
      element("path", { d: `M${format(at)} ${HEIGHT}v4`, stroke: "#222222", "stroke-width": 0.8 }) +
      label(text, at, HEIGHT + 14, { "text-anchor": "middle", "font-size": 10 })
    );
  });
  return element(
    "g",
    { transform: `translate(${format(x)} ${format(y)})` },
    [
      ...boxes,
      below ? triangle(0, POINT, colours[0]) : "",
      above ? triangle(width, width - POINT, colours[colours.length - 1]) : "",
      element("path", { d: outline, fill: "none", stroke: "#222222", "stroke-width": 0.8 }),
      ...marks,
      label(title, width / 2, HEIGHT + 30, { "text-anchor": "middle", "font-size": 11 }),
    ].join("\n"),
  );
}

/** Shortest decimal, with a true minus sign. */
export function tickLabel(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "\u2212");
}
