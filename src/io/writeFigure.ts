/** Writes a picture as SVG, and as PNG of twice its size in pixels, drawn by resvg with the shipped fonts alone. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { OutputError } from "../errors.js";
import { fontFamily, fontFiles } from "./fonts.js";

/** @returns the bytes of a PNG file */
export function renderPng(svg: string, zoom = 2): Uint8Array {
  const font = { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: fontFamily };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: zoom } }).render().asPng();
}

/**
 * @param path without suffix; `.svg` and `.png` are written
 * @returns the two paths
 * @throws OutputError where they cannot be written
 */
export function writeFigure(path: string, svg: string): [string, string] {
  const [vector, raster] = [`${path}.svg`, `${path}.png`];
  const png = renderPng(svg);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(vector, svg);
    writeFileSync(raster, png);
  } catch (cause) {
    throw new OutputError(
      { where: path, found: "the figure cannot be written", remedy: "check that the folder is writable" },
      { cause },
    );
  }
  return [vector, raster];
}
