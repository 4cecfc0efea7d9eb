/**
 * The forecast model of one run, put together: transport with its forcing, lateral boundary and initial state for a
 * layout of lanes. AN, CTRL and FC differ in their lanes and fluxes, in nothing else.
 */
import { type Air, setBoundary, setInitialState } from "../../assimilation/initialAndBoundary.js";
import { moleFractionNoise } from "../../assimilation/moleFractionNoise.js";
import {
  type MoleFractionPerturbations,
  moleFractionPerturbations,
} from "../../assimilation/moleFractionPerturbations.js";
import { createStructuredErrors, type StructuredErrors } from "../../assimilation/structuredErrors.js";
import { createCorrelation } from "../../fields/correlatedNoise.js";
import type { Background } from "../../fields/background.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Grid } from "../../grids/grid.js";
import { interpolatedField } from "../../grids/nestedGrid.js";
import { interfacePressure, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { worldCities } from "../../io/cities.js";
import type { Kernels } from "../../kernels/load.js";
import { createMassFluxBuilder } from "../../meteorology/massFluxes.js";
import type { Meteorology, MeteorologySource } from "../../meteorology/meteorology.js";
import { urbanFractionOfCities } from "../../meteorology/urbanFraction.js";
import { randomField } from "../../random.js";
import type { Time } from "../../time.js";
import { createAcm2Mixing } from "../../transport/acm2.js";
import { type Forcing, type HourlyForcing, hourlyForcing } from "../../transport/hourlyForcing.js";
import { createDeepConvection } from "../../transport/deepConvection.js";
import { createHorizontalDiffusion } from "../../transport/horizontalDiffusion.js";
import type { SubgridTransport } from "../../transport/subgridTransport.js";
import { createTransportModel, type TransportModel, type TransportSetup } from "../../transport/transportModel.js";
import { createTurbulentExchange } from "../../transport/verticalMixing.js";
import type { Plan } from "../../config/plan.js";
import type { AnalysedElsewhere } from "./elsewhere.js";
import type { Inputs } from "./inputs.js";
import { structuredDeparture, truthDeparture } from "./modelErrors.js";

/** Correlation length of initial and boundary perturbations [m]. */
const PERTURBATION_LENGTH = 1000e3;

/** What a forecast model is made of. */
export interface ModelInputs extends Pick<Inputs, "plan" | "grid" | "vertical" | "weather" | "background" | "forcing"> {
  /** Grid that fields of perturbations are drawn on, where it is not the model's. */
  readonly drawnOn?: Grid;
}

export interface ForecastModel {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  readonly layout: LaneLayout;
  readonly transport: TransportModel & AnalysedElsewhere;
  readonly forcing: Forcing;
  readonly setBoundary: (time: Time, surfacePressure: Float64Array) => void;
}

/** Makes the transport of a model: here, or on all ranks of a job. */
export type CreateTransport = (setup: TransportSetup) => TransportModel & AnalysedElsewhere;

/** A model whose state is that of the start of the period. */
export function createForecastModel(
  inputs: ModelInputs,
  kernels: Kernels,
  layout: LaneLayout,
  createTransport: CreateTransport = createTransportModel,
): ForecastModel {
  const { plan, grid, vertical, weather, background, drawnOn } = inputs;
  const { period, seed, perturbations } = plan;
  const surfacePressure = weather.airAt(period.start).surfacePressure;
  const reference = meanMoleFraction(background, grid, vertical, period.start, surfacePressure);
  const air: Air = {
    grid,
    vertical,
    background,
    perturbations: perturbationsOf(plan, grid, layout, drawnOn),
    truthErrors: layout.truth === undefined ? undefined : structuredErrorsOf(plan, grid, vertical),
    noise:
      perturbations.kind === "smooth" ? undefined : moleFractionNoise(layout, grid.cells, seed, perturbations.share),
  };
  const transport = createTransport({
    grid,
    vertical,
    kernels,
    layout,
    referenceMoleFraction: reference,
    timeStep: plan.timeStep,
  });
  setInitialState(transport.state, air, period.start, surfacePressure);
  return {
    grid,
    vertical,
    layout,
    transport,
    forcing: inputs.forcing ?? forcingOf(inputs),
    setBoundary: (time, pressure) =>
      setBoundary(transport.boundary.anomalies, transport.boundary.cells, layout, reference, air, time, pressure),
  };
}

/**
 * What the plan makes the mole fraction of each lane differ by, at the start and at the sides, but for noise.
 * @param drawnOn a coarser grid, whose fields are interpolated: they are the same on grids of any cells
 */
export function perturbationsOf(
  plan: Plan,
  grid: Grid,
  layout: LaneLayout,
  drawnOn: Grid = grid,
): MoleFractionPerturbations {
  const { seed, perturbations } = plan;
  const correlation = createCorrelation(drawnOn, PERTURBATION_LENGTH);
  const onGrid = drawnOn === grid ? (field: Float64Array) => field : interpolatedField(drawnOn, grid);
  const smooth = perturbations.kind === "smooth" ? perturbations : { perturbationPpm: 0, boundaryOffsetPpm: 0 };
  return moleFractionPerturbations(
    layout,
    grid.cells,
    (purpose, member, step) => onGrid(correlation.sample(randomField(seed, purpose, member, step))),
    {
      seed,
      perturbationPpm: smooth.perturbationPpm,
      boundaryOffsetPpm: smooth.boundaryOffsetPpm,
      ...truthDeparture(plan),
    },
  );
}

/** Errors of a twin's truth at the start and at the sides that are of another family than the ensemble's. */
export function structuredErrorsOf(plan: Plan, grid: Grid, vertical: VerticalCoordinate): StructuredErrors | undefined {
  const sizes = structuredDeparture(plan);
  return sizes && createStructuredErrors(grid, vertical, { seed: plan.seed, ...sizes });
}

/** What the experiment's weather does to the tracer, with the mixing that it asks for. */
export function forcingOf({
  plan,
  grid,
  vertical,
  weather,
}: Pick<Inputs, "plan" | "grid" | "vertical" | "weather">): (time: Time) => HourlyForcing {
  const massFluxes = createMassFluxBuilder(grid, vertical);
  const subgrid = subgridOf(plan, grid, vertical);
  const urban = urbanFractionOf(plan, grid, weather);
  switch (plan.mixing) {
    case "local":
      return hourlyForcing(weather, massFluxes, createTurbulentExchange(grid, vertical, urban), undefined, subgrid);
    case "acm2": {
      const { exchange, nonLocal } = createAcm2Mixing(grid, vertical, urban);
      return hourlyForcing(weather, massFluxes, exchange, nonLocal, subgrid);
    }
  }
}

/** Share of city in each cell, [row][column]; undefined where none is wanted. */
function urbanFractionOf({ urbanFraction }: Plan, grid: Grid, weather: MeteorologySource): Float64Array | undefined {
  switch (urbanFraction) {
    case "none":
      return undefined;
    case "cities":
      return urbanFractionOfCities(grid, worldCities());
    case "meteorology":
      return weather.urbanFraction;
  }
}

/** Horizontal diffusion and deep convection that the experiment asks for. */
function subgridOf(
  { horizontalDiffusion, deepConvection }: Plan,
  grid: Grid,
  vertical: VerticalCoordinate,
): (weather: Meteorology) => SubgridTransport {
  const diffusion = horizontalDiffusion === "multiscale" ? createHorizontalDiffusion(grid, vertical) : undefined;
  const convection = deepConvection === "bulk" ? createDeepConvection(grid, vertical) : undefined;
  return (weather) => ({ ...diffusion?.(weather), updraft: convection?.(weather) });
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
  const cells = Int32Array.from({ length: grid.cells }, (_, cell) => cell);
  const means = new Float64Array(vertical.levels * grid.cells);
  background.layers(cells, time, vertical, surfacePressure, means);
  let sum = 0;
  let weights = 0;
  for (let level = 0; level < vertical.levels; level++) {
    for (let cell = 0; cell < grid.cells; cell++) {
      const ps = surfacePressure[cell];
      const weight =
        grid.area[cell] * (interfacePressure(vertical, level, ps) - interfacePressure(vertical, level + 1, ps));
      sum += weight * means[level * grid.cells + cell];
      weights += weight;
    }
  }
  return sum / weights;
}
