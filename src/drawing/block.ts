/**
 * Blocks of a figure: anything with a size that can be drawn anywhere, and how blocks stand beside and below each other.
 * Letters count the panels of a figure.
 */
import { colourBarHeight } from "./colourBar.js";
import { drawPanel, type MapFrame, type MapPanel, margins } from "./mapPanel.js";

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

/** A map with its labels. */
export function mapBlock(frame: MapFrame, panel: MapPanel): Block {
  return {
    width: margins.left + frame.width + margins.right,
    height: margins.top + frame.height + margins.bottom,
    draw: (left, top) => drawPanel(frame, panel, left + margins.left, top + margins.top),
  };
}

/** A colour bar in the middle of a width. @param width of what it is of [px] @param drawn as colourBar draws it */
export function barBlock(width: number, drawn: (x: number, y: number, width: number) => string): Block {
  const own = Math.min(460, 0.92 * width);
  return { width, height: colourBarHeight, draw: (left, top) => drawn(left + (width - own) / 2, top, own) };
}

/** @returns what puts the next letter before a title: "a  West" */
export function letters(): (title: string) => string {
  let next = 0;
  return (title) => `${String.fromCharCode(97 + (next++ % 26))}  ${title}`;
}
