/**
 * The maps of a page: fields of the whole period and of each month, as fine as a bound on their size allows: first with
 * 16 bits, then with 8, then with cells put together in squares.
 */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { mapFrame } from "../../drawing/mapPanel.js";
import type { Grid } from "../../grids/grid.js";
import { toMicromoles } from "../../units.js";
import type { MapData, MapQuantity } from "./pageData.js";
import { type Bits, quantise, quantisedSize } from "./quantised.js";

/** Characters that all fields, with the places of their cells, and that the lines of the maps may take. */
const FIELD_BYTES = 3.6e6;
const LINE_BYTES = 4e5;
/** Of the picture, at most [px]. */
const WIDTH = 720;

/** How fine fields are shown. */
export interface Coarseness {
  /** Cells that are put together, along each side. */
  readonly side: number;
  readonly bits: Bits;
}

/** @returns the finest with which so many fields have room */
export function coarsenessOf(fields: number, { columns, rows }: Pick<Grid, "columns" | "rows">): Coarseness {
  for (let side = 1; ; side++) {
    const cells = Math.ceil(columns / side) * Math.ceil(rows / side);
    const places = 2 * quantisedSize(cells, 16);
    const bits = ([16, 8] as const).find((of) => fields * quantisedSize(cells, of) + places <= FIELD_BYTES);
    if (bits !== undefined || cells === 1) return { side, bits: bits ?? 8 };
  }
}

/** In words, where fields are not as fine as the run's; empty where they are. */
export function coarsenessInWords({ side, bits }: Coarseness): string {
  const joined = side === 1 ? "" : `squares of ${side} × ${side} cells are shown as one, with their mean; `;
  const rounded = bits === 16 ? "" : "values are rounded to 1/127 of the largest of their map; ";
  return joined + rounded === ""
    ? ""
    : `To bound the size of this page ${joined}${rounded}the files of the run have all.`;
}

/** A quantity by period [mol m-2 s-1]; left out where a period lacks it. */
export interface NamedFields {
  readonly title: string;
  readonly scale: MapQuantity["scale"];
  readonly fields: readonly (Float64Array | undefined)[];
}

/** What is the difference of two quantities, by their titles. */
export type NamedDifference = readonly [title: string, minuend: string, subtrahend: string];

/** @param named on the grid, [cell] for each of the periods @param wanted those of quantities that are known are shown */
export function mapsOf(
  grid: Grid,
  overlays: MapOverlays,
  periods: MapData["periods"],
  named: readonly NamedFields[],
  wanted: readonly NamedDifference[],
): { maps: MapData; coarseness: Coarseness } {
  const known = named.flatMap(({ title, scale, fields }) => {
    const every = fields.filter((field) => field !== undefined);
    return every.length === periods.length ? [{ title, scale, fields: every }] : [];
  });
  const coarseness = coarsenessOf(known.length * periods.length, grid);
  const measured = known.map(({ title, scale, fields }): MapQuantity => {
    const of = fields.map((field) =>
      quantise(shownCells(field, grid, coarseness.side).map(toMicromoles), coarseness.bits),
    );
    return { title, scale, of };
  });
  const differences = wanted
    .filter(([, ...needed]) => needed.every((title) => measured.some((quantity) => quantity.title === title)))
    .map(([title, minuend, subtrahend]) => ({ title, scale: "difference" as const, of: { minuend, subtrahend } }));
  const quantities = [...measured, ...differences];
  return { maps: { ...geometry(grid, overlays, coarseness.side), periods, quantities }, coarseness };
}

/** Lines are left out where they would take too much room, borders first. */
function geometry(
  grid: Grid,
  { coastline, borders = [] }: MapOverlays,
  side: number,
): Omit<MapData, "periods" | "quantities"> {
  const frame = mapFrame(grid, WIDTH, coastline, borders);
  const coast = frame.coast.length <= LINE_BYTES ? frame.coast : "";
  const kept = coast.length + frame.borders.length <= LINE_BYTES ? frame.borders : "";
  const columns = Math.ceil(grid.columns / side);
  const rows = Math.ceil(grid.rows / side);
  const middle = (along: number, size: number): number => Math.min(size - 1, along * side + Math.floor(side / 2));
  const centres = (of: Float64Array): Float64Array =>
    Float64Array.from({ length: columns * rows }, (_, i) => {
      return of[middle(Math.floor(i / columns), grid.rows) * grid.columns + middle(i % columns, grid.columns)];
    });
  return {
    columns,
    rows,
    width: frame.width,
    height: frame.height,
    cellWidth: (side * frame.width) / grid.columns,
    cellHeight: (side * frame.height) / grid.rows,
    longitude: quantise(centres(grid.longitude), 16),
    latitude: quantise(centres(grid.latitude), 16),
    coast,
    borders: kept,
    graticule: frame.graticule,
  };
}

/** @param field [cell] @returns means of squares of cells, weighted by area */
export function shownCells(field: Float64Array, { columns, rows, area }: Grid, side: number): Float64Array {
  if (side === 1) return field;
  const across = Math.ceil(columns / side);
  const [sums, areas] = [0, 1].map(() => new Float64Array(across * Math.ceil(rows / side)));
  field.forEach((value, cell) => {
    const shown = Math.floor(Math.floor(cell / columns) / side) * across + Math.floor((cell % columns) / side);
    sums[shown] += value * area[cell];
    areas[shown] += area[cell];
  });
  return sums.map((sum, shown) => sum / areas[shown]);
}
