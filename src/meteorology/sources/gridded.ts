/**
 * Weather from CF netCDF files of a reanalysis, forecast or general circulation model (ERA5, GFS, SPEEDY ...), linear in time between the instants of the files. What is done to the weather beyond
 * interpolation stands in `remarks`.
 */
import { CoverageError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { recentSteps } from "../../io/recentSteps.js";
import { formatTime, type Time } from "../../time.js";
import { createDiurnalBoundaryLayer, lowestWindSpeed } from "../diurnalBoundaryLayer.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology.js";
import { type GriddedFiles, openGriddedFiles } from "./griddedFiles.js";
import { createInstantReader } from "./griddedInstant.js";
import { griddedRemarks, type WeatherDates } from "./griddedRemarks.js";
import { instantsOfPeriod } from "./instantsOfPeriod.js";

export type { WeatherDates } from "./griddedRemarks.js";

export interface GriddedMeteorologyOptions {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column], 0 to 1 */
  readonly landFraction: Float64Array;
  readonly files: readonly string[];
  readonly dates: WeatherDates;
  /** `source`: as the files have it, diagnosed where absent; `diurnal`: a made-up one that follows the sun. */
  readonly boundaryLayer: "source" | "diurnal";
}

const FOREVER = 8.64e12;

/**
 * @throws InputError, CoverageError where the files cannot serve
 * @example
 * import { createGrid, griddedMeteorology, longitudeLatitudeGrid, parseTime, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 3, 3));
 * const weather = await griddedMeteorology({
 *   grid,
 *   vertical: verticalPreset("jdas-15"),
 *   landFraction: new Float64Array(grid.cells).fill(1),
 *   files: ["weather.nc"],
 *   dates: { kind: "as-is" },
 *   boundaryLayer: "source",
 * });
 * const { boundaryLayerHeight } = weather.at(parseTime("2000-01-01T03") ?? NaN);
 * Math.round(boundaryLayerHeight[0]); // => 800
 * weather.close();
 */
export async function griddedMeteorology(options: GriddedMeteorologyOptions): Promise<MeteorologySource> {
  const { grid, vertical, landFraction, dates, boundaryLayer } = options;
  const files = await openGriddedFiles(options.files);
  try {
    const reader = createInstantReader(files, grid, vertical, landFraction);
    const { times } = files;
    const shift = dates.kind === "shift" ? dates.seconds : 0;
    const impose = boundaryLayer === "diurnal" ? imposeDiurnal(grid, vertical, landFraction) : undefined;
    // Two around a time and two around one near it (erroneousWeather.ts).
    const instant = recentSteps(4, (index: number) => reader.read(times[index]));
    const coverage =
      dates.kind === "held-steady"
        ? { start: -FOREVER, end: FOREVER }
        : { start: times[0] + shift, end: times[times.length - 1] + shift };

    /** The instants around a time, and the share of the second. */
    const around = (time: Time): [Meteorology, Meteorology, number] => {
      if (!(time >= coverage.start && time <= coverage.end)) throw notCovered(files, coverage, time);
      if (dates.kind === "held-steady") return [instant(0), instant(0), 0];
      const original = time - shift;
      const after = Math.max(
        times.length > 1 ? 1 : 0,
        times.findIndex((other) => other >= original),
      );
      const first = instant(Math.max(0, after - 1));
      const second = instant(after);
      return [first, second, second === first ? 0 : (original - first.time) / (second.time - first.time)];
    };

    return {
      title:
        files.paths.length === 1 ? `weather of ${fileName(files.paths[0])}` : `weather of ${files.paths.length} files`,
      remarks: griddedRemarks(files, dates, boundaryLayer),
      coverage,
      files: files.paths,
      check(start, end) {
        if (!(start >= coverage.start)) throw notCovered(files, coverage, start);
        if (!(end <= coverage.end)) throw notCovered(files, coverage, end);
        if (dates.kind === "held-steady") return reader.check(times[0]);
        for (const time of instantsOfPeriod(times, shift, start, end, files.paths)) reader.check(time);
      },
      at(time) {
        const weather = { ...weatherBetween(...around(time)), time };
        return impose === undefined ? weather : impose(weather);
      },
      airAt: (time) => ({ ...airBetween(...around(time)), time }),
      close: () => files.close(),
    };
  } catch (error) {
    files.close();
    throw error;
  }
}

function weatherBetween(first: Meteorology, second: Meteorology, share: number): Meteorology {
  const mix = mixture(share);
  return {
    ...airBetween(first, second, share),
    temperature: mix(first.temperature, second.temperature),
    xWind: mix(first.xWind, second.xWind),
    yWind: mix(first.yWind, second.yWind),
    boundaryLayerHeight: mix(first.boundaryLayerHeight, second.boundaryLayerHeight),
    frictionVelocity: mix(first.frictionVelocity, second.frictionVelocity),
    inverseObukhovLength: mix(first.inverseObukhovLength, second.inverseObukhovLength),
    updraftMassFlux:
      first.updraftMassFlux && second.updraftMassFlux && mix(first.updraftMassFlux, second.updraftMassFlux),
    shortwave: first.shortwave && second.shortwave && mix(first.shortwave, second.shortwave),
    precipitation: first.precipitation && second.precipitation && mix(first.precipitation, second.precipitation),
  };
}

function airBetween(first: Meteorology, second: Meteorology, share: number): MoistAir {
  const mix = mixture(share);
  return {
    time: first.time,
    surfacePressure: mix(first.surfacePressure, second.surfacePressure),
    specificHumidity: mix(first.specificHumidity, second.specificHumidity),
  };
}

/** @param share of the second @returns at the instants themselves their arrays, not copies */
function mixture(share: number): (first: Float64Array, second: Float64Array) => Float64Array {
  if (share === 0) return (first) => first;
  if (share === 1) return (_, second) => second;
  return (first, second) => {
    const out = new Float64Array(first.length);
    for (let i = 0; i < out.length; i++) out[i] = first[i] + share * (second[i] - first[i]);
    return out;
  };
}

function imposeDiurnal(
  grid: Grid,
  vertical: VerticalCoordinate,
  landFraction: Float64Array,
): (weather: Meteorology) => Meteorology {
  const make = createDiurnalBoundaryLayer(grid, vertical, landFraction);
  const windSpeed = new Float64Array(grid.cells);
  return (weather) => {
    lowestWindSpeed(grid, weather.xWind, weather.yWind, windSpeed);
    const result: Meteorology = {
      ...weather,
      boundaryLayerHeight: new Float64Array(grid.cells),
      frictionVelocity: new Float64Array(grid.cells),
      inverseObukhovLength: new Float64Array(grid.cells),
    };
    make({ ...result, windSpeed });
    return result;
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function notCovered(files: GriddedFiles, coverage: { start: Time; end: Time }, time: Time): CoverageError {
  const { before, after } = files.lackingBeyond;
  const lacking = time < coverage.start ? before : after;
  return new CoverageError({
    where: files.paths.join(", "),
    found: `no weather for ${Number.isFinite(time) ? formatTime(time) : time}${lacking === undefined ? "" : `: ${lacking}`}`,
    expected: `a time from ${formatTime(coverage.start)} to ${formatTime(coverage.end)}`,
    remedy: "add files, change the period, shift the dates, or hold one instant steady",
  });
}
