/**
 * The fonts that pictures are drawn with, from the npm package dejavu-fonts-ttf, so that a picture looks the same on
 * every machine. They hold all glyphs that the figures use.
 */
import { createRequire } from "node:module";

/** Name of the family, as SVG says it. */
export const fontFamily = "DejaVu Sans";

/** @returns paths of the regular and the bold face */
export function fontFiles(): string[] {
  const require = createRequire(import.meta.url);
  return [
    require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
  ];
}
