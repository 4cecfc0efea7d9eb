/** Writes a picture as SVG, and as PNG of twice its size in pixels, drawn by resvg with the shipped fonts alone. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { OutputError } from "../errors.js";
import { notWritten, writeAtomically } from "./atomicWrite.js";
import { fontFamily, fontFiles } from "./fonts.js";

/** @returns the bytes of a PNG file */
export function renderPng(svg: string, zoom = 2): Uint8Array {
  const font = { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: fontFamily };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: zoom } }).render().asPng();
}

/**
 * Writes one picture in the format that its name ends in.
 * @param path that ends in `.svg` or `.png`
 * @throws OutputError where it ends otherwise or cannot be written
 */
export function writePicture(path: string, svg: string): void {
  const content = /\.svg$/i.test(path) ? svg : /\.png$/i.test(path) ? renderPng(svg) : undefined;
  if (content === undefined) {
    throw new OutputError({
      where: path,
      found: "a figure of another kind",
      expected: "a name that ends in .png or .svg",
    });
  }
  write(path, content);
}

/**
 * @param path without suffix; `.svg` and `.png` are written
 * @returns the two paths
 * @throws OutputError where they cannot be written
 */
export function writeFigure(path: string, svg: string): [string, string] {
  const [vector, raster] = [`${path}.svg`, `${path}.png`];
  const png = renderPng(svg);
  write(vector, svg);
  write(raster, png);
  return [vector, raster];
}

function write(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw notWritten(path, cause);
  }
  writeAtomically(path, (temporary) => writeFileSync(temporary, content));
}
