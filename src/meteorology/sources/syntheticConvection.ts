/**
 * Deep convection of the synthetic weather: air that rises [kg m-2 s-1]. A tenth of the columns convects at any time, in
 * patches of some 250 km that last hours, as strongly as rain asks for on average. What leaves the boundary layer in
 * updrafts brings the water that rains: M_base = rain / (efficiency q), so 5 mm a day of convective rain at q = 16 g kg-1
 * and an efficiency of 0.7 need 5 g m-2 s-1. With t the season's course, -1 in January and 1 in July,
 *     mean M_base = 6 g m-2 s-1 exp(-((lat - 14 - 8 t) / (12.5 + 5 t))^2),     over land 1 + 0.5 cos(2 pi (hour - 16 h) / 24 h) of it
 *     M_base = mean M_base max(0, z - 1.28) / 0.047,     z Gaussian, 250 km and 4 h
 * From the ground M grows with pressure to cloud base, by half of itself until sigma 0.45, and ends at 0.15. Unlike the air
 * that a parcel is diagnosed in (deepConvection.ts), which no convection has calmed, this is of the size of nature's.
 */
import { SECONDS_PER_HOUR, STANDARD_PRESSURE } from "../../constants.js";
import { createCorrelation } from "../../fields/correlatedNoise.js";
import { createEvolvingField } from "../../fields/evolvingField.js";
import type { Grid } from "../../grids/grid.js";
import { interfacePressure, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { randomField } from "../../random.js";
import { localSolarHour, type Time } from "../../time.js";
import { northernWinter } from "./syntheticClimate.js";

const PATCH = 250e3;
const DURATION = 4 * SECONDS_PER_HOUR;
/** Exceeded by a tenth of all normal numbers, and the mean of what they exceed it by. */
const THRESHOLD = 1.2816;
const MEAN_EXCESS = 0.0473;
/** Greatest mean mass flux at cloud base [kg m-2 s-1]. */
const STRONGEST = 6e-3;
/** Share of the water that rises through cloud base which rains. */
const EFFICIENCY = 0.7;
/** Of the belt of rain, at the equinoxes and by how much more in July [degrees]: in January it leaves China dry. */
const LATITUDE = { mean: 14, summer: 8 } as const;
const WIDTH = { mean: 12.5, summer: 5 } as const;
/** Share that the day's course has over land, and its hour. */
const DAILY = 0.5;
const DAILY_HOUR = 16;
const CLOUD_BASE = 0.9;
const DETRAINS_FROM = 0.45;
const CLOUD_TOP = 0.15;
const GROWTH = 0.5;

export interface DeepConvection {
  /** M through the interfaces, [level + 1][row][column], [kg m-2 s-1] */
  readonly updraftMassFlux: Float64Array;
  /** M at cloud base, [row][column], [kg m-2 s-1] */
  readonly base: Float64Array;
}

/** Rain of what rises through cloud base [kg m-2 s-1]. @param base [kg m-2 s-1] @param specificHumidity near the ground [kg kg-1] */
export function convectiveRain(base: number, specificHumidity: number): number {
  return EFFICIENCY * base * specificHumidity;
}

/** @returns of a time, new at every call */
export function createSyntheticConvection(
  grid: Grid,
  vertical: VerticalCoordinate,
  landFraction: Float64Array,
  seed: number,
): (time: Time) => DeepConvection {
  const { cells, longitude, latitude } = grid;
  const correlation = createCorrelation(grid, PATCH);
  const field = createEvolvingField(cells, DURATION, (node) =>
    correlation.sample(randomField(seed, "syntheticConvection", 0, node)),
  );
  const shape = Array.from({ length: vertical.levels + 1 }, (_, k) =>
    profileAt(interfacePressure(vertical, k, STANDARD_PRESSURE) / STANDARD_PRESSURE),
  );
  return (time) => {
    const season = 1 - 2 * northernWinter(time);
    const centre = LATITUDE.mean + LATITUDE.summer * season;
    const width = WIDTH.mean + WIDTH.summer * season;
    const z = field(time);
    const updraftMassFlux = new Float64Array(shape.length * cells);
    const base = new Float64Array(cells);
    for (let cell = 0; cell < cells; cell++) {
      if (z[cell] <= THRESHOLD) continue;
      const hour = localSolarHour(time, longitude[cell]);
      const daily = 1 + DAILY * landFraction[cell] * Math.cos((2 * Math.PI * (hour - DAILY_HOUR)) / 24);
      const mean = STRONGEST * daily * Math.exp(-(((latitude[cell] - centre) / width) ** 2));
      base[cell] = (mean * (z[cell] - THRESHOLD)) / MEAN_EXCESS;
      shape.forEach((share, k) => {
        updraftMassFlux[k * cells + cell] = share * base[cell];
      });
    }
    return { updraftMassFlux, base };
  };
}

/** M over that at cloud base; 0 at the ground and from cloud top on. */
function profileAt(sigma: number): number {
  if (sigma <= CLOUD_TOP) return 0;
  if (sigma >= CLOUD_BASE) return (1 - sigma) / (1 - CLOUD_BASE);
  const grown = 1 + GROWTH * Math.min(1, (CLOUD_BASE - sigma) / (CLOUD_BASE - DETRAINS_FROM));
  return grown * Math.min(1, (sigma - CLOUD_TOP) / (DETRAINS_FROM - CLOUD_TOP));
}
