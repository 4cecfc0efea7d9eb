/** A whole figure: head, body, and below it the caption, broken where the width ends. */
import type { Block } from "./block.js";
import { EDGE, figureHead } from "./figureHead.js";
import { label, picture, textLines } from "./svg.js";

export interface Page {
  readonly title: string;
  /** Grey lines under the title. */
  readonly subtitles: readonly string[];
  readonly body: Block;
  /** Nothing is drawn where it is empty. */
  readonly caption: string;
  /** Shapes that the body refers to, such as the coast of a map. */
  readonly definitions?: string;
}

/** Least width [px]: a title and a caption need room. */
const NARROWEST = 760;
const CAPTION = 11.5;
const LINE = 16;

/** @returns an SVG picture */
export function page({ title, subtitles, body, caption, definitions = "" }: Page): string {
  const width = Math.max(NARROWEST, body.width + 2 * EDGE);
  const head = figureHead(title, subtitles, width);
  const bodyTop = head.height + 4;
  const captionTop = bodyTop + body.height + 24;
  const lines = caption === "" ? [] : textLines(caption, width - 2 * EDGE, CAPTION);
  const bottom = lines.length === 0 ? bodyTop + body.height : captionTop + LINE * (lines.length - 1);
  return picture(width, bottom + EDGE, title, [
    definitions,
    head.svg,
    body.draw(EDGE, bodyTop),
    ...lines.map((text, i) => label(text, EDGE, captionTop + LINE * i, { "font-size": CAPTION, fill: "#333333" })),
  ]);
}
