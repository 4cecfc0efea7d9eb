/** Domains on which a product is opened where there is no experiment. */
import { createGrid, type Grid, gridPreset, longitudeLatitudeGrid } from "../grids/grid.js";
import { landFraction } from "../grids/landFraction.js";
import { verticalPreset } from "../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../io/naturalEarth.js";
import type { Context } from "../products/product.js";
import type { Extent, GridFacts } from "./inspection.js";
import type { Period } from "./periods.js";

/** As many cells as two degrees make around the Earth. */
const MOST_COLUMNS = 180;
const MOST_ROWS = 90;
const SAMPLED = 12;

export function chinaDomain(): Grid {
  return createGrid(gridPreset("china-64km"));
}

/** All that the file covers, or the Earth where it does not tell. */
export function wholeDomain(grids: readonly GridFacts[]): Grid {
  const told = grids.find((grid) => grid.columns * grid.rows > 1 && Number.isFinite(grid.west + grid.south));
  if (told === undefined) return boxes({ west: -180, east: 180, south: -90, north: 90 }, MOST_COLUMNS, MOST_ROWS);
  const columns = Math.min(MOST_COLUMNS, told.columns);
  const rows = Math.min(MOST_ROWS, told.rows);
  if (told.kind === "longitude-latitude") return boxes(told, columns, rows);
  // Middles of cells: half a cell lies beyond them.
  const [marginX, marginY] = [(told.east - told.west) / told.columns, (told.north - told.south) / told.rows];
  const { west, east, south, north } = told;
  const wide = { west: west - marginX, east: east + marginX, south: south - marginY, north: north + marginY };
  return boxes(wide, columns, rows);
}

/** A few cells in the middle of what the file covers, so that everything lies around them. */
export function middleDomain(grids: readonly GridFacts[]): Grid {
  const whole = wholeDomain(grids);
  const [width, height] = [whole.columns * whole.dx, whole.rows * whole.dy];
  const [west, south] = [whole.x0 - whole.dx / 2 + 0.25 * width, whole.y0 - whole.dy / 2 + 0.25 * height];
  return boxes({ west, east: west + width / 2, south, north: south + height / 2 }, SAMPLED, SAMPLED);
}

function boxes({ west, east, south, north }: Extent, columns: number, rows: number): Grid {
  const dx = Math.min(360, east - west) / columns;
  const low = Math.max(-90, south - bulge(south, dx));
  const high = Math.min(90, north + bulge(north, dx));
  const dy = (high - low) / rows;
  return createGrid(longitudeLatitudeGrid("the file", west + dx / 2, low + dy / 2, dx, dy, columns, rows));
}

/** How far the great circle between two corners of a cell lies from their parallel [degrees]: so much more is needed to hold it. */
function bulge(latitude: number, width: number): number {
  const [phi, lambda] = [latitude, width].map((angle) => (angle * Math.PI) / 180);
  return (((lambda * lambda) / 8) * Math.abs(Math.sin(phi) * Math.cos(phi)) * 180) / Math.PI;
}

/** What a product may know of a run that there is not. @param further what its role needs besides, or has otherwise */
export function contextOn<T extends object>(grid: Grid, period: Period, further: T): Context & T {
  let land: Float64Array | undefined;
  return {
    grid,
    vertical: verticalPreset("jdas-15"),
    period,
    get landFraction() {
      land ??= landFraction(grid, naturalEarthLand("50m"));
      return land;
    },
    seed: 0,
    ...further,
  };
}
