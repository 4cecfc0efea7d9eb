/** The map of the observations of an experiment in its domain, by what is to become of them. */
import { EDGE, figureHead } from "../drawing/figureHead.js";
import { drawPanel, mapDefinitions, mapFrame, margins } from "../drawing/mapPanel.js";
import type { MapOverlays } from "../drawing/mapOverlays.js";
import { element, format, label, picture, textWidth } from "../drawing/svg.js";
import type { Place, PlannedPlaces } from "./plannedPlaces.js";

const MAP_WIDTH = 720;
const FONT = 12;
/** From the one drawn first, below, to the last. */
const KINDS = [
  { of: "others", name: "not compared", fill: "#b4b4b4", radius: 3.6 },
  { of: "validation", name: "to validate", fill: "#e07b00", radius: 2.4 },
  { of: "assimilated", name: "to assimilate", fill: "#1f5fa8", radius: 2.4 },
] as const;

/** @returns an SVG picture, about 800 px wide */
export function observationMap(title: string, subtitle: string, places: PlannedPlaces, overlays: MapOverlays): string {
  const { grid } = places;
  const frame = mapFrame(grid, MAP_WIDTH, overlays.coastline, overlays.borders ?? []);
  const width = Math.max(520, 2 * EDGE + margins.left + frame.width + margins.right);
  const head = figureHead(title, [subtitle], width, 15);
  const [left, top] = [EDGE + margins.left, head.height + 8];
  const bottom = top + frame.height + margins.bottom + 20;
  const dot = ({ longitude, latitude }: Place, r: number): string => {
    const { column, row } = grid.locate(longitude, latitude);
    const [cx, cy] = frame.point([column, row]);
    return element("circle", { cx, cy, r });
  };
  const dots = KINDS.map(({ of, fill, radius }) =>
    element(
      "g",
      { fill, stroke: "#ffffff", "stroke-width": 0.3 },
      places[of].map((place) => dot(place, radius)).join(""),
    ),
  );
  const classes = Array.from({ length: grid.cells }, () => -1);
  return picture(width, bottom + EDGE, title, [
    mapDefinitions(frame),
    head.svg,
    drawPanel(frame, { title: "", classes, colours: [] }, left, top),
    element("g", { transform: `translate(${format(left)} ${format(top)})`, "clip-path": "url(#frame)" }, dots.join("")),
    ...legend(places, left, bottom),
  ]);
}

/** The kinds with their numbers, the most important first. */
function legend(places: PlannedPlaces, left: number, y: number): string[] {
  let x = left;
  return KINDS.toReversed().flatMap(({ of, name, fill }) => {
    const text = `${name}: ${places[of].length}`;
    const at = x;
    x += textWidth(text, FONT) + 40;
    return [element("circle", { cx: at + 5, cy: y - 4, r: 4, fill }), label(text, at + 14, y, { "font-size": FONT })];
  });
}
