/**
 * A made-up July over China for whole-model comparisons: synthetic weather and background, a land that takes up CO2 by
 * day and gives it off by night, and cities. Everything a run needs, prepared once.
 */
import { syntheticBackground } from "../fields/background.js";
import { centredGrid, createGrid, type Grid } from "../grids/grid.js";
import { createProjection, obliqueStereographic } from "../grids/projection.js";
import { levelPressure, type VerticalCoordinate, verticalPreset } from "../grids/verticalCoordinate.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import { syntheticMeteorology } from "../meteorology/sources/synthetic.js";
import { randomField } from "../random.js";
import { localSolarHour, type Time } from "../time.js";
import type { HourlyForcing } from "../transport/hourlyForcing.js";
import { createForcing, type Mixing } from "./forcing.js";

export const SUMMER_START = Date.UTC(2016, 6, 15) / 1000;

/** The 6700 x 5500 km of `china-64km`, in cells of any size. @param spacing [m] */
export function chinaGrid(spacing: number): Grid {
  const projection = createProjection(obliqueStereographic(116, 35));
  const [columns, rows] = [6720e3, 5504e3].map((width) => Math.round(width / spacing));
  return createGrid(centredGrid(`China, ${spacing / 1000} km`, projection, columns, rows, spacing, [116, 35]));
}

/** Synthetic weather of either season is a matter of the time asked for. Its ground is flat. */
export function chinaWeather(grid: Grid, vertical: VerticalCoordinate, seed: number): MeteorologySource {
  const landFraction = grid.longitude.map((longitude) => (longitude < 120 ? 1 : 0));
  return syntheticMeteorology({ grid, vertical, landFraction, seed, hills: [] });
}

export interface Summer {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** Mole fraction that the air starts with, [level][row][column], and flows in with, [mol mol-1] */
  readonly start: Float64Array;
  readonly moleFraction: (level: number, cell: number) => number;
  /** [row][column], [mol m-2 s-1] */
  readonly emission: (time: Time) => Float64Array;
  /** A forcing of its own for each run, as its arrays are overwritten. */
  readonly createForcing: (mixing: Mixing) => (time: Time) => HourlyForcing;
}

export function createSummer(spacing: number): Summer {
  const grid = chinaGrid(spacing);
  const vertical = verticalPreset("jdas-15");
  const background = syntheticBackground();
  const cities = randomField(5, "test");
  const emission = new Float64Array(grid.cells);
  const moleFraction = (level: number, cell: number): number =>
    background.moleFraction(grid.latitude[cell], levelPressure(vertical, level, 1e5), SUMMER_START);
  return {
    grid,
    vertical,
    moleFraction,
    start: Float64Array.from({ length: vertical.levels * grid.cells }, (_, i) =>
      moleFraction(Math.floor(i / grid.cells), i % grid.cells),
    ),
    emission(time) {
      for (let cell = 0; cell < grid.cells; cell++) {
        const sun = Math.max(0, -Math.cos((localSolarHour(time, grid.longitude[cell]) * Math.PI) / 12));
        const land = grid.longitude[cell] < 120 ? 1 : 0;
        const city = cities.uniform(cell) < 0.03 ? 1.5e-5 : 0;
        emission[cell] = land * (3e-6 - 1e-5 * sun) + city;
      }
      return emission;
    },
    createForcing: (mixing) => createForcing(grid, vertical, chinaWeather(grid, vertical, 3), mixing),
  };
}
