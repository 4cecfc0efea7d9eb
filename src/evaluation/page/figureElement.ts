/** The figures of a run's folder, put into the page itself: as SVG or PNG, whichever is smaller, or a word. */
import { base64 } from "./base64.js";
import { type Content, paragraph, tag } from "./html.js";

/** A figure as the folder has it. */
export interface PageFigure {
  /** Of its files, without suffix. */
  readonly name: string;
  readonly title: string;
  /** What the picture says below itself, for those who cannot see it. */
  readonly caption: string;
  readonly svg: string | undefined;
  readonly png: Uint8Array | undefined;
}

/** @param room characters that they may take @returns as many as there is room for, in their order; the others are named */
export function figureElements(figures: readonly PageFigure[], room: number): Content[] {
  let left = room;
  return figures.map(({ title, caption, svg, png, name }) => {
    const sources = [
      ...(svg === undefined ? [] : [`data:image/svg+xml;base64,${base64(new TextEncoder().encode(svg))}`]),
      ...(png === undefined ? [] : [`data:image/png;base64,${base64(png)}`]),
    ].sort((one, other) => one.length - other.length);
    const source = sources.find(({ length }) => length <= left);
    if (source === undefined)
      return paragraph(`${title}: left out here for its size; it is in ${name}.svg of the run folder.`);
    left -= source.length;
    return tag(
      "figure",
      {},
      // Scripts bring it when the rest of the page is there.
      tag("noscript", {}, tag("img", { src: source, alt: title, ...sizeOf(svg), decoding: "async" })),
      // The picture shows it too.
      tag("figcaption", { class: "heard" }, `${title}. ${caption}`),
    );
  });
}

/** So that the page keeps the room of a picture that is not drawn yet. */
function sizeOf(svg = ""): { readonly width?: number; readonly height?: number } {
  const [, width, height] = /^<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return width === undefined ? {} : { width: Math.round(Number(width)), height: Math.round(Number(height)) };
}
