import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { OutputError } from "../../src/errors.js";
import { renderPdf } from "../../src/io/renderPdf.js";
import { writePicture } from "../../src/io/writeFigure.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-pdf-"));
afterAll(() => rmSync(folder, { recursive: true }));

const text = (size: number, weight: string, words: string): string =>
  `<text x="10" y="40" font-family="DejaVu Sans" font-size="${size}" font-weight="${weight}">${words}</text>`;
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200">
<rect x="20" y="60" width="100" height="50" fill="#ff0000"/>${text(12, "normal", "CO₂ flux [µmol m⁻² s⁻¹]")}${text(14, "bold", "Posterior")}</svg>`;

/** What is drawn on the page, as PDF's operators. */
function operators(pdf: Buffer): string {
  const streams = pdf.toString("latin1").split(/\bstream\n/u);
  return streams
    .slice(1)
    .map((part) => {
      try {
        return inflateSync(Buffer.from(part, "latin1"), { finishFlush: 2 }).toString("latin1");
      } catch {
        return "";
      }
    })
    .find((content) => /\bre\b|\bl\b/u.test(content))!;
}

describe("a picture as PDF", () => {
  it("is a page of its size, of vectors, with both faces of the font in it", async () => {
    const pdf = Buffer.from(await renderPdf(picture));
    const words = pdf.toString("latin1");
    expect(words.slice(0, 5)).toBe("%PDF-");
    expect(words).toMatch(/\/MediaBox \[0 0 300 150\]/u);
    expect(words.match(/\/BaseFont \/\w+\+DejaVuSans(-Bold)?\b/gu)).toHaveLength(4);
    expect(words.match(/\/FontFile2\b/gu)).toHaveLength(2);
    expect(words).not.toContain("/Subtype /Image");
    // red, and its corner: 20 and 60 pixels, in pixels of the page that are then scaled to points
    expect(operators(pdf)).toMatch(/1 0 0 (scn|rg)/u);
    expect(operators(pdf)).toMatch(/\b20 60\b/u);
  });

  it("is the same bytes for the same picture", async () => {
    expect(await renderPdf(picture)).toEqual(await renderPdf(picture));
  });

  it("is what a name with that ending gets", async () => {
    for (const name of ["a.pdf", "b.PNG", "c.svg"]) await writePicture(join(folder, name), picture);
    expect(readFileSync(join(folder, "a.pdf"), "latin1").slice(0, 5)).toBe("%PDF-");
    expect(readFileSync(join(folder, "b.PNG"), "latin1").slice(1, 4)).toBe("PNG");
    expect(readFileSync(join(folder, "c.svg"), "utf8")).toBe(picture);
    await expect(writePicture(join(folder, "d.eps"), picture)).rejects.toThrow(OutputError);
    await expect(writePicture(join(folder, "d.eps"), picture)).rejects.toThrow(/ends in \.svg, \.png, \.pdf/u);
  });
});
