/** The map of a footprint: how much a lasting flux of each cell changes one sounding, on a logarithmic scale. */
import type { Grid } from "../../grids/grid.js";
import { colourBarHeight, drawBar, tickLabel } from "../../drawing/colourBar.js";
import { EDGE, figureHead } from "../../drawing/figureHead.js";
import { logarithmicClass, logarithmicScale } from "../../drawing/logarithmicScale.js";
import { drawPanel, mapDefinitions, mapFrame, margins } from "../../drawing/mapPanel.js";
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { element, format, picture } from "../../drawing/svg.js";

export interface FootprintMapInput extends MapOverlays {
  readonly title: string;
  /** Lines under the title: place, time, remarks. */
  readonly subtitles: readonly string[];
  readonly grid: Grid;
  /** [row][column] [ppm / (umol m-2 s-1)], of a flux that lasts for `days`. */
  readonly total: ArrayLike<number>;
  readonly days: number;
  /** Place of the sounding [degrees]. */
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * @returns an SVG picture, about 700 px wide
 * @example
 * import { createGrid, footprintMap, gridPreset } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const total = new Float64Array(grid.cells);
 * total[grid.cellAt(114, 36)] = 0.2; // ppm / (umol m-2 s-1)
 * const svg = footprintMap({ title: "A footprint", subtitles: [], grid, total, days: 5, longitude: 116, latitude: 36 });
 * svg.startsWith("<svg"); // => true
 */
export function footprintMap(input: FootprintMapInput): string {
  const { grid, days, total } = input;
  const frame = mapFrame(grid, 640, input.coastline, input.borders ?? []);
  const width = Math.max(520, 2 * EDGE + margins.left + frame.width + margins.right);
  const head = figureHead(input.title, input.subtitles, width);
  const top = head.height + 4;
  const left = EDGE + margins.left;

  const thousandths = Float64Array.from(total, (value) => value * 1e3);
  const scale = logarithmicScale(thousandths);
  const sum = thousandths.reduce((result, value) => result + value, 0) / 1e3;
  const panel = {
    title: `Change of XCO₂ by a flux of ${days} day${days === 1 ? "" : "s"}`,
    note: `all cells together ${tickLabel(Number(sum.toPrecision(3)))} ppm`,
    classes: Array.from(thousandths, (value) => logarithmicClass(scale, value)),
    colours: scale.colours,
  };
  const { column, row } = grid.locate(input.longitude, input.latitude);
  const [cx, cy] = frame.point([column, row]);
  const ring = element(
    "g",
    { transform: `translate(${format(left)} ${format(top + margins.top)})`, fill: "none" },
    element("circle", { cx, cy, r: 6, stroke: "#ffffff", "stroke-width": 4 }) +
      element("circle", { cx, cy, r: 6, stroke: "#1f3a93", "stroke-width": 2 }),
  );
  const barTop = top + margins.top + frame.height + margins.bottom + 8;
  const ticks = scale.ends.map((end, i) => ({ share: (i + 1) / scale.ends.length, text: tickLabel(end) }));
  const bar = drawBar(
    { colours: scale.colours, beyond: [true, false], ticks },
    "XCO₂ [10⁻³ ppm] per 1 µmol m⁻² s⁻¹ in one cell",
    left + (frame.width - Math.min(520, frame.width)) / 2,
    barTop,
    Math.min(520, frame.width),
  );
  return picture(width, barTop + colourBarHeight + EDGE, input.title, [
    mapDefinitions(frame),
    head.svg,
    drawPanel(frame, panel, left, top + margins.top),
    ring,
    bar,
  ]);
}
