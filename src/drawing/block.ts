/**
 * Blocks of a figure: anything with a size that can be drawn anywhere, and how blocks stand beside and below each other.
 * Letters count the panels of a figure.
 */
import { colourBarHeight } from "./colourBar.js";
import { drawPanel, type MapFrame, type MapPanel, margins } from "./mapPanel.js";
import { legend, type Plot, plotMargins } from "./plot.js";
import { label } from "./svg.js";

export interface Block {
  /** [px] */
  readonly width: number;
  readonly height: number;
  /** @param left @param top place of the upper left corner [px] */
  draw(left: number, top: number): string;
}

/** Room between blocks [px]. */
const GAP = 14;

/** From left to right, their tops level. @param gap between them [px] */
export function beside(blocks: readonly Block[], gap: number = GAP): Block {
  return {
    width: blocks.reduce((sum, { width }) => sum + width, gap * Math.max(0, blocks.length - 1)),
    height: Math.max(0, ...blocks.map(({ height }) => height)),
    draw(left, top) {
      let x = left;
      return blocks
        .map((block) => {
          const svg = block.draw(x, top);
          x += block.width + gap;
          return svg;
        })
        .join("\n");
    },
  };
}

/** From top to bottom, their left sides level. @param gap between them [px] */
export function below(blocks: readonly Block[], gap: number = GAP): Block {
  return {
    width: Math.max(0, ...blocks.map(({ width }) => width)),
    height: blocks.reduce((sum, { height }) => sum + height, gap * Math.max(0, blocks.length - 1)),
    draw(left, top) {
      let y = top;
      return blocks
        .map((block) => {
          const svg = block.draw(left, y);
          y += block.height + gap;
          return svg;
        })
        .join("\n");
    },
  };
}

/** Row by row from the upper left. @param across blocks in a row */
export function lattice(blocks: readonly Block[], across: number, gap: number = GAP): Block {
  const rows: Block[] = [];
  for (let first = 0; first < blocks.length; first += across)
    rows.push(beside(blocks.slice(first, first + across), gap));
  return below(rows, gap);
}

/** A map with its labels. */
export function mapBlock(frame: MapFrame, panel: MapPanel): Block {
  return {
    width: margins.left + frame.width + margins.right,
    height: margins.top + frame.height + margins.bottom,
    draw: (left, top) => drawPanel(frame, panel, left + margins.left, top + margins.top),
  };
}

/** A panel with axes. @param room left of the frame, for names or numbers [px] */
export function plotBlock(
  plot: Plot,
  title: string,
  content: readonly string[],
  { note, room = plotMargins.left }: { readonly note?: string | undefined; readonly room?: number } = {},
): Block {
  return {
    width: room + plot.width + plotMargins.right,
    height: plotMargins.top + plot.height + plotMargins.bottom,
    draw: (left, top) => plot.draw(title, content, left + room, top + plotMargins.top, note),
  };
}

/** What a row of panels has in common, said above it. */
export function headline(text: string): Block {
  return {
    width: 0,
    height: 18,
    draw: (left, top) => label(text, left, top + 14, { "font-size": 14, "font-weight": "bold", fill: "#333333" }),
  };
}

/** A colour bar in the middle of a width. @param width of what it is of [px] @param drawn as colourBar draws it */
export function barBlock(width: number, drawn: (x: number, y: number, width: number) => string): Block {
  const own = Math.min(460, 0.92 * width);
  return { width, height: colourBarHeight, draw: (left, top) => drawn(left + (width - own) / 2, top, own) };
}

/** A line of marks with their names. @param width that it may take [px] */
export function legendBlock(marks: readonly (readonly [mark: string, name: string])[], width: number): Block {
  return { width, height: 14, draw: (left, top) => legend(marks, left + plotMargins.left, top + 7) };
}

/** @returns what puts the next letter before a title: "a  West" */
export function letters(): (title: string) => string {
  let next = 0;
  return (title) => `${String.fromCharCode(97 + (next++ % 26))}  ${title}`;
}
