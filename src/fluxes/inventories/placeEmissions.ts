/**
 * Emissions on the cells of the grid: checked, brought there without loss, and counted. Weights of a lattice are worked out
 * once for a grid, whoever reads it.
 */
import { InputError } from "../../errors.js";
import { type AmountRegridder, boxAmounts, pointAmounts } from "../../grids/amountRegrid.js";
import type { Grid } from "../../grids/grid.js";
import { boxAreas, type LongitudeLatitudeBoxes } from "../../grids/regrid.js";
import { boxWeights } from "../../io/regridWeights.js";
import type { EmissionPart, EmissionPlaces, PlacedEmissions } from "./emissionPart.js";
import { type EmissionTotals, NO_EMISSION, toTeragramsPerYear } from "./emissionTotals.js";

/** A power station in a box of 100 m gives 1 [mol m-2 s-1]; the largest stations give 5e4 [mol s-1]. */
const GREATEST_FLUX = 1;
const GREATEST_POINT = 1e6;
/** The whole world emits some 4e4 [Tg CO2 yr-1]. */
const GREATEST_TOTAL = 1e5;

export interface EmissionsOnGrid {
  /** [row][column] [mol s-1] */
  readonly rates: Float64Array;
  readonly totals: EmissionTotals;
  /** Places without a value, and all of them. */
  readonly withoutValue: number;
  readonly places: number;
}

/**
 * @param landFraction [row][column] [1]
 * @throws InputError where a number cannot be an emission
 */
export async function placeEmissions(
  part: EmissionPart,
  grid: Grid,
  landFraction: Float64Array,
): Promise<EmissionsOnGrid> {
  const rates = new Float64Array(grid.cells);
  let { total, inside, beyond } = NO_EMISSION;
  let [withoutValue, places] = [0, 0];
  for await (const piece of part.read()) {
    checkRates(piece, part);
    const regridder = regridderOf(piece.places, grid);
    const known = piece.rates.map((rate) => (Number.isNaN(rate) ? 0 : rate));
    regridder.apply(known).forEach((rate, cell) => {
      rates[cell] += rate;
    });
    for (let place = 0; place < known.length; place++) {
      total += known[place];
      inside += known[place] * regridder.inside[place];
      beyond += known[place] * (1 - regridder.inside[place]);
      if (Number.isNaN(piece.rates[place])) withoutValue++;
    }
    places += known.length;
  }
  checkTotal(total, part);
  const overSea = rates.reduce((sum, rate, cell) => sum + rate * (1 - landFraction[cell]), 0);
  return { rates, totals: { total, inside, beyond, overSea }, withoutValue, places };
}

const lattices = new WeakMap<Grid, { readonly boxes: LongitudeLatitudeBoxes; readonly regridder: AmountRegridder }[]>();

function regridderOf(places: EmissionPlaces, grid: Grid): AmountRegridder {
  if (places.kind === "points") return pointAmounts(places.longitude, places.latitude, grid);
  const known = lattices.get(grid) ?? [];
  lattices.set(grid, known);
  const found = known.find(({ boxes }) => sameBoxes(boxes, places));
  if (found !== undefined) return found.regridder;
  const regridder = boxAmounts(places, grid, boxWeights(places, grid));
  known.push({ boxes: places, regridder });
  return regridder;
}

function sameBoxes(a: LongitudeLatitudeBoxes, b: LongitudeLatitudeBoxes): boolean {
  const same = (x: ArrayLike<number>, y: ArrayLike<number>): boolean =>
    x.length === y.length && Array.from(x).every((value, i) => value === y[i]);
  return same(a.longitudeEdges, b.longitudeEdges) && same(a.latitudeEdges, b.latitudeEdges);
}

function checkRates({ places, rates }: PlacedEmissions, { path, mayBeNegative = false }: EmissionPart): void {
  const greatest = places.kind === "points" ? () => GREATEST_POINT : greatestOf(places);
  const bad = rates.findIndex((rate, place) => (rate < 0 && !mayBeNegative) || rate > greatest(place));
  if (bad < 0) return;
  throw new InputError({
    where: path,
    found: `${rates[bad].toPrecision(4)} mol s-1 ${placeInWords(places, bad)}`,
    expected: `an emission from 0 to ${greatest(bad).toPrecision(3)} mol s-1`,
    remedy: "it may be a fill value that the file does not declare, or the units are others: check the file",
  });
}

function greatestOf(boxes: LongitudeLatitudeBoxes): (box: number) => number {
  const area = boxAreas(boxes);
  return (box) => GREATEST_FLUX * area[box];
}

function placeInWords(places: EmissionPlaces, place: number): string {
  if (places.kind === "points") return `at ${places.latitude[place]} N ${places.longitude[place]} E`;
  const { longitudeEdges, latitudeEdges } = places;
  const columns = longitudeEdges.length - 1;
  const [row, column] = [Math.floor(place / columns), place % columns];
  const degrees = (edge: number): number => Number(edge.toFixed(3));
  return `in the box from ${degrees(latitudeEdges[row])} N ${degrees(longitudeEdges[column])} E`;
}

function checkTotal(total: number, { path, sector }: EmissionPart): void {
  if (Math.abs(toTeragramsPerYear(total)) <= GREATEST_TOTAL) return;
  throw new InputError({
    where: path,
    found: `${toTeragramsPerYear(total).toExponential(2)} Tg CO2 yr-1 in sector "${sector}"`,
    expected: `at most ${GREATEST_TOTAL} Tg CO2 yr-1, some twice what the world emits`,
    remedy: 'the units are likely others: check them in the file, or name them in the experiment ("units")',
  });
}
