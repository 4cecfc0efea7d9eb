/**
 * Synthetic weather for any date and grid, from a seed alone: a jet in thermal-wind balance that follows the season,
 * moving waves, an Asian winter high and summer low, surface friction with flow across the isobars, and a boundary
 * layer that follows the sun, and patches of deep convection (syntheticConvection.ts). Pressure and temperature of waves are geostrophic and hydrostatic with their wind.
 * Its sky is clear, and it rains of its deep convection alone.
 * The ground is a made-up orography (syntheticOrography.ts), which the flow of a layer passes over and around
 * (flowOverHills.ts); winds and waves of a layer are those of its pressure over surface pressure. [level][row][column], SI.
 */
import { STANDARD_PRESSURE } from "../../constants.js";
import { CoverageError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import { clearSkySunlight } from "../../grids/sun.js";
import { eastAsianHills, groundHeight, type Hill } from "../../grids/syntheticOrography.js";
import { interfacePressure, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { Time } from "../../time.js";
import { createDiurnalBoundaryLayer, lowestWindSpeed } from "../diurnalBoundaryLayer.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology.js";
import { flowOverHills } from "./flowOverHills.js";
import {
  type FlowOverGround,
  type Streamfunction,
  type StreamfunctionPattern,
  streamfunctionPattern,
} from "./streamfunctionPattern.js";
import { createSyntheticAir, type SyntheticAir } from "./syntheticAir.js";
import { convectiveRain, createSyntheticConvection, type DeepConvection } from "./syntheticConvection.js";
import { meanState, northernWinter } from "./syntheticClimate.js";
import type { FlowPatterns } from "./syntheticFlow.js";
import { levelProfile } from "./syntheticLevels.js";
import { drawWaves, type Wave } from "./syntheticWaves.js";
import { createSyntheticWind, type SyntheticWind } from "./syntheticWind.js";

export interface SyntheticMeteorologyOptions {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column], 0 to 1: the boundary layer differs over land and sea. */
  readonly landFraction: Float64Array;
  readonly seed: number;
  /** The hills of the ground, by default made-up ones of East Asia; none for a flat ground. */
  readonly hills?: readonly Hill[];
}

/** The calendar of the program's clock: +- 100 million days. */
const FOREVER = 8.64e12;

/**
 * The invented weather of a seed: a mean state of the season, waves and a boundary layer that follows the sun.
 *
 * @example
 * import { createGrid, gridPreset, syntheticMeteorology, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const source = syntheticMeteorology({ grid, vertical: verticalPreset("jdas-15"), landFraction, seed: 1 });
 * source.at(1467331200).temperature.length === 15 * grid.cells; // => true
 */
export function syntheticMeteorology(options: SyntheticMeteorologyOptions): MeteorologySource {
  const { grid, vertical, landFraction, seed, hills = eastAsianHills } = options;
  const { cells } = grid;
  const { levels } = vertical;
  const { moistAir, xWind, yWind } = createFlow({ ...options, hills });
  const boundaryLayer = createDiurnalBoundaryLayer(grid, vertical, landFraction);
  const convection = createSyntheticConvection(grid, vertical, landFraction, seed);
  const windSpeed = new Float64Array(cells);

  const checkTime = (time: Time): void => {
    if (Math.abs(time) <= FOREVER) return;
    throw new CoverageError({ where: "synthetic weather", found: `time ${time}`, expected: "a date" });
  };
  /** Of the lowest levels, all by default. */
  const air = (time: Time, count = levels): MoistAir => {
    checkTime(time);
    return {
      time,
      surfacePressure: new Float64Array(cells),
      specificHumidity: new Float64Array(count * cells),
    };
  };
  const weatherAt = (
    time: Time,
    { updraftMassFlux }: Pick<DeepConvection, "updraftMassFlux">,
    count = levels,
  ): Meteorology => {
    const weather: Meteorology = {
      ...air(time, count),
      temperature: new Float64Array(count * cells),
      xWind: new Float64Array(count * xWind.faces),
      yWind: new Float64Array(count * yWind.faces),
      boundaryLayerHeight: new Float64Array(cells),
      frictionVelocity: new Float64Array(cells),
      inverseObukhovLength: new Float64Array(cells),
      updraftMassFlux,
    };
    moistAir.fill(weather, weather.temperature);
    xWind.blow(time, weather.xWind);
    yWind.blow(time, weather.yWind);
    lowestWindSpeed(grid, weather.xWind, weather.yWind, windSpeed);
    boundaryLayer({ ...weather, windSpeed });
    return weather;
  };

  return {
    title: "synthetic weather",
    remarks: [
      `synthetic weather (seed ${seed}): made up, not that of any day; ${hills.length === 0 ? "no orography" : "the orography is made up too, smooth hills for the plateaus and ranges of East Asia"}`,
    ],
    coverage: { start: -FOREVER, end: FOREVER },
    files: [],
    check() {},
    at(time) {
      const rising = convection(time);
      const weather = weatherAt(time, rising);
      const rain = rising.base.map((flux, cell) => convectiveRain(flux, weather.specificHumidity[cell]));
      return { ...weather, shortwave: clearSkySunlight(grid, time), precipitation: rain };
    },
    mixingAt(time) {
      const lowest = weatherAt(time, convection(time), 1);
      const { boundaryLayerHeight, frictionVelocity, inverseObukhovLength, updraftMassFlux } = lowest;
      return { boundaryLayerHeight, frictionVelocity, inverseObukhovLength, updraftMassFlux };
    },
    airAt(time) {
      const result = air(time);
      moistAir.fill(result);
      return result;
    },
    surfacePressureAt(time) {
      checkTime(time);
      const result = new Float64Array(cells);
      moistAir.fillPressure(time, result);
      return result;
    },
    close() {},
  };
}

/** Air and winds of a seed. */
function createFlow({ grid, vertical, landFraction, seed, hills }: Required<SyntheticMeteorologyOptions>): {
  readonly moistAir: SyntheticAir;
  readonly xWind: SyntheticWind;
  readonly yWind: SyntheticWind;
} {
  const { levels } = vertical;
  const waves = drawWaves(seed, northernWinter);
  const top = interfacePressure(vertical, levels, STANDARD_PRESSURE);
  const patterns = flowPatterns(grid, waves, flowOverHills(grid, hills, top));
  const height = grid.longitude.map((longitude, c) => groundHeight(hills, longitude, grid.latitude[c]));
  const profile = Array.from({ length: levels }, (_, k) => levelProfile(vertical, k));
  const along = { wind: "xWind", gradient: "xGradient" } as const;
  const across = { wind: "yWind", gradient: "yGradient" } as const;
  return {
    moistAir: createSyntheticAir(grid, landFraction, height, patterns, waves, profile),
    xWind: createSyntheticWind(patterns, along, grid.xFaces.latitude, waves, profile),
    yWind: createSyntheticWind(patterns, across, grid.yFaces.latitude, waves, profile),
  };
}

function flowPatterns(grid: Grid, waves: readonly Wave[], ground: FlowOverGround): FlowPatterns {
  const mean = meanState();
  const laid = (psi: Streamfunction): StreamfunctionPattern => streamfunctionPattern(grid, psi, ground);
  return {
    surface: laid(mean.surface),
    continent: laid(mean.continent),
    jetSummer: laid(mean.jetSummer),
    jetChange: laid(mean.jetChange),
    cosine: waves.map(({ cosine }) => laid(cosine)),
    sine: waves.map(({ sine }) => laid(sine)),
  };
}
