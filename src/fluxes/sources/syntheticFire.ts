/**
 * Invented fires: a few burning regions at seeded places on vegetated land, each a Gaussian in space and in the day of
 * the year (spring in the south, early summer in the farmland between, late summer in the north), most active in the
 * afternoon. The regions share a fixed total a year; in size and season like the inventories (van der Werf et al. 2017,
 * doi:10.5194/essd-9-697-2017), in place and date unlike any real fire.
 */
import { MOLAR_MASS_CARBON, SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { cellVector, type Grid } from "../../grids/grid.js";
import { greatCircleDistance } from "../../grids/sphere.js";
import { randomField } from "../../random.js";
import { dayOfYear, localSolarHour } from "../../time.js";
import type { FluxSource } from "../fluxSource.js";
import { vegetationDensity } from "./syntheticBiosphere.js";

const REGIONS = 8;
/** Total of the year per vegetated area, about that of Asia [gC m-2 yr-1]. */
const ANNUAL = 6;
const SEASON_DAYS = 20;
const LEAST_RADIUS = 120e3;
const MOST_RADIUS = 300e3;

interface Region {
  readonly peakDay: number;
  /** Annual emission [mol m-2], [row][column]. */
  readonly annual: Float64Array;
}

/** @param landFraction [row][column] */
export function syntheticFire(grid: Grid, landFraction: Float64Array, seed: number): FluxSource {
  const regions = burningRegions(grid, landFraction, seed);
  return {
    component: "fire",
    title: "synthetic fires",
    remarks: ["The fire emissions are synthetic: seeded places and smooth seasons."],
    files: [],
    hourly(time) {
      const middle = time + SECONDS_PER_HOUR / 2;
      const day = dayOfYear(middle);
      const result = new Float64Array(grid.cells);
      for (const { peakDay, annual } of regions) {
        const rate = seasonRate(day - peakDay);
        if (rate === 0) continue;
        for (let cell = 0; cell < grid.cells; cell++) {
          result[cell] += annual[cell] * rate;
        }
      }
      for (let cell = 0; cell < grid.cells; cell++) {
        if (result[cell] === 0) continue;
        const angle = ((localSolarHour(middle, grid.longitude[cell]) - 14) * Math.PI) / 12;
        result[cell] *= 1 + 0.8 * Math.cos(angle);
      }
      return result;
    },
    close() {},
  };
}

/** Share of the year's emission per second, at some days from the peak; zero beyond four widths. */
function seasonRate(days: number): number {
  const distance = days - 365.25 * Math.round(days / 365.25);
  if (Math.abs(distance) > 4 * SEASON_DAYS) return 0;
  const density = Math.exp(-0.5 * (distance / SEASON_DAYS) ** 2) / (SEASON_DAYS * Math.sqrt(2 * Math.PI));
  return density / SECONDS_PER_DAY;
}

function burningRegions(grid: Grid, landFraction: Float64Array, seed: number): Region[] {
  const vegetated = landFraction.map(
    (land, cell) => land * vegetationDensity(grid.longitude[cell], grid.latitude[cell]) * grid.area[cell],
  );
  const total = vegetated.reduce((sum, area) => sum + area, 0);
  if (total === 0) return [];
  const amount = (ANNUAL * total) / (MOLAR_MASS_CARBON * 1e3) / REGIONS;
  return Array.from({ length: REGIONS }, (_, region) => {
    const draws = randomField(seed, "syntheticFire", region);
    const centre = drawCell(vegetated, draws.uniform(0) * total);
    const radius = LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * draws.uniform(1);
    const middle = cellVector(grid, centre);
    const shape = vegetated.map((area, cell) => {
      const distance = greatCircleDistance(middle, cellVector(grid, cell)) / radius;
      return distance > 3 ? 0 : (area / grid.area[cell]) * Math.exp(-0.5 * distance ** 2);
    });
    const sum = shape.reduce((partial, value, cell) => partial + value * grid.area[cell], 0);
    return {
      peakDay: peakDay(grid.latitude[centre]) + 10 * draws.normal(2),
      annual: shape.map((value) => (value * amount) / sum),
    };
  });
}

/** The cell where the running sum of the areas passes `target`. */
function drawCell(areas: Float64Array, target: number): number {
  let sum = 0;
  let last = 0;
  for (let cell = 0; cell < areas.length; cell++) {
    if (areas[cell] === 0) continue;
    sum += areas[cell];
    last = cell;
    if (sum >= target) break;
  }
  return last;
}

/** Day of the year when a latitude burns most. */
function peakDay(latitude: number): number {
  if (latitude < 27) return latitude < 0 ? 260 : 80;
  return latitude < 43 ? 160 : 210;
}
