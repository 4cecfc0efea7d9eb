/**
 * Invented fossil emissions: each country's total of about 2010 [PgC yr-1], rounded from Friedlingstein et al. (2022,
 * doi:10.5194/essd-14-4811-2022), shared among its cities by inhabitants; 70 % stays within about a cell of the
 * cities, 30 % is spread over some 250 km around them. Factors of the hour (least at 4, most in the afternoon) and of
 * the weekday have the size of those of Nassar et al. (2013, doi:10.1029/2012JD018196); both have a mean of 1.
 */
import { MOLAR_MASS_CARBON, SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_YEAR } from "../../constants.js";
import { cellVector, type Grid } from "../../grids/grid.js";
import { greatCircleDistance } from "../../grids/sphere.js";
import type { City } from "../../io/cities.js";
import { localSolarHour, type Time } from "../../time.js";
import type { FluxSource } from "../fluxSource.js";

const NATIONAL: Readonly<Record<string, number>> = {
  CN: 2.35,
  HK: 0.01,
  TW: 0.07,
  JP: 0.33,
  KR: 0.16,
  KP: 0.014,
  MN: 0.004,
  IN: 0.46,
  PK: 0.04,
  BD: 0.015,
  RU: 0.44,
  KZ: 0.07,
  UZ: 0.03,
  TH: 0.07,
  VN: 0.04,
  MY: 0.06,
  ID: 0.12,
  PH: 0.023,
  US: 1.55,
};
/** Elsewhere: the world's mean of that time [gC yr-1 per inhabitant]. */
const PER_INHABITANT = 1.3e6;
const NEAR_SHARE = 0.7;
/** Spread around a city [cells] and [m]. */
const NEAR_CELLS = 0.8;
const FAR_METRES = 250e3;
/** Weight of water against land where emissions are spread. */
const WATER_WEIGHT = 0.05;
/** Sunday to Saturday; mean 1. */
const WEEKDAY = [0.93, 1.02, 1.02, 1.02, 1.02, 1.02, 0.97];

/**
 * @param landFraction [row][column]
 * @param cities       all cities of the world, so that the share of a country inside the grid is right
 */
export function syntheticFossil(grid: Grid, landFraction: Float64Array, cities: readonly City[]): FluxSource {
  const mean = meanFlux(grid, landFraction, cities);
  return {
    component: "fossil",
    title: "synthetic fossil emissions",
    remarks: [
      "The fossil emissions are synthetic: rounded national totals of about 2010 spread by the inhabitants of cities (GeoNames, CC BY 4.0).",
    ],
    files: [],
    hourly: (time) =>
      mean.map((flux, cell) => (flux === 0 ? 0 : flux * timeFactor(time + SECONDS_PER_HOUR / 2, grid.longitude[cell]))),
    close() {},
  };
}

/** Factor of local solar hour and weekday [1]. */
export function timeFactor(time: Time, longitude: number): number {
  const hour = localSolarHour(time, longitude);
  const angle = (2 * Math.PI * hour) / 24;
  const ofHour =
    1 - 0.18 * Math.cos(angle - (2 * Math.PI * 3) / 24) - 0.05 * Math.cos(2 * angle - (4 * Math.PI * 4) / 24);
  // 1970-01-01 was a Thursday
  const day = Math.floor((time + longitude * 240) / SECONDS_PER_DAY) + 4;
  return ofHour * WEEKDAY[((day % 7) + 7) % 7];
}

/** Annual mean [mol m-2 s-1], [row][column]. */
function meanFlux(grid: Grid, landFraction: Float64Array, cities: readonly City[]): Float64Array {
  const listed = new Map<string, number>();
  for (const { country, inhabitants } of cities) listed.set(country, (listed.get(country) ?? 0) + inhabitants);
  const grams = new Float64Array(grid.cells);
  for (const city of cities) {
    const cell = grid.cellAt(city.longitude, city.latitude);
    if (cell < 0) continue;
    const total = NATIONAL[city.country];
    const rate = total === undefined ? PER_INHABITANT : (total * 1e15) / listed.get(city.country)!;
    grams[cell] += rate * city.inhabitants;
  }
  const flux = new Float64Array(grid.cells);
  const spacing = Math.sqrt(grid.area.reduce((sum, area) => sum + area, 0) / grid.cells);
  for (let cell = 0; cell < grid.cells; cell++) {
    if (grams[cell] === 0) continue;
    const rate = grams[cell] / MOLAR_MASS_CARBON / 1e3 / SECONDS_PER_YEAR;
    spread(grid, landFraction, cell, NEAR_SHARE * rate, NEAR_CELLS * spacing, flux);
    spread(grid, landFraction, cell, (1 - NEAR_SHARE) * rate, Math.max(FAR_METRES, NEAR_CELLS * spacing), flux);
  }
  return flux;
}

/** Adds `rate` [mol s-1] as a Gaussian of a width [m] around a cell, thin over water; all of it stays in the grid. */
function spread(
  grid: Grid,
  landFraction: Float64Array,
  centre: number,
  rate: number,
  width: number,
  flux: Float64Array,
): void {
  const middle = cellVector(grid, centre);
  const reach = 3 * width;
  const row = Math.floor(centre / grid.columns);
  const column = centre % grid.columns;
  const rows = Math.ceil((1.2 * reach) / grid.xFaces.length[row * (grid.columns + 1) + column]);
  const columns = Math.ceil((1.2 * reach) / grid.yFaces.length[centre]);
  const near: { cell: number; weight: number }[] = [];
  let sum = 0;
  for (let j = Math.max(0, row - rows); j <= Math.min(grid.rows - 1, row + rows); j++) {
    for (let i = Math.max(0, column - columns); i <= Math.min(grid.columns - 1, column + columns); i++) {
      const cell = j * grid.columns + i;
      const distance = greatCircleDistance(middle, cellVector(grid, cell));
      if (distance > reach) continue;
      const weight =
        Math.exp(-0.5 * (distance / width) ** 2) * (WATER_WEIGHT + (1 - WATER_WEIGHT) * landFraction[cell]);
      near.push({ cell, weight });
      sum += weight * grid.area[cell];
    }
  }
  for (const { cell, weight } of near) flux[cell] += (rate * weight) / sum;
}
