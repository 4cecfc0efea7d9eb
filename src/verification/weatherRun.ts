/**
 * Transport in a weather source: two uniform lanes (boundary and state the same), a lane of white noise, one that
 * alternates from cell to cell, and one of single cells in a void, all with the like on the boundary. What nature
 * guarantees is measured, not assumed.
 */
import { laneLayout } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Kernels } from "../kernels/load.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import { randomField } from "../random.js";
import type { Time } from "../time.js";
import { createTransportModel } from "../transport/transportModel.js";
import { type Finding, atLeast, atMost, shown } from "./finding.js";
import { createForcing, type Mixing } from "./forcing.js";

/** Anomalies of the uniform lanes [mol mol-1]. */
const UNIFORM = [1e-5, -2.3e-5];
/** Half the range of the noisy lanes, and the mole fraction of the single cells [mol mol-1]. */
const RANGE = Math.fround(2e-5);
/** One cell in so many holds something in the last lane. */
const RARITY = 37;
const LANES = 8;

export interface WeatherRun {
  /** Largest departure of the uniform lanes from their value, relative to it. */
  readonly unevenness: number;
  /** How far the noisy lanes go beyond the range that they began with and that flowed in, relative to it. */
  readonly overshoot: number;
  /** How far the lane of single cells falls below the void between them, relative to the cells. */
  readonly undershoot: number;
  /** Share of the noisy lanes' variance that transport smoothed away, the lesser of the two: 0 where nothing moved. */
  readonly smoothing: number;
  /** Largest residual of the carbon budget of a lane, relative to its content. */
  readonly residual: number;
  /** Largest net inflow of a lane through the sides, relative to its content. */
  readonly inflow: number;
  /** Fastest wind through a face [m s-1] and largest change of surface pressure in an hour [Pa]. */
  readonly fastestWind: number;
  readonly pressureJump: number;
  /** Wind that closing the columns added, root mean square of the faces, largest of the hours [m s-1]. */
  readonly correctionWind: number;
  /** Hours whose steps had to be divided. */
  readonly dividedHours: number;
}

export function runWeather(
  kernels: Kernels,
  grid: Grid,
  vertical: VerticalCoordinate,
  weather: MeteorologySource,
  start: Time,
  hours: number,
  mixing: Mixing = "local",
): WeatherRun {
  const model = createTransportModel({
    grid,
    vertical,
    kernels,
    layout: laneLayout(LANES),
    referenceMoleFraction: 4e-4,
    timeStep: 900,
  });
  const noise = randomField(17, "test");
  const fill = (array: Float32Array, first: number): void => {
    for (let i = 0; i < array.length; i += LANES) {
      const cell = i / LANES;
      array[i] = UNIFORM[0];
      array[i + 1] = UNIFORM[1];
      array[i + 2] = RANGE * (2 * noise.uniform(first + i) - 1);
      array[i + 3] = RANGE * (cell % 2 === 0 ? 1 : -1);
      array[i + 4] = cell % RARITY === 0 ? RANGE : 0;
    }
  };
  fill(model.state.data, 0);
  fill(model.boundary.anomalies, 1e9);
  let fastestWind = 0;
  let pressureJump = 0;
  let correctionWind = 0;
  const watched: MeteorologySource = {
    ...weather,
    at(time) {
      const instant = weather.at(time);
      for (const wind of [instant.xWind, instant.yWind]) {
        for (const speed of wind) fastestWind = Math.max(fastestWind, Math.abs(speed));
      }
      return instant;
    },
  };
  const forcing = createForcing(grid, vertical, watched, mixing);
  for (let hour = 0; hour < hours; hour++) {
    const { flow, exchange, nonLocal, surfacePressure, surfacePressureEnd } = forcing(start + 3600 * hour);
    surfacePressure.forEach((pressure, cell) => {
      pressureJump = Math.max(pressureJump, Math.abs(surfacePressureEnd[cell] - pressure));
    });
    correctionWind = Math.max(correctionWind, flow.correctionWind);
    model.advance(flow, exchange, nonLocal);
  }
  const { start: content, inflow, residual } = model.budget.terms();
  const relative = (values: Float64Array): number =>
    Math.max(...values.map((value, i) => Math.abs(value / content[i])));
  return {
    ...rangesOf(model.state.data),
    residual: relative(residual),
    inflow: relative(inflow),
    fastestWind,
    pressureJump,
    correctionWind,
    dividedHours: model.counts.dividedHours,
  };
}

function rangesOf(data: Float32Array): Pick<WeatherRun, "unevenness" | "overshoot" | "undershoot" | "smoothing"> {
  let [unevenness, greatest, least] = [0, 0, 0];
  const squares = [0, 0];
  for (let i = 0; i < data.length; i += LANES) {
    for (const lane of [0, 1]) {
      unevenness = Math.max(unevenness, Math.abs(data[i + lane] / Math.fround(UNIFORM[lane]) - 1));
    }
    for (const lane of [2, 3]) {
      greatest = Math.max(greatest, Math.abs(data[i + lane]));
      squares[lane - 2] += ((data[i + lane] / RANGE) ** 2 * LANES) / data.length;
    }
    greatest = Math.max(greatest, Math.abs(data[i + 4]));
    least = Math.min(least, data[i + 4]);
  }
  return {
    unevenness,
    overshoot: Math.max(0, greatest / RANGE - 1),
    undershoot: Math.max(0, -least / RANGE),
    smoothing: 1 - Math.max(squares[0] / (1 / 3), squares[1]),
  };
}

/** What must hold in any weather. @param subject names weather, grid and length */
export function weatherFindings(subject: string, run: WeatherRun): Finding[] {
  return [
    shown(subject, "fastest wind through a face", run.fastestWind, "m s-1"),
    shown(subject, "largest change of surface pressure in an hour", run.pressureJump / 100, "hPa"),
    shown(subject, "wind that closes the columns, root mean square", run.correctionWind, "m s-1"),
    shown(subject, "hours whose steps were divided", run.dividedHours, "1"),
    atMost(subject, "unevenness of a uniform field", run.unevenness, 0),
    atMost(subject, "overshoot beyond the range", run.overshoot, 1e-6),
    atMost(subject, "negative mole fraction in a void", run.undershoot, 1e-6),
    atMost(subject, "residual of the carbon budget", run.residual, 1e-9),
    atLeast(subject, "variance of noise smoothed away", run.smoothing, 0.3),
    atLeast(subject, "net inflow through the sides", run.inflow, 1e-5),
  ];
}
