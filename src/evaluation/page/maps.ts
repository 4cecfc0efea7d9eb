/**
 * The maps of the page: fields of the whole period and of each month, as fine as a bound on their size allows: first with
 * 16 bits, then with 8, then with cells put together in squares.
 */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { mapFrame } from "../../drawing/mapPanel.js";
import type { Grid } from "../../grids/grid.js";
import { toMicromoles } from "../../units.js";
import type { RunFluxes } from "../readFluxes.js";
import type { MapData, MapQuantity } from "./pageData.js";
import { type Bits, quantise, quantisedSize } from "./quantised.js";
import type { MeanSpreads } from "./readSpreads.js";

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

/** @returns undefined where there is no prior */
export function mapsOf(
  fluxes: RunFluxes,
  spreads: MeanSpreads,
  overlays: MapOverlays,
): { maps: MapData; coarseness: Coarseness } | undefined {
  if (fluxes.whole.fields.natural_prior === undefined) return undefined;
  const { grid } = fluxes;
  const months = [...fluxes.months].map(([month, mean]) => ({ title: month, ...mean }));
  const periods = [{ title: "whole period", ...fluxes.whole }, ...(months.length > 1 ? months : [])];
  const named = [
    ["prior", "flux", periods.map(({ fields }) => fields.natural_prior)],
    ["posterior", "flux", periods.map(({ fields }) => fields.natural_posterior)],
    ["truth", "flux", periods.map(({ fields }) => fields.natural_truth)],
    ["prior spread", "spread", periods.map(({ title }) => spreads.get(title)?.natural_prior_spread)],
    ["posterior spread", "spread", periods.map(({ title }) => spreads.get(title)?.natural_posterior_spread)],
    ["fossil, imposed", "fossil", periods.map(({ fields }) => fields.fossil)],
    ["fire, imposed", "fire", periods.map(({ fields }) => fields.fire)],
  ] as const;
  const known = named.flatMap(([title, scale, fields]) => {
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
  return {
    maps: {
      ...geometry(grid, overlays, coarseness.side),
      periods: periods.map(({ title, days }) => ({ title, days })),
      quantities: [...measured, ...differences(measured)],
    },
    coarseness,
  };
}

function differences(measured: readonly MapQuantity[]): MapQuantity[] {
  const pairs = [
    ["change (posterior minus prior)", "posterior", "prior"],
    ["change wanted (truth minus prior)", "truth", "prior"],
    ["error left (posterior minus truth)", "posterior", "truth"],
  ] as const;
  return pairs
    .filter(([, ...needed]) => needed.every((title) => measured.some((quantity) => quantity.title === title)))
    .map(([title, minuend, subtrahend]) => ({ title, scale: "difference", of: { minuend, subtrahend } }));
}

/** Lines are left out where they would take too much room, borders first. */
export function geometry(
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
