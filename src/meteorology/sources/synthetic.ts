/**
 * Synthetic weather for any date and grid, from a seed alone: a jet in thermal-wind balance that follows the season,
 * moving waves, an Asian winter high and summer low, surface friction with flow across the isobars, and a boundary
 * layer that follows the sun. Pressure and temperature of waves are geostrophic and hydrostatic with their wind.
 * There is no orography: surface pressure is that of sea level everywhere. [level][row][column], SI.
 */
import { CoverageError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { Time } from "../../time.js";
import { createDiurnalBoundaryLayer, lowestWindSpeed } from "../diurnalBoundaryLayer.js";
import { specificHumidity } from "../humidity.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology.js";
import { streamfunctionPattern } from "./streamfunctionPattern.js";
import {
  COLDEST,
  continentalProfile,
  coriolis,
  meanState,
  northernWinter,
  SURFACE_DENSITY,
  surfaceTemperature,
} from "./syntheticClimate.js";
import { createFlowFields, layLevel } from "./syntheticFlow.js";
import { levelProfile, wavesAt } from "./syntheticLevels.js";
import { drawWaves } from "./syntheticWaves.js";

export interface SyntheticMeteorologyOptions {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column], 0 to 1: the boundary layer differs over land and sea. */
  readonly landFraction: Float64Array;
  readonly seed: number;
}

/** The calendar of the program's clock: +- 100 million days. */
const FOREVER = 8.64e12;
const STRATOSPHERIC_HUMIDITY = 3e-6;
/** Pressure over surface pressure above which the air is that of the stratosphere. */
const STRATOSPHERE = 0.2;

export function syntheticMeteorology(options: SyntheticMeteorologyOptions): MeteorologySource {
  const { grid, vertical, landFraction, seed } = options;
  const { cells } = grid;
  const { levels } = vertical;
  const waves = drawWaves(seed, northernWinter);
  const mean = meanState();
  const patterns = {
    surface: streamfunctionPattern(grid, mean.surface),
    continent: streamfunctionPattern(grid, mean.continent),
    jetSummer: streamfunctionPattern(grid, mean.jetSummer),
    jetChange: streamfunctionPattern(grid, mean.jetChange),
    cosine: waves.map(({ cosine }) => streamfunctionPattern(grid, cosine)),
    sine: waves.map(({ sine }) => streamfunctionPattern(grid, sine)),
  };
  const inCells = createFlowFields(patterns, "cell");
  const profile = Array.from({ length: levels }, (_, k) => levelProfile(vertical, k));
  const compensation = -profile.reduce((sum, level) => sum + level.acrossIsobars * level.share, 0);
  const xFlow = {
    wind: createFlowFields(patterns, "xWind"),
    gradient: createFlowFields(patterns, "xGradient"),
    sign: grid.xFaces.latitude.map(hemisphere),
    /** Gradient of psi in the lowest level, downhill on both hemispheres. */
    slope: new Float64Array(grid.xFaces.length.length),
  };
  const yFlow = {
    wind: createFlowFields(patterns, "yWind"),
    gradient: createFlowFields(patterns, "yGradient"),
    sign: grid.yFaces.latitude.map(hemisphere),
    slope: new Float64Array(grid.yFaces.length.length),
  };
  const f = grid.latitude.map(coriolis);
  const meanPressure = grid.latitude.map((latitude) => mean.surfacePressure(latitude));
  const temperatureInSummer = grid.latitude.map((latitude) => surfaceTemperature(latitude).summer);
  const temperatureChange = grid.latitude.map((latitude) => surfaceTemperature(latitude).change);
  const cosineLongitude = grid.longitude.map((longitude) => Math.cos((longitude * Math.PI) / 180));
  const sineLongitude = grid.longitude.map((longitude) => Math.sin((longitude * Math.PI) / 180));
  const atGround = { continent: continentalProfile(1), ...wavesAt(1) };
  const boundaryLayer = createDiurnalBoundaryLayer(grid, vertical, landFraction);
  const windSpeed = new Float64Array(cells);
  const nearGround = new Float64Array(cells);
  const dayHeat = new Float64Array(cells);
  const damp = new Float64Array(cells);

  const blow = ({ wind, gradient, sign, slope }: typeof xFlow, time: Time, out: Float64Array): void => {
    const faces = slope.length;
    wind.setTime(time, waves);
    gradient.setTime(time, waves);
    layLevel(gradient, profile[0], 1, 0, slope, slope, 0);
    for (let i = 0; i < faces; i++) slope[i] *= sign[i];
    profile.forEach((level, k) => {
      const across = -(level.acrossIsobars + compensation);
      layLevel(wind, level, 1 - level.friction, across, slope, out, k * faces);
    });
  };

  /** @param temperature left as it is where absent */
  const moisten = ({ time, surfacePressure, specificHumidity: q }: MoistAir, temperature?: Float64Array): void => {
    const winter = northernWinter(time);
    // Warmest at 15 h local time.
    const clock = 2 * Math.PI * (time / 86400 - Math.floor(time / 86400) - 15 / 24);
    const cosineClock = Math.cos(clock);
    const sineClock = Math.sin(clock);
    inCells.setTime(time, waves);
    const { continent, waves: ahead, wavesBehind: behind } = inCells;
    for (let c = 0; c < cells; c++) {
      const psi = atGround.continent * continent[c] + atGround.waves * ahead[c] + atGround.wavesBehind * behind[c];
      const departure = SURFACE_DENSITY * f[c] * psi;
      surfacePressure[c] = meanPressure[c] + departure;
      damp[c] = 1 - departure / 6000;
      nearGround[c] = temperatureInSummer[c] + winter * temperatureChange[c];
      dayHeat[c] = landFraction[c] * (cosineClock * cosineLongitude[c] - sineClock * sineLongitude[c]);
    }
    for (let k = 0; k < levels; k++) {
      const { sigma, temperatureRatio, waveWarmth, waveWarmthBehind, diurnal, aSum, bSum, relativeHumidity } =
        profile[k];
      const at = k * cells;
      const dry = sigma < STRATOSPHERE;
      if (dry) q.fill(STRATOSPHERIC_HUMIDITY, at, at + cells);
      if (dry && temperature === undefined) continue;
      for (let c = 0; c < cells; c++) {
        const wave = f[c] * (waveWarmth * ahead[c] + waveWarmthBehind * behind[c]);
        const t = Math.max(COLDEST, nearGround[c] * temperatureRatio) + wave + diurnal * dayHeat[c];
        if (temperature !== undefined) temperature[at + c] = t;
        if (dry) continue;
        const pressure = 0.5 * (aSum + bSum * surfacePressure[c]);
        q[at + c] = specificHumidity(Math.min(0.98, relativeHumidity * damp[c]), t, pressure);
      }
    }
  };

  const air = (time: Time): MoistAir => ({
    time,
    surfacePressure: new Float64Array(cells),
    specificHumidity: new Float64Array(levels * cells),
  });
  const checked = (time: Time): Time => {
    if (Math.abs(time) <= FOREVER) return time;
    throw new CoverageError({ where: "synthetic weather", found: `time ${time}`, expected: "a date" });
  };

  return {
    title: "synthetic weather",
    remarks: [
      `synthetic weather (seed ${seed}): made up, not that of any day; no orography, surface pressure is that of sea level`,
    ],
    coverage: { start: -FOREVER, end: FOREVER },
    files: [],
    check() {},
    at(time) {
      const weather: Meteorology = {
        ...air(checked(time)),
        temperature: new Float64Array(levels * cells),
        xWind: new Float64Array(levels * xFlow.slope.length),
        yWind: new Float64Array(levels * yFlow.slope.length),
        boundaryLayerHeight: new Float64Array(cells),
        frictionVelocity: new Float64Array(cells),
        inverseObukhovLength: new Float64Array(cells),
      };
      moisten(weather, weather.temperature);
      blow(xFlow, time, weather.xWind);
      blow(yFlow, time, weather.yWind);
      lowestWindSpeed(grid, weather.xWind, weather.yWind, windSpeed);
      boundaryLayer({ ...weather, windSpeed });
      return weather;
    },
    airAt(time) {
      const result = air(checked(time));
      moisten(result);
      return result;
    },
    close() {},
  };
}

/** Sign of the Coriolis parameter, without a jump at the equator. */
function hemisphere(latitude: number): number {
  return Math.tanh(latitude / 10);
}
