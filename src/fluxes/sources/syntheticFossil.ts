/**
 * Invented fossil emissions: each country's total of about 2010 [PgC yr-1], rounded from Friedlingstein et al. (2022,
 * doi:10.5194/essd-14-4811-2022), shared among its cities by inhabitants; 70 % stays within about a cell of the
 * cities, 30 % is spread over some 250 km around them. Factors of the hour (least at 4, most in the afternoon) and of
 * the weekday have the size of those of Nassar et al. (2013, doi:10.1029/2012JD018196); both have a mean of 1.
 */
import {
  EARTH_RADIUS,
  MOLAR_MASS_CARBON,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  SECONDS_PER_YEAR,
} from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import type { Cities } from "../../io/cities.js";
import type { Time } from "../../time.js";
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
export function syntheticFossil(grid: Grid, landFraction: Float64Array, cities: Cities): FluxSource {
  const mean = meanFlux(grid, landFraction, cities);
  const factors = timeFactors(grid.longitude);
  return {
    component: "fossil",
    title: "synthetic fossil emissions",
    remarks: [
      "The fossil emissions are synthetic: rounded national totals of about 2010 spread by the inhabitants of cities (GeoNames, CC BY 4.0).",
    ],
    files: [],
    hourly(time) {
      const result = factors(time + SECONDS_PER_HOUR / 2);
      for (let cell = 0; cell < result.length; cell++) result[cell] *= mean[cell];
      return result;
    },
    close() {},
  };
}

/**
 * Factor of local solar hour and weekday [1]: with the angle a of the hour at Greenwich and the longitude l, cos(a + l - p)
 * = cos(a - p) cos(l) - sin(a - p) sin(l), once and twice a day.
 * @param longitude [place] [degrees] @returns factors at a time, [place], an array that is new each time
 */
export function timeFactors(longitude: ArrayLike<number>): (time: Time) => Float64Array {
  const parts = [1, 2].map((times) => {
    const angles = Float64Array.from(longitude, (degrees) => (times * degrees * Math.PI) / 180);
    return { cosine: angles.map(Math.cos), sine: angles.map(Math.sin) };
  });
  const [once, twice] = parts;
  return (time) => {
    const angle = (2 * Math.PI * (time % SECONDS_PER_DAY)) / SECONDS_PER_DAY;
    const [a, b] = [angle - (2 * Math.PI * 3) / 24, 2 * angle - (4 * Math.PI * 4) / 24];
    const [cosA, sinA, cosB, sinB] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
    const factors = new Float64Array(longitude.length);
    for (let i = 0; i < factors.length; i++) {
      const daily = cosA * once.cosine[i] - sinA * once.sine[i];
      const halfDaily = cosB * twice.cosine[i] - sinB * twice.sine[i];
      // 1970-01-01 was a Thursday
      const day = Math.floor((time + longitude[i] * 240) / SECONDS_PER_DAY) + 4;
      factors[i] = (1 - 0.18 * daily - 0.05 * halfDaily) * WEEKDAY[((day % 7) + 7) % 7];
    }
    return factors;
  };
}

/** Annual mean [mol m-2 s-1], [row][column]. */
function meanFlux(grid: Grid, landFraction: Float64Array, cities: Cities): Float64Array {
  const listed = new Map<string, number>();
  const { country, inhabitants, longitude, latitude } = cities;
  country.forEach((code, i) => listed.set(code, (listed.get(code) ?? 0) + inhabitants[i]));
  const grams = new Float64Array(grid.cells);
  country.forEach((code, i) => {
    const cell = grid.cellAt(longitude[i], latitude[i]);
    if (cell < 0) return;
    const total = NATIONAL[code];
    const rate = total === undefined ? PER_INHABITANT : (total * 1e15) / listed.get(code)!;
    grams[cell] += rate * inhabitants[i];
  });
  const flux = new Float64Array(grid.cells);
  const spread = createSpread(grid, landFraction, flux);
  const spacing = Math.sqrt(grid.area.reduce((sum, area) => sum + area, 0) / grid.cells);
  for (let cell = 0; cell < grid.cells; cell++) {
    if (grams[cell] === 0) continue;
    const rate = grams[cell] / MOLAR_MASS_CARBON / 1e3 / SECONDS_PER_YEAR;
    spread(cell, NEAR_SHARE * rate, NEAR_CELLS * spacing);
    spread(cell, (1 - NEAR_SHARE) * rate, Math.max(FAR_METRES, NEAR_CELLS * spacing));
  }
  return flux;
}

/**
 * What adds `rate` [mol s-1] as a Gaussian of a width [m] around a cell to a flux, thin over water; all of it stays in the
 * grid. A Gaussian ends at three widths, where the chord of the sphere tells without the arc whether a cell is within.
 */
function createSpread(
  grid: Grid,
  landFraction: Float64Array,
  flux: Float64Array,
): (centre: number, rate: number, width: number) => void {
  const { rows, columns, unitVectors, area, xFaces, yFaces } = grid;
  const near = new Int32Array(grid.cells);
  const weights = new Float64Array(grid.cells);
  const onLand = landFraction.map((land) => WATER_WEIGHT + (1 - WATER_WEIGHT) * land);
  return (centre, rate, width) => {
    const reach = 3 * width;
    const mostChord = reach >= Math.PI * EARTH_RADIUS ? Infinity : (2 * Math.sin(reach / (2 * EARTH_RADIUS))) ** 2;
    const [x, y, z] = unitVectors.subarray(3 * centre, 3 * centre + 3);
    const row = Math.floor(centre / columns);
    const column = centre % columns;
    const high = Math.ceil((1.2 * reach) / xFaces.length[row * (columns + 1) + column]);
    const wide = Math.ceil((1.2 * reach) / yFaces.length[centre]);
    let [count, sum] = [0, 0];
    for (let j = Math.max(0, row - high); j <= Math.min(rows - 1, row + high); j++) {
      for (let i = Math.max(0, column - wide); i <= Math.min(columns - 1, column + wide); i++) {
        const cell = j * columns + i;
        const [dx, dy, dz] = [unitVectors[3 * cell] - x, unitVectors[3 * cell + 1] - y, unitVectors[3 * cell + 2] - z];
        const chord = dx * dx + dy * dy + dz * dz;
        if (chord > mostChord) continue;
        const distance = 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord) / 2));
        const weight = Math.exp(-0.5 * (distance / width) ** 2) * onLand[cell];
        near[count] = cell;
        weights[count++] = weight;
        sum += weight * area[cell];
      }
    }
    for (let n = 0; n < count; n++) flux[near[n]] += (rate * weights[n]) / sum;
  };
}
