/**
 * Taylor's diagram (2001, doi:10.1029/2000JD900719): correlation as the angle, standard deviation over that of the observed
 * as the distance from the corner, so that the distance from the point "observed" is the error of the pattern.
 */
import { below, type Block, legendBlock } from "../../drawing/block.js";
import { runColours } from "../../drawing/marks.js";
import { niceLimit } from "../../drawing/plot.js";
import { element, format, label } from "../../drawing/svg.js";
import { type PatternRow, patternRows } from "../tables/taylor.js";
import { type FigureInput, runFigure } from "./runFigure.js";

const RADIUS = 340;
const ROOM = { left: 60, top: 24, right: 60, bottom: 48 } as const;
const CORRELATIONS = [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

export const taylorFigure = runFigure({
  name: "figure_taylor",
  title: "Patterns of XCO₂",
  appliesTo: (run) => shown(run).length > 0,
  caption: () =>
    "Correlation of simulated with observed XCO₂ (angle) and standard deviation over that of the observed (distance from the corner), of single " +
    "soundings (Taylor 2001). The distance from the point observed is the error of the pattern, without the mean. Filled: soundings kept to validate " +
    "with; open: assimilated ones. Observed values have noise that no run should follow: a point on the observed one is not to be wished for.",
  body: drawDiagram,
});

/** Negative correlations have no place in it. */
function shown(run: FigureInput): PatternRow[] {
  return patternRows(run).filter(({ correlation }) => correlation >= 0);
}

function drawDiagram(run: FigureInput): { body: Block } {
  const rows = shown(run);
  const most = niceLimit(Math.max(1.2, ...rows.map(({ standardDeviationRatio }) => standardDeviationRatio)));
  const scale = RADIUS / most;
  const point = (correlation: number, distance: number): [number, number] => [
    scale * distance * correlation,
    RADIUS - scale * distance * Math.sqrt(1 - correlation ** 2),
  ];
  const content = [
    ...arcs(most, scale),
    ...spokes(point, most),
    ...rows.map(({ run: name, against, correlation, standardDeviationRatio }) => {
      const [cx, cy] = point(correlation, standardDeviationRatio);
      const colour = runColours[name];
      const fill = against === "validation" ? colour : "#ffffff";
      return element("circle", { cx, cy, r: 5.5, fill, "fill-opacity": 0.85, stroke: colour, "stroke-width": 2 });
    }),
    element("path", { d: star(scale), fill: "#222222" }),
    label("observed", scale + 9, RADIUS - 9, { "font-size": 11 }),
  ];
  const names = [...new Set(rows.map((row) => row.run))];
  const legend: [string, string][] = names.map((name) => {
    return [element("circle", { r: 5, fill: runColours[name] }), name];
  });
  const diagram: Block = {
    width: ROOM.left + RADIUS + ROOM.right,
    height: ROOM.top + RADIUS + ROOM.bottom,
    draw: (left, top) =>
      element("g", { transform: `translate(${left + ROOM.left} ${top + ROOM.top})` }, content.join("\n")),
  };
  return { body: below([legendBlock(legend, diagram.width), diagram], 4) };
}

/** Equal standard deviations about the corner, equal errors about the observed one. */
function arcs(most: number, scale: number): string[] {
  const steps = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2].filter((step) => step <= most);
  const circle = (r: number, stroke: string, dashes: string): string =>
    element("path", {
      d: `M0 ${format(RADIUS - r)}A${format(r)} ${format(r)} 0 0 1 ${format(r)} ${RADIUS}`,
      fill: "none",
      stroke,
      "stroke-dasharray": dashes,
    });
  const errors = [0.25, 0.5, 0.75, 1].map((error) =>
    element("circle", {
      cx: scale,
      cy: RADIUS,
      r: error * scale,
      fill: "none",
      stroke: "#7fb3d5",
      "stroke-dasharray": "3 3",
    }),
  );
  const clip = element(
    "clipPath",
    { id: "quarter" },
    element("path", { d: `M0 0A${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} ${RADIUS}H0z` }),
  );
  return [
    element("defs", {}, clip),
    element("g", { "clip-path": "url(#quarter)" }, errors.join("")),
    ...steps.map((step) => circle(step * scale, step === 1 ? "#222222" : "#cccccc", step === 1 ? "none" : "4 3")),
    element("path", { d: `M0 0A${RADIUS} ${RADIUS} 0 0 1 ${RADIUS} ${RADIUS}H0z`, fill: "none", stroke: "#222222" }),
    ...[0, ...steps].map((step) =>
      label(String(step), step * scale, RADIUS + 16, { "text-anchor": "middle", "font-size": 11 }),
    ),
    label("standard deviation over that of the observed", 0, RADIUS + 36, { "font-size": 12 }),
  ];
}

function spokes(point: (correlation: number, distance: number) => [number, number], most: number): string[] {
  return [
    ...CORRELATIONS.flatMap((correlation) => {
      const [x, y] = point(correlation, most);
      const [textX, textY] = point(correlation, 1.04 * most);
      return [
        element("path", { d: `M0 ${RADIUS}L${format(x)} ${format(y)}`, stroke: "#dddddd", "stroke-width": 0.8 }),
        label(String(correlation), textX, textY + 4, {
          "font-size": 11,
          "text-anchor": correlation === 0 ? "middle" : "start",
        }),
      ];
    }),
    label("correlation", 0.8 * RADIUS, 0.2 * RADIUS, { "font-size": 12 }),
  ];
}

/** Where the observed are: at the bottom, at 1. */
function star(scale: number): string {
  return `M${format(scale)} ${RADIUS - 7}l2 5h5l-4 3l1.5 5l-4.5-3l-4.5 3l1.5-5l-4-3h5z`;
}
