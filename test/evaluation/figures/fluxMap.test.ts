import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { classOf, divergingScale } from "../../../src/drawing/colourScale.js";
import { fluxMap } from "../../../src/evaluation/figures/fluxMap.js";
import { graticule, latitudeLabel, longitudeLabel, outlines } from "../../../src/drawing/mapLines.js";
import { mapFrame } from "../../../src/drawing/mapPanel.js";
import { element, label, textLines, textWidth } from "../../../src/drawing/svg.js";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { fontFiles } from "../../../src/io/fonts.js";
import { naturalEarthLand } from "../../../src/io/naturalEarth.js";
import { renderPng } from "../../../src/io/writeFigure.js";

const china = createGrid(gridPreset("china-64km"));
const degrees = createGrid(longitudeLatitudeGrid("degrees", 100.5, 20.5, 1, 1, 20, 15));

describe("divergingScale", () => {
  it("is symmetric, and puts values into the class that holds them", () => {
    const values = Array.from({ length: 401 }, (_, i) => (i - 200) / 250);
    const scale = divergingScale(values, "difference");
    expect(scale.colours).toHaveLength(2 * scale.classes);
    for (const value of values) {
      const lower = (classOf(scale, value) - scale.classes) * scale.step;
      const outer = Math.abs(value) >= (scale.classes - 1) * scale.step - 1e-9;
      expect(outer || (value >= lower - 1e-12 && value < lower + scale.step + 1e-12)).toBe(true);
    }
    expect(classOf(scale, NaN)).toBe(-1);
  });

  it("does not let one outlier wash out the rest, and says that it lies beyond", () => {
    const scale = divergingScale([...Array.from({ length: 500 }, (_, i) => Math.sin(i)), 100], "flux");
    expect(scale.classes * scale.step).toBeLessThan(1.5);
    expect(scale.beyond).toEqual([false, true]);
  });

  it("survives a field of zeros and an empty one", () => {
    expect(divergingScale([0, 0], "flux").step).toBeGreaterThan(0);
    expect(divergingScale([], "flux").beyond).toEqual([false, false]);
  });
});

describe("map lines", () => {
  it("keeps outlines where the grid locates them, and nothing of the far side of the Earth", () => {
    const lines = outlines(china, naturalEarthLand("110m"));
    expect(lines.length).toBeGreaterThan(10);
    for (const [column, row] of lines.flat()) {
      expect(Math.abs(column - 52)).toBeLessThan(120);
      expect(Math.abs(row - 42.5)).toBeLessThan(120);
    }
    const square = {
      type: "Polygon" as const,
      coordinates: [
        [
          [110, 30],
          [112, 30],
          [112, 32],
          [110, 30],
        ],
      ],
    };
    const { column, row } = china.locate(112, 30);
    expect(outlines(china, square)[0][1]).toEqual([column, row]);
    const antipode = {
      type: "Polygon" as const,
      coordinates: [
        [
          [-64, -35],
          [-63, -35],
          [-63, -34],
          [-64, -35],
        ],
      ],
    };
    expect(outlines(china, antipode)).toEqual([]);
  });

  it("labels meridians and parallels where they meet the frame", () => {
    for (const grid of [china, degrees]) {
      const marks = graticule(grid);
      expect(marks.south.length).toBeGreaterThan(2);
      expect(marks.west.length).toBeGreaterThan(2);
      for (const { column, longitude } of marks.south) {
        expect(grid.projection.inverse(grid.x0 + column * grid.dx, grid.y0 - grid.dy / 2)[0]).toBeCloseTo(longitude, 2);
      }
      for (const { row, latitude } of marks.west) {
        expect(grid.projection.inverse(grid.x0 - grid.dx / 2, grid.y0 + row * grid.dy)[1]).toBeCloseTo(latitude, 2);
      }
    }
  });

  it("names directions", () => {
    expect([105, -75, 0, 180].map(longitudeLabel)).toEqual(["105°E", "75°W", "0°", "180°"]);
    expect([35, -5, 0].map(latitudeLabel)).toEqual(["35°N", "5°S", "0°"]);
  });

  it("gives each cell a whole number of pixels", () => {
    const frame = mapFrame(china, 340, undefined, []);
    expect([frame.width, frame.height]).toEqual([315, 258]);
  });
});

describe("fluxMap", () => {
  const field = (size: number): Float64Array =>
    Float64Array.from({ length: degrees.cells }, (_, cell) => size * 1e-6 * Math.sin(cell / 7));
  const input = { title: "A <title> & more", subtitles: ["synthetic weather"], grid: degrees, prior: field(1) };
  const titles = (svg: string): number => svg.match(/font-weight="bold" *>?/g)?.length ?? 0;

  it("has a panel for each field that it is given", () => {
    expect(titles(fluxMap(input))).toBe(1 + 1);
    expect(titles(fluxMap({ ...input, posterior: field(2) }))).toBe(1 + 3);
    expect(titles(fluxMap({ ...input, posterior: field(2), truth: field(3) }))).toBe(1 + 4);
  });

  it("covers the whole map with cells, each once", () => {
    const svg = fluxMap(input);
    const frame = mapFrame(degrees, 460, undefined, []);
    let area = 0;
    const cells = [...svg.matchAll(/<path d="([^"]+)" fill="[^"]+" shape-rendering/g)].map(([, d]) => d).join("");
    for (const [, x0, top, x1, bottom] of cells.matchAll(/M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H[\d.]+z/g)) {
      area += (Number(x1) - Number(x0)) * (Number(bottom) - Number(top));
    }
    expect(area / (frame.width * frame.height)).toBeCloseTo(1, 2);
  });

  it("is the same text for the same input, well escaped, with signs and units as they are printed", () => {
    const svg = fluxMap({ ...input, posterior: field(2) });
    expect(fluxMap({ ...input, posterior: field(2) })).toBe(svg);
    expect(svg).toContain("A &lt;title&gt; &amp; more");
    expect(svg).toContain("Posterior \u2212 prior");
    expect(svg).toContain("µmol m⁻² s⁻¹");
    expect(svg).not.toMatch(/NaN|undefined|>-\d/);
  });

  it("keeps axis labels apart", () => {
    const svg = fluxMap({ ...input, grid: china, prior: new Float64Array(china.cells) });
    const labels = [...svg.matchAll(/<text x="([\d.]+)" y="357" [^>]*>([^<]+)</g)].map(([, x, text]) => {
      return { x: Number(x), half: textWidth(text, 10) / 2 };
    });
    expect(labels.length).toBeGreaterThan(3);
    labels.slice(1).forEach(({ x, half }, i) => expect(x - half).toBeGreaterThan(labels[i].x + labels[i].half));
  });
});

describe("PNG", () => {
  const svgOf = (text: string): string =>
    element(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: 40, height: 30, "font-family": "DejaVu Sans" },
      label(text, 5, 22, { "font-size": 16 }),
    );
  const image = (text: string): string => Buffer.from(renderPng(svgOf(text), 1)).toString("base64");

  it("has its own glyph for every sign the figures use", () => {
    const absent = image("\ue000");
    const images = Array.from("µ⁻²¹₂−±°·×").map(image);
    for (const one of images) expect(one).not.toBe(absent);
    expect(new Set(images).size).toBe(images.length);
    expect(images).not.toContain(image(" "));
  });
});

it("estimates texts at least as wide as DejaVu Sans draws them, so that lines fit", () => {
  const texts = [
    "Twin experiment, East Asia, July 2016",
    "TWIN EXPERIMENT; synthetic weather; meteorology and observations do not coincide",
    "natural CO₂ flux [µmol m⁻² s⁻¹], uptake negative",
    "105°E",
    "\u22120.25",
  ];
  for (const text of texts) {
    const svg = element(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: 2000, height: 50, "font-family": "DejaVu Sans" },
      label(text, 5, 30, { "font-size": 12 }),
    );
    const box = new Resvg(svg, { font: { fontFiles: fontFiles(), loadSystemFonts: false } }).getBBox();
    expect(textWidth(text, 12)).toBeGreaterThanOrEqual(box?.width ?? Infinity);
    for (const line of textLines(text, 200, 12)) expect(textWidth(line, 12)).toBeLessThanOrEqual(200);
  }
});
