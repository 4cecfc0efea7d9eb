/** A map of what files hold: one field, or the places of observations in the colours of their values. */
import { colourBarHeight, drawBar, tickLabel } from "../drawing/colourBar.js";
import { EDGE, figureHead } from "../drawing/figureHead.js";
import { linearClass, linearScale } from "../drawing/linearScale.js";
import { drawPanel, mapDefinitions, mapFrame, margins } from "../drawing/mapPanel.js";
import type { MapOverlays } from "../drawing/mapOverlays.js";
import { element, format, picture } from "../drawing/svg.js";
import { classOf, divergingScale } from "../drawing/colourScale.js";
import { logarithmicClass, logarithmicScale } from "../drawing/logarithmicScale.js";
import { createGrid, type Grid, longitudeLatitudeGrid } from "../grids/grid.js";
import type { DrawnField } from "./fieldToDraw.js";
import { extentOf } from "./grids.js";
import type { Places } from "./opened.js";

const MAP_WIDTH = 720;
/** Greatest over middle value beyond which classes of equal width show nothing. */
const SKEWED = 50;
/** Least extent of a map of places, and room around them [degrees]. */
const LEAST = 4;

interface Colours {
  readonly colours: readonly string[];
  readonly classOf: (value: number) => number;
  readonly beyond: readonly [boolean, boolean];
  readonly ticks: readonly { readonly share: number; readonly text: string }[];
}

/** @returns an SVG picture, about 800 px wide */
export function fieldMap(name: string, field: DrawnField, overlays: MapOverlays): string {
  const { grid, values, variable, units, longName } = field;
  const colours = coloursFor(values);
  const subtitle = `${variable}${longName === "" ? "" : `: ${longName}`}, first time and level`;
  return drawn(name, subtitle, `${variable} [${units === "" ? "no unit told" : units}]`, grid, overlays, colours, {
    classes: Array.from(values, colours.classOf),
    dots: () => "",
  });
}

/** Those without a good value are grey. @returns an SVG picture, about 800 px wide */
export function placesMap(name: string, { title, longitude, latitude, ppm }: Places, overlays: MapOverlays): string {
  const grid = around(longitude, latitude);
  const colours = coloursFor(ppm);
  const order = [...ppm.keys()].toSorted((a, b) => Number(Number.isFinite(ppm[a])) - Number(Number.isFinite(ppm[b])));
  const radius = ppm.length > 500 ? 2.2 : 4;
  const good = ppm.filter(Number.isFinite).length;
  const subtitle = `${title}: ${ppm.length} observations, ${good} of them good and complete; the others grey`;
  return drawn(name, subtitle, "CO₂ [ppm]", grid, overlays, colours, {
    classes: Array.from({ length: grid.cells }, () => -1),
    dots: (point) =>
      order
        .map((i) => {
          const { column, row } = grid.locate(longitude[i], latitude[i]);
          const [cx, cy] = point([column, row]);
          const fill = Number.isFinite(ppm[i]) ? colours.colours[colours.classOf(ppm[i])] : "#bbbbbb";
          return element("circle", { cx, cy, r: radius, fill, stroke: "#333333", "stroke-width": 0.3 });
        })
        .join(""),
  });
}

interface Inside {
  readonly classes: readonly number[];
  readonly dots: (point: (position: readonly [number, number]) => [number, number]) => string;
}

function drawn(
  title: string,
  subtitle: string,
  legend: string,
  grid: Grid,
  overlays: MapOverlays,
  { colours, beyond, ticks }: Colours,
  { classes, dots }: Inside,
): string {
  const frame = mapFrame(grid, MAP_WIDTH, overlays.coastline, overlays.borders ?? []);
  const width = Math.max(520, 2 * EDGE + margins.left + frame.width + margins.right);
  const head = figureHead(title, [subtitle], width, 15);
  const [left, down] = [EDGE + margins.left, head.height + 8];
  const panel = { title: "", classes, colours };
  const barTop = down + frame.height + margins.bottom + 8;
  const barWidth = Math.min(520, frame.width);
  const barLeft = left + (frame.width - barWidth) / 2;
  return picture(width, barTop + colourBarHeight + EDGE, title, [
    mapDefinitions(frame),
    head.svg,
    drawPanel(frame, panel, left, down),
    element(
      "g",
      { transform: `translate(${format(left)} ${format(down)})`, "clip-path": "url(#frame)" },
      dots(frame.point),
    ),
    drawBar({ colours, beyond, ticks }, legend, barLeft, barTop, barWidth),
  ]);
}

/** About zero where there are both signs, by powers where a few are far greater than the rest, else even. */
function coloursFor(values: ArrayLike<number>): Colours {
  const finite = Float64Array.from(Array.from(values).filter(Number.isFinite)).sort();
  const [least, most] = [finite[0] ?? 0, finite[finite.length - 1] ?? 0];
  if (least < 0 && most > 0) {
    const scale = divergingScale(finite, "difference");
    const ends = Array.from({ length: 2 * scale.classes + 1 }, (_, i) => (i - scale.classes) * scale.step);
    return { ...scale, classOf: (value) => classOf(scale, value), ticks: ticksAt(ends) };
  }
  const middle = finite[Math.floor(finite.length / 2)] ?? 0;
  if (least >= 0 && most > SKEWED * middle && most > 0) {
    const scale = logarithmicScale(finite);
    const ticks = scale.ends.map((end, i) => ({ share: (i + 1) / scale.ends.length, text: tickLabel(end) }));
    return { ...scale, classOf: (value) => logarithmicClass(scale, value), beyond: [true, false], ticks };
  }
  const scale = linearScale(finite);
  const ends = Array.from({ length: scale.colours.length + 1 }, (_, i) => scale.from + i * scale.step);
  return { ...scale, classOf: (value) => linearClass(scale, value), beyond: [false, false], ticks: ticksAt(ends) };
}

/** As many as there is room for. */
function ticksAt(ends: readonly number[]): Colours["ticks"] {
  const every = Math.ceil(ends.length / 8);
  return ends.flatMap((end, i) => (i % every === 0 ? [{ share: i / (ends.length - 1), text: tickLabel(end) }] : []));
}

/** An empty lattice of longitudes and latitudes with room around places. */
function around(longitude: readonly number[], latitude: readonly number[]): Grid {
  const { west, east, south, north } = extentOf(longitude, latitude);
  const room = Math.max(LEAST, 0.08 * Math.max(east - west, north - south));
  const [low, high] = [Math.max(-90, south - room), Math.min(90, north + room)];
  // As wide on the picture as it is high, half as much again.
  const wide = (1.5 * (high - low)) / Math.max(0.2, Math.cos((((high + low) / 2) * Math.PI) / 180));
  const width = Math.min(360, Math.max(wide, east - west + 2 * room));
  const [columns, rows] = [90, 60];
  const [dx, dy] = [width / columns, (high - low) / rows];
  const left = (west + east) / 2 - width / 2;
  return createGrid(longitudeLatitudeGrid("places", left + dx / 2, low + dy / 2, dx, dy, columns, rows));
}
