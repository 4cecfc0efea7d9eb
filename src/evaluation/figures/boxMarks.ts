/** Outlines of the boxes of the literature on a map, those of large regions with their names. */
import type { MapFrame } from "../../drawing/mapPanel.js";
import { element, label } from "../../drawing/svg.js";
import { type Box, boxes } from "../../regions/boxes.js";
import type { Region } from "../../regions/region.js";

/** Points along a side. */
const STEPS = 20;
/** Boxes as large as this are named [degrees squared]. */
const LARGE = 60;

/** @param regions of the run: boxes that are none of them are left out @returns SVG in pixels of the frame */
export function boxMarks(frame: MapFrame, regions: readonly Pick<Region, "id">[]): string {
  const drawn = boxes.filter(({ id }) => regions.some((region) => region.id === id));
  const d = drawn.map((box) => frame.outline({ type: "Polygon", coordinates: [outline(box)] })).join("");
  if (d === "") return "";
  const names = drawn
    .filter(({ west, east, south, north }) => (east - west) * (north - south) >= LARGE)
    .map(({ name, west, north }) => {
      const { column, row } = frame.grid.locate(west + 0.4, north - 0.4);
      const [x, y] = frame.point([column, row]);
      const size = { "font-size": 9.5, "font-weight": "bold" };
      return (
        label(name, x + 2, y + 9, { ...size, stroke: "#ffffff", "stroke-width": 2.4, "stroke-opacity": 0.8 }) +
        label(name, x + 2, y + 9, size)
      );
    });
  return element("path", { d, fill: "none", stroke: "#7a1fa2", "stroke-width": 1.2 }) + names.join("");
}

function outline({ west, east, south, north }: Box): number[][] {
  const along = (from: readonly number[], to: readonly number[]): number[][] =>
    Array.from({ length: STEPS }, (_, i) => from.map((value, k) => value + ((to[k] - value) * i) / STEPS));
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  return [...corners.flatMap((corner, i) => along(corner, corners[(i + 1) % 4])), corners[0]];
}
