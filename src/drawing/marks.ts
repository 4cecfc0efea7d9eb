/** What is drawn into a panel with axes: lines with bands, bars with error bars, boxes of quartiles. */
import { area, line } from "d3-shape";
import type { Plot } from "./plot.js";
import { element, format } from "./svg.js";

/** Colour-blind safe (Okabe & Ito, jfly.uni-koeln.de/color); each kind of number has one in all figures. */
export const seriesColours = {
  prior: "#e69f00",
  posterior: "#0072b2",
  truth: "#222222",
  background: "#999999",
  change: "#009e73",
} as const;

/** Of the runs, likewise. */
export const runColours = { CTRL: "#e69f00", FC: "#0072b2", AN: "#009e73", BG: "#777777" } as const;

type Point = readonly [x: number, y: number];

const known = ([x, y]: Point): boolean => Number.isFinite(x) && Number.isFinite(y);

/** A line through points in the units of the axes; it breaks where one is not known. @param dashes as SVG has them */
export function lineMark({ x, y }: Plot, points: readonly Point[], stroke: string, dashes = "none"): string {
  const path = line<Point>(
    (p) => x(p[0]),
    (p) => y(p[1]),
  )
    .defined(known)
    .digits(1);
  const d = path([...points]) ?? "";
  const attributes = { fill: "none", stroke, "stroke-width": 1.8, "stroke-dasharray": dashes };
  return d === "" ? "" : element("path", { d, "stroke-linejoin": "round", ...attributes });
}

/** From value - spread to value + spread; nothing where a spread is not known. */
export function bandMark({ x, y }: Plot, points: readonly (readonly [...Point, number])[], fill: string): string {
  const path = area<readonly [...Point, number]>()
    .x((p) => x(p[0]))
    .y0((p) => y(p[1] - p[2]))
    .y1((p) => y(p[1] + p[2]))
    .defined((p) => p.every(Number.isFinite))
    .digits(1);
  const d = path([...points]) ?? "";
  return d === "" ? "" : element("path", { d, fill, "fill-opacity": 0.22 });
}

/** One dot for each point that is known. */
export function dotMarks({ x, y }: Plot, points: readonly Point[], fill: string, r = 2.6): string {
  const dots = points.filter(known).map(([px, py]) => element("circle", { cx: x(px), cy: y(py), r }));
  return dots.length === 0 ? "" : element("g", { fill }, dots.join(""));
}

/** An upright bar from zero, centred at `at`, with a line of one spread each way. @param width [px] */
export function barMark(plot: Plot, at: number, value: number, spread: number, fill: string, width: number): string {
  if (!Number.isFinite(value)) return "";
  const [zero, end, middle] = [plot.y(0), plot.y(value), plot.x(at)];
  const height = Math.abs(end - zero);
  const bar = element("rect", { x: middle - width / 2, y: Math.min(zero, end), width, height, fill });
  if (!Number.isFinite(spread)) return bar;
  const [low, high] = [plot.y(value - spread), plot.y(value + spread)];
  return bar + whisker(`M${middle} ${low}V${high}M${middle - 3} ${low}h6M${middle - 3} ${high}h6`);
}

/** Upright bars one on the other, from zero. @param values of each, 0 or more @param width [px] */
export function stackMark(
  plot: Plot,
  at: number,
  values: readonly number[],
  colours: readonly string[],
  width: number,
): string {
  let foot = 0;
  return values
    .map((value, k) => {
      const [bottom, top] = [plot.y(foot), plot.y(foot + value)];
      foot += value;
      const x = plot.x(at) - width / 2;
      return value > 0 ? element("rect", { x, y: top, width, height: bottom - top, fill: colours[k] }) : "";
    })
    .join("");
}

/** A level bar from zero, `shift` pixels below the place `at`, with a line of one spread each way. @param height [px] */
export function levelBarMark(
  plot: Plot,
  at: number,
  value: number,
  spread: number,
  fill: string,
  { height, shift = 0 }: { readonly height: number; readonly shift?: number },
): string {
  if (!Number.isFinite(value)) return "";
  const [zero, end, middle] = [plot.x(0), plot.x(value), plot.y(at) + shift];
  const x = Math.min(zero, end);
  const bar = element("rect", { x, y: middle - height / 2, width: Math.abs(end - zero), height, fill });
  if (!Number.isFinite(spread)) return bar;
  const [low, high] = [plot.x(value - spread), plot.x(value + spread)];
  return bar + whisker(`M${low} ${middle}H${high}M${low} ${middle - 2}v4M${high} ${middle - 2}v4`);
}

export interface Quartiles {
  readonly minimum: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly maximum: number;
}

/** Box of the quartiles with the median, lines to least and most. @param width [px] */
export function boxMark(plot: Plot, at: number, of: Quartiles, colour: string, width: number): string {
  const middle = plot.x(at);
  const [least, low, median, high, most] = [of.minimum, of.lowerQuartile, of.median, of.upperQuartile, of.maximum].map(
    plot.y,
  );
  const half = width / 2;
  const cap = (y: number): string => `M${middle - half / 2} ${y}h${half}`;
  return (
    element("path", {
      d: rounded(`M${middle} ${least}V${low}M${middle} ${high}V${most}${cap(least)}${cap(most)}`),
      stroke: colour,
      "stroke-width": 1.3,
    }) +
    element("rect", {
      x: middle - half,
      y: high,
      width,
      height: low - high,
      fill: colour,
      "fill-opacity": 0.35,
      stroke: colour,
    }) +
    element("path", { d: rounded(`M${middle - half} ${median}h${width}`), stroke: colour, "stroke-width": 2.4 })
  );
}

/** The line of zero, where the axis has it. */
export function zeroLine({ y, width, height }: Plot): string {
  const zero = y(0);
  return zero <= 0 || zero >= height
    ? ""
    : element("path", { d: rounded(`M0 ${zero}H${width}`), stroke: "#666666", "stroke-width": 0.9 });
}

/** Likewise for level bars. */
export function levelZeroLine({ x, width, height }: Plot): string {
  const zero = x(0);
  return zero <= 0 || zero >= width
    ? ""
    : element("path", { d: rounded(`M${zero} 0V${height}`), stroke: "#666666", "stroke-width": 0.9 });
}

/** Marks for a legend, about (0, 0). */
export function lineSample(stroke: string, dashes = "none"): string {
  return element("path", { d: "M-8 0H8", stroke, "stroke-width": 2, "stroke-dasharray": dashes });
}
export function boxSample(fill: string): string {
  return element("rect", { x: -6, y: -5, width: 12, height: 10, fill });
}

function whisker(d: string): string {
  return element("path", { d: rounded(d), stroke: "#222222", "stroke-width": 1.1, fill: "none" });
}

/** A path with its numbers to a hundredth. */
function rounded(d: string): string {
  return d.replace(/-?\d+\.\d+/g, (number) => format(Number(number)));
}
