/** The head of a figure: its title and grey lines under it, broken where the width ends. */
import { label, textLines } from "./svg.js";

/** Room at both sides of a figure [px]. */
export const EDGE = 16;

export interface FigureHead {
  readonly svg: string;
  /** Where what follows may begin [px]. */
  readonly height: number;
}

/** Sizes of the letters [px]. */
const TITLE = 18;
const SUBTITLE = 12;

/** @param width of the figure [px] @param titleSize of its letters [px] */
export function figureHead(
  title: string,
  subtitles: readonly string[],
  width: number,
  titleSize: number = TITLE,
): FigureHead {
  const room = width - 2 * EDGE;
  const titles = textLines(title, room, titleSize + 1);
  const lines = subtitles.flatMap((text) => textLines(text, room, SUBTITLE));
  const step = titleSize + 6;
  const svg = [
    ...titles.map((text, i) =>
      label(text, EDGE, 12 + titleSize + step * i, { "font-size": titleSize, "font-weight": "bold" }),
    ),
    ...lines.map((text, i) =>
      label(text, EDGE, 10 + titleSize + step * titles.length + 17 * i, { "font-size": SUBTITLE, fill: "#555555" }),
    ),
  ];
  return { svg: svg.join("\n"), height: 6 + titleSize + step * titles.length + 17 * lines.length };
}
