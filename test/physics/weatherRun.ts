/**
 * Transport in a weather source: two uniform lanes (boundary and state the same), a lane of white noise and one that
 * alternates from cell to cell, both with the like on the boundary. What nature guarantees is measured, not assumed.
 */
import { laneLayout } from "../../src/fields/ensemble.js";
import type { Grid } from "../../src/grids/grid.js";
import type { VerticalCoordinate } from "../../src/grids/verticalCoordinate.js";
import type { Kernels } from "../../src/kernels/load.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import type { MeteorologySource } from "../../src/meteorology/meteorology.js";
import { randomField } from "../../src/random.js";
import { hourlyForcing } from "../../src/transport/hourlyForcing.js";
import { createTransportModel } from "../../src/transport/transportModel.js";
import { createTurbulentExchange } from "../../src/transport/verticalMixing.js";

/** Anomalies of the uniform lanes [mol mol-1]. */
const UNIFORM = [1e-5, -2.3e-5];
/** Half the range of the other lanes [mol mol-1]. */
const RANGE = Math.fround(2e-5);

export interface WeatherRun {
  /** Largest departure of the uniform lanes from their value, relative to it. */
  readonly unevenness: number;
  /** How far the other lanes go beyond the range that they began with and that flowed in, relative to it. */
  readonly overshoot: number;
  /** Share of the other lanes' variance that transport smoothed away, the lesser of the two: 0 where nothing moved. */
  readonly smoothing: number;
  /** Largest residual of the carbon budget of a lane, relative to its content. */
  readonly residual: number;
  /** Largest net inflow of a lane through the sides, relative to its content. */
  readonly inflow: number;
}

export function runWeather(
  kernels: Kernels,
  grid: Grid,
  vertical: VerticalCoordinate,
  weather: MeteorologySource,
  start: number,
  hours: number,
): WeatherRun {
  const layout = laneLayout(4);
  const model = createTransportModel({
    grid,
    vertical,
    kernels,
    layout,
    referenceMoleFraction: 4e-4,
    timeStep: 900,
  });
  const noise = randomField(17, "test");
  const fill = (array: Float32Array, first: number): void => {
    for (let i = 0; i < array.length; i += 4) {
      array[i] = UNIFORM[0];
      array[i + 1] = UNIFORM[1];
      array[i + 2] = RANGE * (2 * noise.uniform(first + i) - 1);
      array[i + 3] = RANGE * ((i / 4) % 2 === 0 ? 1 : -1);
    }
  };
  fill(model.state.data, 0);
  fill(model.boundary.anomalies, 1e9);
  const forcing = hourlyForcing(
    weather,
    createMassFluxBuilder(grid, vertical),
    createTurbulentExchange(grid, vertical),
  );
  for (let hour = 0; hour < hours; hour++) {
    const { flow, exchange } = forcing(start + 3600 * hour);
    model.advance(flow, exchange);
  }
  const { start: content, inflow, residual } = model.budget.terms();
  const relative = (values: Float64Array): number =>
    Math.max(...values.map((value, i) => Math.abs(value / content[i])));
  let [unevenness, greatest] = [0, 0];
  const squares = [0, 0];
  model.state.data.forEach((value, i) => {
    const lane = i % 4;
    if (lane < 2) unevenness = Math.max(unevenness, Math.abs(value / Math.fround(UNIFORM[lane]) - 1));
    else {
      greatest = Math.max(greatest, Math.abs(value));
      squares[lane - 2] += (value / RANGE) ** 2 / (model.state.data.length / 4);
    }
  });
  return {
    unevenness,
    overshoot: Math.max(0, greatest / RANGE - 1),
    smoothing: 1 - Math.max(squares[0] / (1 / 3), squares[1]),
    residual: relative(residual),
    inflow: relative(inflow),
  };
}
