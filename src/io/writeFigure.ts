/** Writes a picture as SVG, and as PNG of twice its size in pixels, drawn by resvg with the shipped fonts alone. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { OutputError } from "../errors.js";
import { notWritten, writeAtomically } from "./atomicWrite.js";
import { fontFamily, fontFiles } from "./fonts.js";
import { renderPdf } from "./renderPdf.js";

/** @returns the bytes of a PNG file */
export function renderPng(svg: string, zoom = 2): Uint8Array {
  const font = { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: fontFamily };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: zoom } }).render().asPng();
}

const FORMS: Readonly<Record<string, (svg: string) => string | Uint8Array | Promise<Uint8Array>>> = {
  ".svg": (svg) => svg,
  ".png": (svg) => renderPng(svg),
  ".pdf": renderPdf,
};

/**
 * Writes one picture in the format that its name ends in.
 * @param path that ends in `.svg`, `.png` or `.pdf`
 * @throws OutputError where it ends otherwise or cannot be written
 */
export async function writePicture(path: string, svg: string): Promise<void> {
  const form = FORMS[extname(path).toLowerCase()];
  if (form === undefined) {
    throw new OutputError({
      where: path,
      found: "a figure of another kind",
      expected: `a name that ends in ${Object.keys(FORMS).join(", ")}`,
    });
  }
  write(path, await form(svg));
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
