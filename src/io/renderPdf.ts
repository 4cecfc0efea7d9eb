/**
 * A picture as PDF, for journals: one page of its size, drawn as vectors by svg-to-pdfkit, with the glyphs that it uses
 * embedded. A map takes some seconds.
 */
import { fontFiles } from "./fonts.js";

/** Of a pixel of CSS, 1/96 inch. */
const POINTS = 72 / 96;

/** @param svg as figures are drawn, with its size in pixels @returns the bytes of a PDF file, the same for the same picture */
export async function renderPdf(svg: string): Promise<Uint8Array> {
  // Loaded where it is asked for: few runs are.
  const [{ default: PdfDocument }, { default: drawSvg }] = await Promise.all([
    import("pdfkit"),
    import("svg-to-pdfkit"),
  ]);
  const [, width, height] = /<svg[^>]* width="([\d.]+)"[^>]* height="([\d.]+)"/.exec(svg) ?? [];
  const document = new PdfDocument({
    size: [POINTS * Number(width), POINTS * Number(height)],
    margin: 0,
    info: { CreationDate: new Date(0) },
  });
  const [regular, bold] = fontFiles();
  document.registerFont("regular", regular).registerFont("bold", bold);
  const parts: Uint8Array[] = [];
  const end = new Promise<void>((resolve, reject) => {
    document.on("data", (part: Uint8Array) => parts.push(part));
    document.on("end", resolve);
    document.on("error", reject);
  });
  drawSvg(document, svg, 0, 0, { fontCallback: (_, isBold) => (isBold ? "bold" : "regular") });
  document.end();
  await end;
  return Buffer.concat(parts);
}
