/**
 * The forecast model of one run, put together: transport with its forcing, lateral boundary and initial state for a
 * layout of lanes. AN, CTRL and FC differ in their lanes and fluxes, in nothing else.
 */
import { type Air, setBoundary, setInitialState } from "../assimilation/initialAndBoundary.js";
import { moleFractionPerturbations } from "../assimilation/moleFractionPerturbations.js";
import { createCorrelation } from "../fields/correlatedNoise.js";
import type { Background } from "../fields/background.js";
import type { LaneLayout } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import { interfacePressure, levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Kernels } from "../kernels/load.js";
import { createMassFluxBuilder } from "../meteorology/massFluxes.js";
import { randomField } from "../random.js";
import type { Time } from "../time.js";
import { createAcm2Mixing } from "../transport/acm2.js";
import { type HourlyForcing, hourlyForcing } from "../transport/hourlyForcing.js";
import { createTransportModel, type TransportModel } from "../transport/transportModel.js";
import { createTurbulentExchange } from "../transport/verticalMixing.js";
import type { Ingredients } from "./ingredients.js";

/** Correlation length of initial and boundary perturbations [m]. */
const PERTURBATION_LENGTH = 1000e3;

export interface ForecastModel {
  readonly layout: LaneLayout;
  readonly transport: TransportModel;
  readonly forcing: (time: Time) => HourlyForcing;
  readonly setBoundary: (time: Time, surfacePressure: Float64Array) => void;
}

/** A model whose state is that of `config.period.start`. */
export function createForecastModel(ingredients: Ingredients, kernels: Kernels, layout: LaneLayout): ForecastModel {
  const { config, grid, vertical, weather, background } = ingredients;
  const surfacePressure = weather.at(config.period.start).surfacePressure;
  const reference = meanMoleFraction(background, grid, vertical, config.period.start, surfacePressure);
  const { seed, period, twin } = config;
  const correlation = createCorrelation(grid, PERTURBATION_LENGTH);
  const air: Air = {
    grid,
    vertical,
    background,
    perturbations: moleFractionPerturbations(
      layout,
      grid.cells,
      (purpose, member, step) => correlation.sample(randomField(seed, purpose, member, step)),
      {
        seed,
        perturbationPpm: config.background.perturbationPpm,
        boundaryOffsetPpm: config.background.boundaryOffsetPpm,
        truthPpm: twin?.backgroundErrorPpm ?? 0,
      },
    ),
  };
  const transport = createTransportModel({
    grid,
    vertical,
    kernels,
    layout,
    referenceMoleFraction: reference,
    timeStep: 60 * config.timeStepMinutes,
  });
  setInitialState(transport.state, air, period.start, surfacePressure);
  return {
    layout,
    transport,
    forcing: forcingOf(ingredients),
    setBoundary: (time, pressure) =>
      setBoundary(transport.boundary.anomalies, transport.boundary.cells, layout, reference, air, time, pressure),
  };
}

function forcingOf({ config, grid, vertical, weather }: Ingredients): (time: Time) => HourlyForcing {
  const massFluxes = createMassFluxBuilder(grid, vertical);
  switch (config.mixing) {
    case "local":
      return hourlyForcing(weather, massFluxes, createTurbulentExchange(grid, vertical));
    case "acm2": {
      const { exchange, nonLocal } = createAcm2Mixing(grid, vertical);
      return hourlyForcing(weather, massFluxes, exchange, nonLocal);
    }
  }
}

/**
 * Mean of the background over the mass of the domain [mol mol-1]. Anomalies are relative to it: the smaller they are,
 * the less of them does float32 lose.
 */
function meanMoleFraction(
  background: Background,
  grid: Grid,
  vertical: VerticalCoordinate,
  time: Time,
  surfacePressure: Float64Array,
): number {
  let sum = 0;
  let weights = 0;
  for (let level = 0; level < vertical.levels; level++) {
    for (let cell = 0; cell < grid.cells; cell++) {
      const ps = surfacePressure[cell];
      const weight =
        grid.area[cell] * (interfacePressure(vertical, level, ps) - interfacePressure(vertical, level + 1, ps));
      sum += weight * background.moleFraction(grid.latitude[cell], levelPressure(vertical, level, ps), time);
      weights += weight;
    }
  }
  return sum / weights;
}
