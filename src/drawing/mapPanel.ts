/**
 * One map: cells coloured by class, coast and borders, graticule, frame and its labels. Cells of one class in one row
 * are drawn as one box, so that a picture stays small.
 */
import { line } from "d3-shape";
import type { Grid } from "../grids/grid.js";
import type { PolygonGeometry } from "../grids/polygons.js";
import { type Graticule, graticule, latitudeLabel, longitudeLabel, outlines, type Position } from "./mapLines.js";
import { element, format, label, textWidth } from "./svg.js";

/** Everything of a map but its values, drawn once for all panels of a figure. */
export interface MapFrame {
  readonly grid: Grid;
  /** Size inside the frame [px]. */
  readonly width: number;
  readonly height: number;
  readonly coast: string;
  readonly borders: string;
  readonly graticule: string;
  readonly marks: Graticule;
  /** Position on the panel [px]. */
  readonly point: (position: Position) => [number, number];
  /** Path of the outlines of a polygon in longitude and latitude, as SVG has it. */
  readonly outline: (geometry: PolygonGeometry) => string;
}

export interface MapPanel {
  readonly title: string;
  /** Said at the right above the map, such as a total. */
  readonly note?: string;
  /** Index into `colours`, [row][column]; where it is -1 nothing is drawn. */
  readonly classes: ArrayLike<number>;
  readonly colours: readonly string[];
  /** Where no cell is drawn. */
  readonly background?: string;
  /** SVG drawn over cells and lines, in pixels of the frame, such as boxes of regions. */
  readonly marks?: string;
  /** Places of observations, [degrees]. */
  readonly points?: { readonly longitude: ArrayLike<number>; readonly latitude: ArrayLike<number> };
}

/** Room around the frame [px]. */
export const margins = { left: 36, right: 6, top: 24, bottom: 18 } as const;

/** @param width largest width of the map [px]; cells get a whole number of pixels where that is possible */
export function mapFrame(
  grid: Grid,
  width: number,
  coastline: PolygonGeometry | undefined,
  borders: readonly PolygonGeometry[],
): MapFrame {
  const cellWidth = width >= grid.columns ? Math.floor(width / grid.columns) : width / grid.columns;
  const cellHeight =
    grid.projection.definition === "longlat" ? cellWidth * geographicAspect(grid) : cellWidth * (grid.dy / grid.dx);
  const point = ([column, row]: Position): [number, number] => [
    (column + 0.5) * cellWidth,
    (grid.rows - 0.5 - row) * cellHeight,
  ];
  const path = (lines: readonly Position[][]): string => {
    const draw = line<Position>(
      (p) => point(p)[0],
      (p) => point(p)[1],
    ).digits(1);
    return lines.map((positions) => draw(positions) ?? "").join("");
  };
  const marks = graticule(grid);
  return {
    grid,
    width: grid.columns * cellWidth,
    height: grid.rows * cellHeight,
    coast: coastline === undefined ? "" : path(outlines(grid, coastline)),
    borders: path(borders.flatMap((geometry) => outlines(grid, geometry))),
    graticule: path([...marks.meridians, ...marks.parallels]),
    marks,
    point,
    outline: (geometry) => path(outlines(grid, geometry)),
  };
}

/** Shapes that all panels share, to be placed once in the picture. */
export function mapDefinitions(frame: MapFrame): string {
  const stroke = (id: string, d: string, attributes: Record<string, string | number>): string =>
    d === "" ? "" : element("path", { id, d, fill: "none", "stroke-linejoin": "round", ...attributes });
  const lines = [
    stroke("graticule", frame.graticule, { stroke: "#555555", "stroke-opacity": 0.35, "stroke-width": 0.5 }),
    stroke("borders", frame.borders, { stroke: "#444444", "stroke-opacity": 0.75, "stroke-width": 0.45 }),
    stroke("coast", frame.coast, { stroke: "#111111", "stroke-width": 0.8 }),
  ];
  const box = element("rect", { width: frame.width, height: frame.height });
  return element("defs", {}, element("clipPath", { id: "frame" }, box) + element("g", { id: "lines" }, lines.join("")));
}

/** @param x @param y place of the frame's upper left corner [px] */
export function drawPanel(frame: MapFrame, panel: MapPanel, x: number, y: number): string {
  const { width, height } = frame;
  const inside = [...cells(frame, panel), element("use", { href: "#lines" }), panel.marks ?? "", ...dots(frame, panel)];
  const title = label(panel.title, 0, -9, { "font-size": 13, "font-weight": "bold" });
  const note = panel.note === undefined ? "" : label(panel.note, width, -9, { "text-anchor": "end", "font-size": 11 });
  return element(
    "g",
    { transform: `translate(${format(x)} ${format(y)})` },
    [
      element("rect", { width, height, fill: panel.background ?? "#eeeeee" }),
      element("g", { "clip-path": "url(#frame)" }, inside.join("\n")),
      element("rect", { width, height, fill: "none", stroke: "#222222", "stroke-width": 1 }),
      title,
      note,
      ...ticks(frame),
    ].join("\n"),
  );
}

function cells({ grid, point }: MapFrame, { classes, colours }: MapPanel): string[] {
  const paths = colours.map(() => "");
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; ) {
      const colour = classes[row * grid.columns + column];
      let end = column + 1;
      while (end < grid.columns && classes[row * grid.columns + end] === colour) end++;
      const [left, bottom] = point([column - 0.5, row - 0.5]);
      const [right, top] = point([end - 0.5, row + 0.5]);
      if (colour >= 0)
        paths[colour] += `M${format(left)} ${format(top)}H${format(right)}V${format(bottom)}H${format(left)}z`;
      column = end;
    }
  }
  return paths.flatMap((d, i) =>
    d === "" ? [] : [element("path", { d, fill: colours[i], "shape-rendering": "crispEdges" })],
  );
}

function dots({ grid, point }: MapFrame, { points }: MapPanel): string[] {
  if (points === undefined) return [];
  const circles: string[] = [];
  for (let i = 0; i < points.longitude.length; i++) {
    const { column, row } = grid.locate(points.longitude[i], points.latitude[i]);
    const [cx, cy] = point([column, row]);
    circles.push(element("circle", { cx, cy, r: 1.1 }));
  }
  return [element("g", { fill: "#111111", "fill-opacity": 0.7 }, circles.join(""))];
}

/** Labels of the graticule; one that would touch its neighbour is left out. */
function ticks({ width, height, point, marks, grid }: MapFrame): string[] {
  const result: string[] = [];
  let free = -Infinity;
  for (const { column, longitude } of [...marks.south].sort((a, b) => a.column - b.column)) {
    const text = longitudeLabel(longitude);
    const [x] = point([column, 0]);
    const half = textWidth(text, 10) / 2;
    if (x - half < free || x + half > width + margins.right || x - half < -8) continue;
    result.push(label(text, x, height + 13, { "text-anchor": "middle", "font-size": 10 }));
    free = x + half + 6;
  }
  free = Infinity;
  for (const { row, latitude } of [...marks.west].sort((a, b) => a.row - b.row)) {
    const [, y] = point([grid.columns, row]);
    if (y > free || y < 4 || y > height) continue;
    result.push(label(latitudeLabel(latitude), -4, y + 3.5, { "text-anchor": "end", "font-size": 10 }));
    free = y - 14;
  }
  return result;
}

/** Height over width of a cell of one degree at the middle of the domain, at most 2.5. */
function geographicAspect(grid: Grid): number {
  const middle = grid.y0 + ((grid.rows - 1) / 2) * grid.dy;
  return Math.min(2.5, grid.dy / grid.dx / Math.cos((middle * Math.PI) / 180));
}
