/**
 * What the weather does to the tracer in each hour: mass-consistent air flow and turbulent exchange. Winds and mixing
 * are those of the middle of the hour, the air mass follows the surface pressure of its two ends.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { AirFlow, MassFluxBuilder } from "../meteorology/massFluxes.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology/meteorology.js";
import type { Time } from "../time.js";
import type { SubgridTransport } from "./subgridTransport.js";

export interface HourlyForcing extends SubgridTransport {
  readonly flow: AirFlow;
  /** Turbulent exchange of air between levels, [level + 1][row][column], [kg s-1], 0 at surface and top. */
  readonly exchange: Float64Array;
  /** Non-local exchange, the same shape (kernels/launchTransport.ts); undefined where mixing is local. */
  readonly nonLocal: Float64Array | undefined;
  /** At the start and the end of the hour, [row][column], [Pa] */
  readonly surfacePressure: Float64Array;
  readonly surfacePressureEnd: Float64Array;
  readonly surfaceWeather: SurfaceWeather;
}

/** What the ground has of the weather in the middle of an hour, [row][column]; what the source does not know is undefined. */
export interface SurfaceWeather {
  /** Of the lowest layer [K]. */
  readonly temperature: Float64Array;
  /** Sunlight that reaches the ground [W m-2]. */
  readonly shortwave: Float64Array | undefined;
  /** Rain and snow [kg m-2 s-1]. */
  readonly precipitation: Float64Array | undefined;
}

/** @returns forcing of the hour that starts at a time, at once or when it is ready; the next call overwrites its arrays */
export type Forcing = (time: Time) => HourlyForcing | Promise<HourlyForcing>;

/**
 * @param exchangeOf turbulent exchange of a weather (verticalMixing.ts, acm2.ts)
 * @param nonLocal array that `exchangeOf` sets besides, where mixing is not only local
 * @param subgridOf horizontal diffusion and deep convection of a weather, where an experiment has them
 * @returns forcing of the hour that starts at a time; the next call overwrites its arrays
 * @example
 * import {
 *   createGrid,
 *   createMassFluxBuilder,
 *   createTurbulentExchange,
 *   hourlyForcing,
 *   longitudeLatitudeGrid,
 *   syntheticMeteorology,
 *   verticalPreset,
 * } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
 * const vertical = verticalPreset("jdas-15");
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const weather = syntheticMeteorology({ grid, vertical, landFraction, seed: 1 });
 * const massFluxes = createMassFluxBuilder(grid, vertical);
 * const forcing = hourlyForcing(weather, massFluxes, createTurbulentExchange(grid, vertical));
 * forcing(1467331200).flow.time; // => 1467331200
 */
export function hourlyForcing(
  source: MeteorologySource,
  massFluxes: MassFluxBuilder,
  exchangeOf: (weather: Meteorology) => Float64Array,
  nonLocal?: Float64Array,
  subgridOf?: (weather: Meteorology) => SubgridTransport,
): (time: Time) => HourlyForcing {
  let last: MoistAir | undefined;
  return (time) => {
    const start = last?.time === time ? last : source.airAt(time);
    const middle = source.at(time + SECONDS_PER_HOUR / 2);
    const end = source.airAt(time + SECONDS_PER_HOUR);
    last = end;
    return {
      flow: massFluxes.build(start, middle, end),
      exchange: exchangeOf(middle),
      nonLocal,
      ...subgridOf?.(middle),
      surfacePressure: start.surfacePressure,
      surfacePressureEnd: end.surfacePressure,
      surfaceWeather: {
        temperature: middle.temperature.subarray(0, middle.surfacePressure.length),
        shortwave: middle.shortwave,
        precipitation: middle.precipitation,
      },
    };
  };
}
