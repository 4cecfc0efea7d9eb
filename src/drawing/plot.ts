/** A panel with two linear axes: frame, ticks at round values, titles; what is drawn in it is placed by `x` and `y`. */
import { scaleLinear } from "d3-scale";
import { tickLabel } from "./colourBar.js";
import { element, label, textWidth } from "./svg.js";

/** Room around the frame [px]. */
export const plotMargins = { left: 56, right: 12, top: 28, bottom: 44 } as const;

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  /** Names in place of numbers, at 0, 1, 2 ... */
  readonly names?: readonly string[];
  /** Where the ticks are and what stands at them, in place of round values. */
  readonly ticks?: readonly { readonly at: number; readonly text: string }[];
}

export interface Plot {
  /** Position in the frame [px]. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly width: number;
  readonly height: number;
  /** @param content SVG in pixels of the frame @param left @param top place of the frame's upper left corner [px] */
  draw(title: string, content: readonly string[], left: number, top: number, note?: string): string;
}

const TICKS = 6;
/** Least room of a tick along either axis [px]. */
const ROOM = { across: 40, up: 22 } as const;

export function createPlot(horizontal: Axis, vertical: Axis, width: number, height: number): Plot {
  const x = scaleLinear([horizontal.from, horizontal.to], [0, width]);
  const y = scaleLinear([vertical.from, vertical.to], [height, 0]);
  const stroke = { stroke: "#222222", "stroke-width": 0.8 };
  const marks = ({ names, ticks }: Axis, scale: typeof x, most: number): { at: number; text: string }[] =>
    ticks?.map(({ at, text }) => ({ at: scale(at), text })) ??
    names?.map((text, i) => ({ at: scale(i), text })) ??
    scale.ticks(Math.max(2, Math.min(TICKS, most))).map((value) => ({ at: scale(value), text: tickLabel(value) }));
  const [across, up] = [
    marks(horizontal, x, Math.floor(width / ROOM.across)),
    marks(vertical, y, Math.floor(height / ROOM.up)),
  ];
  const axes = [
    ...up.map(({ at }) => element("path", { d: `M0 ${at}H${width}`, stroke: "#dddddd", "stroke-width": 0.7 })),
    element("rect", { width, height, fill: "none", stroke: "#222222" }),
    ...across.flatMap(({ at, text }) => [
      element("path", { d: `M${at} ${height}v4`, ...stroke }),
      label(text, at, height + 16, { "text-anchor": "middle", "font-size": 11 }),
    ]),
    ...up.flatMap(({ at, text }) => [
      element("path", { d: `M0 ${at}h-4`, ...stroke }),
      label(text, -7, at + 4, { "text-anchor": "end", "font-size": 11 }),
    ]),
    label(horizontal.title, width / 2, height + 35, { "text-anchor": "middle", "font-size": 12 }),
    label(vertical.title, -height / 2, -Math.max(40, 18 + widest(up)), {
      "text-anchor": "middle",
      "font-size": 12,
      transform: "rotate(-90)",
    }),
  ];
  return {
    x,
    y,
    width,
    height,
    draw: (title, content, left, top, note) =>
      element(
        "g",
        { transform: `translate(${left} ${top})` },
        [
          ...axes,
          ...content,
          label(title, 0, -9, { "font-size": 13, "font-weight": "bold" }),
          note === undefined ? "" : label(note, width, -9, { "text-anchor": "end", "font-size": 11 }),
        ].join("\n"),
      ),
  };
}

/** Of labels [px]. */
function widest(marks: readonly { readonly text: string }[]): number {
  return Math.max(0, ...marks.map(({ text }) => textWidth(text, 11)));
}

/** A line of marks with their names. @param marks drawn about (0, 0) @param x @param y left end, height of the marks [px] */
export function legend(marks: readonly (readonly [mark: string, name: string])[], x: number, y: number): string {
  let left = x;
  return marks
    .map(([mark, name]) => {
      const at = left;
      left += 22 + textWidth(name, 11) + 14;
      return (
        element("g", { transform: `translate(${Math.round(at + 8)} ${y})` }, mark) +
        label(name, Math.round(at + 20), y + 4, { "font-size": 11 })
      );
    })
    .join("\n");
}

/** A tick above the largest value, so that nothing is drawn on the frame. */
export function niceLimit(largest: number): number {
  if (!(largest > 0)) return 1;
  const [, top] = scaleLinear([0, 1.03 * largest], [0, 1])
    .nice(TICKS)
    .domain();
  return top;
}
