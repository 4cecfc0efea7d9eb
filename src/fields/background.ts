/**
 * The mole fraction that a run starts from, that flows in at its sides, and that lies above its top.
 */
import type { Grid } from "../grids/grid.js";
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { dayOfYear, type Time } from "../time.js";
import { fromPpm } from "../units.js";

/** Dry-air mole fraction of CO2 above the cells of one grid [mol mol-1]. */
export interface Background {
  readonly title: string;
  readonly remarks: readonly string[];
  /** Input files, for the run record. */
  readonly files: readonly string[];
  /**
   * Mean of each layer of the model above some cells.
   * @param surfacePressure [row][column] of the grid, [Pa]
   * @param out             [level][index in `cells`]
   */
  layers(
    cells: Int32Array,
    time: Time,
    vertical: VerticalCoordinate,
    surfacePressure: Float64Array,
    out: Float64Array,
  ): void;
  /** Above the model top, where it knows that air. @param pressure [Pa] */
  readonly above?: (cell: number, pressure: number, time: Time) => number;
  /** @throws CoverageError, InputError where it cannot serve a period */
  check(start: Time, end: Time): void;
  close(): void;
}

/** A background without differences along a circle of latitude. */
export interface ZonalBackground {
  readonly title: string;
  readonly remarks: readonly string[];
  /** Whether it knows the air above the model top. */
  readonly stratosphere: boolean;
  /**
   * Dry-air mole fraction of CO2 [mol mol-1].
   * @param latitude [degrees north]
   * @param pressure [Pa]
   */
  moleFraction(latitude: number, pressure: number, time: Time): number;
}

/**
 * A zonal background on a grid: each layer takes the value at its middle.
 * @example
 * import { createGrid, longitudeLatitudeGrid, onGrid, syntheticBackground, toPpm, verticalPreset } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("two cells", 100, 30, 2, 2, 2, 1));
 * const vertical = verticalPreset("jdas-15");
 * const layers = new Float64Array(vertical.levels * 2);
 * const surfacePressure = Float64Array.of(1e5, 9e4);
 * onGrid(syntheticBackground(), grid).layers(Int32Array.of(0, 1), 1467331200, vertical, surfacePressure, layers);
 * toPpm(layers[0]).toFixed(0); // => "406"
 */
export function onGrid(zonal: ZonalBackground, grid: Pick<Grid, "latitude">): Background {
  const { title, remarks, stratosphere } = zonal;
  return {
    title,
    remarks,
    files: [],
    layers(cells, time, vertical, surfacePressure, out) {
      for (let level = 0, at = 0; level < vertical.levels; level++) {
        for (let i = 0; i < cells.length; i++, at++) {
          const cell = cells[i];
          const pressure = levelPressure(vertical, level, surfacePressure[cell]);
          out[at] = zonal.moleFraction(grid.latitude[cell], pressure, time);
        }
      }
    },
    ...(stratosphere && {
      above: (cell: number, pressure: number, time: Time) => zonal.moleFraction(grid.latitude[cell], pressure, time),
    }),
    check() {},
    close() {},
  };
}

/** Of the analytic troposphere [ppm]. @param north sine of the latitude @param height 0 at 1000 hPa to 1 */
export function seasonalAmplitude(north: number, height: number): number {
  return 5 * Math.max(0, north) * (1 - 0.7 * height);
}

/** 0 where the analytic seasonal cycle is highest [rad]. */
export function seasonalPhase(time: Time): number {
  return (2 * Math.PI * (dayOfYear(time) - 120)) / 365.25;
}

/** Between the two parts of the analytic atmosphere [Pa]. @param north sine of the latitude */
export function tropopausePressure(north: number): number {
  return 1e4 + 1.5e4 * north * north;
}

const REFERENCE_YEAR = Date.UTC(2016, 0, 1) / 1000;
const YEAR = 365.2425 * 86400;

/**
 * An analytic troposphere and lower stratosphere of the size that marine-boundary-layer records show: 402.5 ppm at the
 * equator at the start of 2016, growing 2.3 ppm a year; a seasonal cycle that grows to the north and falls with
 * height; a north-south gradient; air some 4 ppm older above the tropopause. Numbers rounded from Conway et al. (1994,
 * doi:10.1029/94JD01951) and Diallo et al. (2017, doi:10.5194/acp-17-3861-2017). Not an estimate for any real day.
 * @example
 * import { parseTime, syntheticBackground, toPpm } from "openjdas";
 *
 * const time = parseTime("2016-07-01") ?? NaN;
 * toPpm(syntheticBackground().moleFraction(35, 50000, time)).toFixed(0); // => "405"
 */
export function syntheticBackground(): ZonalBackground {
  let at = { time: Number.NaN, trend: 0, season: 0 };
  const ofTime = (time: Time): typeof at => {
    if (time !== at.time) {
      const season = Math.cos(seasonalPhase(time));
      at = { time, trend: 402.5 + (2.3 * (time - REFERENCE_YEAR)) / YEAR, season };
    }
    return at;
  };
  return {
    title: "analytic background mole fraction",
    remarks: ["the background mole fraction is analytic (synthetic)"],
    stratosphere: true,
    moleFraction(latitude, pressure, time) {
      const north = Math.sin((latitude * Math.PI) / 180);
      const height = Math.min(1, Math.max(0, 1 - pressure / 1e5));
      const { trend, season } = ofTime(time);
      const cycle = seasonalAmplitude(north, height) * season;
      const gradient = 2 * north * (1 - height);
      const stratosphere = 4 / (1 + Math.exp((pressure - 0.8 * tropopausePressure(north)) / 2.5e3));
      return fromPpm(trend + cycle + gradient - stratosphere);
    },
  };
}
