/**
 * Synthetic weather for any date and grid, from a seed alone: a jet in thermal-wind balance that follows the season,
 * moving waves, an Asian winter high and summer low, surface friction with flow across the isobars, and a boundary
 * layer that follows the sun. Pressure and temperature of waves are geostrophic and hydrostatic with their wind.
 * There is no orography: surface pressure is that of sea level everywhere. [level][row][column], SI.
 */
import { GAS_CONSTANT_DRY_AIR } from "../../constants.js";
import { CoverageError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { Time } from "../../time.js";
import { createDiurnalBoundaryLayer, lowestWindSpeed } from "../diurnalBoundaryLayer.js";
import { specificHumidity } from "../humidity.js";
import type { Meteorology, MeteorologySource } from "../meteorology.js";
import { type StreamfunctionPattern, streamfunctionPattern } from "./streamfunctionPattern.js";
import {
  COLDEST,
  continentalProfile,
  continentalStrength,
  coriolis,
  jetStrength,
  meanState,
  northernWinter,
  SURFACE_DENSITY,
  surfaceTemperature,
} from "./syntheticClimate.js";
import { levelProfile } from "./syntheticLevels.js";
import { drawWaves, type Wave, waveStrength, waveTilt } from "./syntheticWaves.js";

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

export function syntheticMeteorology(options: SyntheticMeteorologyOptions): MeteorologySource {
  const { grid, vertical, landFraction, seed } = options;
  const { cells } = grid;
  const { levels } = vertical;
  const waves = drawWaves(seed, northernWinter);
  const mean = meanState();
  const patterns = [
    mean.surface,
    mean.continent,
    mean.jetSummer,
    mean.jetChange,
    ...waves.flatMap((wave) => [wave.cosine, wave.sine]),
  ].map((psi) => streamfunctionPattern(grid, psi));
  const profile = Array.from({ length: levels }, (_, k) => levelProfile(vertical, k));
  const compensation = -profile.reduce((sum, level) => sum + level.acrossIsobars * level.share, 0);
  const f = grid.latitude.map(coriolis);
  const meanPressure = grid.latitude.map((latitude) => mean.surfacePressure(latitude));
  const temperatureInSummer = grid.latitude.map((latitude) => surfaceTemperature(latitude).summer);
  const temperatureChange = grid.latitude.map((latitude) => surfaceTemperature(latitude).change);
  const xSign = grid.xFaces.latitude.map(hemisphere);
  const ySign = grid.yFaces.latitude.map(hemisphere);
  const cosineLongitude = grid.longitude.map((longitude) => Math.cos((longitude * Math.PI) / 180));
  const sineLongitude = grid.longitude.map((longitude) => Math.sin((longitude * Math.PI) / 180));
  const boundaryLayer = createDiurnalBoundaryLayer(grid, vertical, landFraction);
  const windSpeed = new Float64Array(cells);
  const xAcross = new Float64Array(xSign.length);
  const yAcross = new Float64Array(ySign.length);
  const psiSurface = new Float64Array(cells);
  const anomaly = new Float64Array(cells);
  const coefficients = new Float64Array(patterns.length);

  const winds = (time: Time, xWind: Float64Array, yWind: Float64Array): void => {
    amplitudes(time, waves, profile[0].sigma, coefficients);
    combine(patterns, "xGradient", coefficients, xAcross, 0);
    combine(patterns, "yGradient", coefficients, yAcross, 0);
    for (let k = 0; k < levels; k++) {
      const level = profile[k];
      const across = level.acrossIsobars + compensation;
      const xAt = k * xSign.length;
      const yAt = k * ySign.length;
      amplitudes(time, waves, level.sigma, coefficients);
      for (let i = 0; i < coefficients.length; i++) coefficients[i] *= 1 - level.friction;
      combine(patterns, "xWind", coefficients, xWind, xAt);
      combine(patterns, "yWind", coefficients, yWind, yAt);
      for (let i = 0; i < xSign.length; i++) xWind[xAt + i] -= across * xSign[i] * xAcross[i];
      for (let i = 0; i < ySign.length; i++) yWind[yAt + i] -= across * ySign[i] * yAcross[i];
    }
  };

  const surfacePressureAt = (time: Time, surfacePressure: Float64Array): void => {
    amplitudes(time, waves, 1, coefficients);
    coefficients[0] = 0;
    combine(patterns, "cell", coefficients, psiSurface, 0);
    for (let c = 0; c < cells; c++) surfacePressure[c] = meanPressure[c] + SURFACE_DENSITY * f[c] * psiSurface[c];
  };

  /** Wave temperature, T' = -(f / R) d psi' / d ln p, by a difference over 2 % of pressure. */
  const waveTemperature = (time: Time, sigma: number): void => {
    coefficients.fill(0);
    waves.forEach((wave, w) => {
      const amplitude = wave.amplitude(time) / (0.02 * GAS_CONSTANT_DRY_AIR);
      const phase = wave.phase(time);
      const low = sigma * 1.01;
      const high = sigma * 0.99;
      const below = amplitude * waveStrength(low);
      const above = amplitude * waveStrength(high);
      const phaseBelow = phase - waveTilt(low);
      const phaseAbove = phase - waveTilt(high);
      coefficients[4 + 2 * w] = above * Math.cos(phaseAbove) - below * Math.cos(phaseBelow);
      coefficients[5 + 2 * w] = above * Math.sin(phaseAbove) - below * Math.sin(phaseBelow);
    });
    combine(patterns, "cell", coefficients, anomaly, 0);
  };

  const temperatureAndHumidity = (time: Time, ps: Float64Array, temperature: Float64Array, q: Float64Array): void => {
    const winter = northernWinter(time);
    // Warmest at 15 h local time.
    const clock = 2 * Math.PI * (time / 86400 - Math.floor(time / 86400) - 15 / 24);
    const cosineClock = Math.cos(clock);
    const sineClock = Math.sin(clock);
    for (let k = 0; k < levels; k++) {
      const level = profile[k];
      waveTemperature(time, level.sigma);
      for (let c = 0, at = k * cells; c < cells; c++, at++) {
        const base = (temperatureInSummer[c] + winter * temperatureChange[c]) * level.temperatureRatio;
        const day = cosineClock * cosineLongitude[c] - sineClock * sineLongitude[c];
        const t = Math.max(COLDEST, base) + f[c] * anomaly[c] + level.diurnal * landFraction[c] * day;
        const pressure = 0.5 * (level.aSum + level.bSum * ps[c]);
        const damp = 1 - (ps[c] - meanPressure[c]) / 6000;
        const relative = Math.min(0.98, level.relativeHumidity * damp);
        temperature[at] = t;
        q[at] = level.sigma < 0.2 ? STRATOSPHERIC_HUMIDITY : specificHumidity(relative, t, pressure);
      }
    }
  };

  const make = (time: Time): Meteorology => {
    const weather: Meteorology = {
      time,
      surfacePressure: new Float64Array(cells),
      temperature: new Float64Array(levels * cells),
      specificHumidity: new Float64Array(levels * cells),
      xWind: new Float64Array(levels * xSign.length),
      yWind: new Float64Array(levels * ySign.length),
      boundaryLayerHeight: new Float64Array(cells),
      frictionVelocity: new Float64Array(cells),
      inverseObukhovLength: new Float64Array(cells),
    };
    surfacePressureAt(time, weather.surfacePressure);
    winds(time, weather.xWind, weather.yWind);
    temperatureAndHumidity(time, weather.surfacePressure, weather.temperature, weather.specificHumidity);
    lowestWindSpeed(grid, weather.xWind, weather.yWind, windSpeed);
    boundaryLayer({ ...weather, windSpeed });
    return weather;
  };

  let last: Meteorology | undefined;
  return {
    title: "synthetic weather",
    remarks: [
      `synthetic weather (seed ${seed}): made up, not that of any day; no orography, surface pressure is that of sea level`,
    ],
    coverage: { start: -FOREVER, end: FOREVER },
    files: [],
    check() {},
    at(time) {
      if (!(Math.abs(time) <= FOREVER)) {
        throw new CoverageError({ where: "synthetic weather", found: `time ${time}`, expected: "a date" });
      }
      if (last?.time !== time) last = make(time);
      return last;
    },
    close() {
      last = undefined;
    },
  };
}

/** Amplitude of each pattern at a level, in their order. */
function amplitudes(time: Time, waves: readonly Wave[], sigma: number, out: Float64Array): void {
  const jet = jetStrength(sigma);
  out[0] = 1;
  out[1] = continentalStrength(time) * continentalProfile(sigma);
  out[2] = jet;
  out[3] = jet * northernWinter(time);
  for (let w = 0; w < waves.length; w++) {
    const amplitude = waves[w].amplitude(time) * waveStrength(sigma);
    const phase = waves[w].phase(time) - waveTilt(sigma);
    out[4 + 2 * w] = amplitude * Math.cos(phase);
    out[5 + 2 * w] = amplitude * Math.sin(phase);
  }
}

/** out[at + i] = sum of coefficient * pattern[i], four patterns a sweep; their number is a multiple of four. */
function combine(
  patterns: readonly StreamfunctionPattern[],
  part: keyof StreamfunctionPattern,
  coefficients: Float64Array,
  out: Float64Array,
  at: number,
): void {
  const count = patterns[0][part].length;
  out.fill(0, at, at + count);
  for (let p = 0; p < patterns.length; p += 4) {
    const [a, b, c, d] = coefficients.subarray(p, p + 4);
    if (a === 0 && b === 0 && c === 0 && d === 0) continue;
    const first = patterns[p][part];
    const second = patterns[p + 1][part];
    const third = patterns[p + 2][part];
    const fourth = patterns[p + 3][part];
    for (let i = 0; i < count; i++) out[at + i] += a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
  }
}

/** Sign of the Coriolis parameter, without a jump at the equator. */
function hemisphere(latitude: number): number {
  return Math.tanh(latitude / 10);
}
