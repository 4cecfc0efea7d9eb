/**
 * Pressure, temperature and humidity of the synthetic weather: the mean of season and latitude, the departures that are
 * geostrophic and hydrostatic with the flow, and over land the swing of the day. Over high ground the same air is met from
 * the ground on: with T = Ts s^0.19 the surface temperature is Ts - (0.19 g / R) z, and the surface pressure hydrostatic
 * with it. [level][row][column], SI.
 */
import type { Grid } from "../../grids/grid.js";
import type { Time } from "../../time.js";
import { specificHumidity } from "../humidity.js";
import type { MoistAir } from "../meteorology.js";
import { groundPressureRatio, LAPSE_RATE } from "./flowOverHills.js";
import {
  COLDEST,
  continentalProfile,
  coriolis,
  meanState,
  northernWinter,
  SURFACE_DENSITY,
  surfaceTemperature,
} from "./syntheticClimate.js";
import { createFlowFields, type FlowFields, type FlowPatterns } from "./syntheticFlow.js";
import { type LevelProfile, wavesAt } from "./syntheticLevels.js";
import type { Wave } from "./syntheticWaves.js";

const STRATOSPHERIC_HUMIDITY = 3e-6;
/** Pressure over surface pressure above which the air is that of the stratosphere. */
const STRATOSPHERE = 0.2;

export interface SyntheticAir {
  /** Fills pressure and humidity, and the temperature where one is given; of all levels, or the lowest ones. */
  fill(air: MoistAir, temperature?: Float64Array): void;
  /** Fills the surface pressure alone, [cell], [Pa] */
  fillPressure(time: Time, surfacePressure: Float64Array): void;
}

/** What the surface is like at one time, [cell]. */
interface Surface {
  readonly pressure: Float64Array;
  readonly temperature: Float64Array;
  /** What the day adds [1], times the swing of a level. */
  readonly dayHeat: Float64Array;
  /** Relative humidity over its mean: moist in lows, dry in highs. */
  readonly damp: Float64Array;
}

/** @param landFraction [row][column], 0 to 1 @param height of the ground, [row][column], [m] */
export function createSyntheticAir(
  grid: Grid,
  landFraction: Float64Array,
  height: Float64Array,
  patterns: FlowPatterns,
  waves: readonly Wave[],
  profile: readonly LevelProfile[],
): SyntheticAir {
  const { cells } = grid;
  const inCells = createFlowFields(patterns, "cell");
  const f = grid.latitude.map(coriolis);
  const surfaceAt = createSurface(grid, landFraction, height, f, inCells);
  return {
    fill({ time, surfacePressure, specificHumidity: q }, temperature) {
      inCells.setTime(time, waves);
      const surface = surfaceAt(time, surfacePressure);
      profile.slice(0, q.length / cells).forEach((level, k) => {
        const at = k * cells;
        const dry = level.sigma < STRATOSPHERE;
        if (dry) q.fill(STRATOSPHERIC_HUMIDITY, at, at + cells);
        if (dry && temperature === undefined) return;
        layAir(level, inCells, f, surface, dry ? undefined : q, temperature, at);
      });
    },
    fillPressure(time, surfacePressure) {
      inCells.setTime(time, waves);
      surfaceAt(time, surfacePressure);
    },
  };
}

/** @returns the surface at a time, its pressure in the array given; the next call overwrites the rest */
function createSurface(
  grid: Grid,
  landFraction: Float64Array,
  height: Float64Array,
  f: Float64Array,
  { continent, waves: ahead, wavesBehind: behind }: FlowFields,
): (time: Time, pressure: Float64Array) => Surface {
  const { cells } = grid;
  const mean = meanState();
  const meanPressure = grid.latitude.map((latitude) => mean.surfacePressure(latitude));
  const temperatureInSummer = grid.latitude.map((latitude) => surfaceTemperature(latitude).summer);
  const temperatureChange = grid.latitude.map((latitude) => surfaceTemperature(latitude).change);
  const cosineLongitude = grid.longitude.map((longitude) => Math.cos((longitude * Math.PI) / 180));
  const sineLongitude = grid.longitude.map((longitude) => Math.sin((longitude * Math.PI) / 180));
  const atGround = { continent: continentalProfile(1), ...wavesAt(1) };
  const [temperature, dayHeat, damp] = [0, 1, 2].map(() => new Float64Array(cells));
  return (time, pressure) => {
    const winter = northernWinter(time);
    // Warmest at 15 h local time.
    const clock = 2 * Math.PI * (time / 86400 - Math.floor(time / 86400) - 15 / 24);
    const cosineClock = Math.cos(clock);
    const sineClock = Math.sin(clock);
    for (let c = 0; c < cells; c++) {
      const psi = atGround.continent * continent[c] + atGround.waves * ahead[c] + atGround.wavesBehind * behind[c];
      const departure = SURFACE_DENSITY * f[c] * psi;
      damp[c] = 1 - departure / 6000;
      const atSeaLevel = temperatureInSummer[c] + winter * temperatureChange[c];
      temperature[c] = atSeaLevel - LAPSE_RATE * height[c];
      pressure[c] = (meanPressure[c] + departure) * groundPressureRatio(height[c], atSeaLevel);
      dayHeat[c] = landFraction[c] * (cosineClock * cosineLongitude[c] - sineClock * sineLongitude[c]);
    }
    return { pressure, temperature, dayHeat, damp };
  };
}

/** One level. @param q,temperature of all levels, filled from `at` on; left as they are where absent */
function layAir(
  level: LevelProfile,
  { waves: ahead, wavesBehind: behind }: FlowFields,
  f: Float64Array,
  surface: Surface,
  q: Float64Array | undefined,
  temperature: Float64Array | undefined,
  at: number,
): void {
  const { temperatureRatio, waveWarmth, waveWarmthBehind, diurnal, aSum, bSum, relativeHumidity } = level;
  for (let c = 0; c < f.length; c++) {
    const wave = f[c] * (waveWarmth * ahead[c] + waveWarmthBehind * behind[c]);
    const t = Math.max(COLDEST, surface.temperature[c] * temperatureRatio) + wave + diurnal * surface.dayHeat[c];
    if (temperature !== undefined) temperature[at + c] = t;
    if (q === undefined) continue;
    const pressure = 0.5 * (aSum + bSum * surface.pressure[c]);
    q[at + c] = specificHumidity(Math.min(0.98, relativeHumidity * surface.damp[c]), t, pressure);
  }
}
