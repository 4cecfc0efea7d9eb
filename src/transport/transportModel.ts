/**
 * The tracer model: moves the mole fraction of CO2 of all lanes through one hour of air flow, mixing and emission.
 *
 * A step is three one-dimensional sweeps with the air mass carried along, one way and the other in turns (sweepOrder.ts);
 * mixing and emission go with z. Schemes: advectionKernel.ts and columnKernel.ts of kernels/. Where they are given, deep
 * convection (deepConvectionKernel.ts) and horizontal diffusion (horizontalDiffusionKernel.ts) follow the sweeps x-y-z, and go
 * before them, reversed, where these are z-y-x.
 * State float32 anomalies from one reference mole fraction, [level][row][column][lane]; air float64 [kg].
 * Where the cells are dealt to processes (dealtGrid.ts), the model of each has its columns of them between two hours.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { CoverageError, NumericalError } from "../errors.js";
import { createEnsemble, type Ensemble, type LaneLayout } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { RunningMoments } from "../kernels/launchMembers.js";
import type { Kernels } from "../kernels/load.js";
import type { AirFlow } from "../meteorology/massFluxes.js";
import { formatTime } from "../time.js";
import { divideStep } from "./airMass.js";
import { type BudgetLedger, type CarbonBudget, createBudget } from "./carbonBudget.js";
import { copyColumns, type DealtGrid, type Share, undealtGrid } from "./dealtGrid.js";
import { createEmissionAloft, type EmissionAloft } from "./emissionAloft.js";
import { createLateralBoundary, dealBoundary, type LateralBoundary } from "./lateralBoundary.js";
import { createSubgridSweeps, type SubgridTransport } from "./subgridTransport.js";
import { inOrderOf } from "./sweepOrder.js";
import { allocateArrays, createSweeps, setFlow, type Sweep, type TransportArrays } from "./transportArrays.js";

/** Surface pressure at which the layers have their nominal thickness [Pa]. */
const NOMINAL_PRESSURE = 1e5;
/** Carried and given air mass of the end of an hour may differ by this share. */
const AIR_TOLERANCE = 1e-8;
/** Below this share, what a correction of the air mass adds beyond the reference mole fraction is left to the residual. */
const ROUND_OFF = 1e-12;

export interface TransportSetup {
  readonly grid: Pick<Grid, "columns" | "rows" | "cells" | "area">;
  readonly vertical: VerticalCoordinate;
  readonly kernels: Kernels;
  readonly layout: LaneLayout;
  /** What anomalies are relative to [mol mol-1]. */
  readonly referenceMoleFraction: number;
  /** Divides an hour [s]; divided further where the air flow demands it. */
  readonly timeStep: number;
}

export interface TransportModel {
  /** Mole fraction [mol mol-1], [level * cells][lane] */
  readonly state: Ensemble;
  /** Flux into the lowest layer, [row][column][lane], [mol m-2 s-1], positive to the atmosphere */
  readonly emission: Float32Array;
  /** What is given off above the ground, besides, in the hours from now on. */
  setAloft(parts: readonly EmissionAloft[]): void;
  readonly boundary: LateralBoundary;
  /** Present dry air, [level][row][column], [kg]; zero before `begin` */
  readonly airMass: Float64Array;
  readonly budget: CarbonBudget;
  /** Steps taken, and hours whose steps had to be divided. */
  readonly counts: { readonly steps: number; readonly dividedHours: number };
  /** Sets the air mass under the present state and opens the budget. The first `advance` does it where nobody did. */
  begin(airMass: Float64Array): void;
  /** Sums moments of the state, of members and lanes after them, where the cells do not lie here. */
  readonly moments?: (riderCount: number) => RunningMoments;
  /**
   * One hour. @param exchange turbulent exchange of air, [level + 1][row][column], [kg s-1]; the ends are closed
   * @param nonLocal air that sinks through interfaces while as much of level 0 rises, the same shape
   * @param subgrid horizontal diffusion and deep convection, where the experiment has them
   * @throws NumericalError where the flow is too fast or not continuous
   */
  advance(flow: AirFlow, exchange: Float64Array, nonLocal?: Float64Array, subgrid?: SubgridTransport): void;
}

/**
 * @param dealt the cells of this process, where they are dealt to several; what it is given and gives is then of its columns, but the
 *   sides, flows and mixing are of the whole grid
 * @throws CoverageError where the time step does not divide an hour
 * @example
 * import {
 *   createGrid,
 *   createMassFluxBuilder,
 *   createTransportModel,
 *   createTurbulentExchange,
 *   hourlyForcing,
 *   laneLayout,
 *   loadKernels,
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
 *
 * const kernels = await loadKernels(1);
 * const layout = laneLayout(4);
 * const model = createTransportModel({ grid, vertical, kernels, layout, referenceMoleFraction: 4e-4, timeStep: 1200 });
 * model.emission.fill(1e-6); // every cell and lane [mol m-2 s-1]
 * for (let hour = 0; hour < 3; hour++) {
 *   const { flow, exchange } = forcing(1467331200 + 3600 * hour);
 *   model.advance(flow, exchange);
 * }
 * const { emission } = model.budget.terms();
 * emission[0] / (1e-6 * 3 * 3600 * grid.area.reduce((sum, area) => sum + area, 0)) > 0.999; // => true
 * await kernels.close();
 */
export function createTransportModel(
  setup: TransportSetup,
  dealt: DealtGrid = undealtGrid(setup.grid),
): TransportModel {
  const { grid, vertical, kernels, layout, referenceMoleFraction, timeStep } = setup;
  const { columns, rows } = grid;
  const { levels } = vertical;
  const { lanes } = layout;
  const steps = stepsAnHour(timeStep);
  const boundary = createLateralBoundary(kernels.memory, grid, levels, lanes);
  const arrays = allocateArrays(kernels, grid, lanes, dealt, boundary.anomalies, nominalThickness(vertical));
  const { inColumns, inRows } = arrays;
  const { state, mass, emission } = inColumns;
  const budget = createBudget({ kernels, dealt, reference: referenceMoleFraction, ...arrays });
  const aloft = createEmissionAloft(columns, dealt, vertical, inColumns);
  const counts = { steps: 0, dividedHours: 0 };
  let begun = false;

  const begin = (airMass: Float64Array): void => {
    copyColumns("air mass", airMass, columns, dealt.columns, mass);
    begun = true;
    budget.open();
  };
  const adopt = (airMass: Float64Array): number => adoptAir(airMass, columns, inColumns, dealt, budget);
  const sweeps = createSweeps(kernels, arrays, budget.lines);
  const subgridSweeps = createSubgridSweeps(kernels, grid, dealt, arrays);
  /** What of the hour is not air that flows: sides, emission, mixing below the grid. @returns what each lane gives off aloft [mol s-1] */
  const beginHour = (subgrid: SubgridTransport | undefined): Float64Array => {
    if (inRows.boundary !== boundary.anomalies) {
      dealBoundary(boundary, grid, dealt, lanes, inRows.boundary, inColumns.boundary);
    }
    subgridSweeps.set(subgrid);
    return aloft.beginHour();
  };
  /** Brings the state from columns to rows, or back, where the process has it in the others. */
  const turnTo = turns(arrays, dealt);
  return {
    state: createEnsemble(layout, levels * rows * dealt.columns.count, referenceMoleFraction, state),
    emission,
    setAloft: (parts) => aloft.set(parts),
    boundary,
    airMass: mass,
    budget,
    counts,
    begin,
    advance(flow, exchange, nonLocal, subgrid) {
      if (begun) adopt(flow.airMass);
      else begin(flow.airMass);
      const parts = divideStep(flow, grid, timeStep, dealt);
      if (parts > 1) counts.dividedHours++;
      setFlow(arrays, grid, dealt, flow, exchange, nonLocal);
      const rates = beginHour(subgrid);
      const number = steps * parts;
      const first = Math.round(flow.time / SECONDS_PER_HOUR) * number;
      const [alongX, alongY, alongZ] = sweeps;
      const forth = [alongX, alongY, ...aloft.active, alongZ, ...subgridSweeps.active];
      for (let s = first; s < first + number; s++) {
        for (const sweep of inOrderOf(s, number, forth)) {
          turnTo(sweep.of);
          sweep.run(timeStep / parts);
        }
        counts.steps++;
      }
      turnTo("columns");
      budget.addEmission(SECONDS_PER_HOUR, rates);
      budget.addInflow(SECONDS_PER_HOUR * netInflow(flow, columns, rows, levels));
      const drift = adopt(flow.airMassEnd);
      if (!(drift < AIR_TOLERANCE)) throw notContinuous(flow, drift);
    },
  };
}

/** @returns what brings state and air to the cells of a sweep, from columns, where they are at first */
function turns({ inColumns, inRows }: TransportArrays, dealt: DealtGrid): (to: Sweep["of"]) => void {
  const { levels, lanes } = inColumns.shape;
  let present: Sweep["of"] = "columns";
  return (to) => {
    if (to === present) return;
    const move = to === "columns" ? dealt.toColumns : dealt.toRows;
    move(inColumns.state, inRows.state, levels, lanes);
    move(inColumns.mass, inRows.mass, levels, 1);
    present = to;
  };
}

/** Sets the air to that of the meteorology, [level][row][column]; @returns the largest relative difference. */
function adoptAir(
  airMass: Float64Array,
  columns: number,
  { mass, massDifference }: TransportArrays["inColumns"],
  dealt: DealtGrid,
  budget: BudgetLedger,
): number {
  const found = differences(airMass, columns, dealt.columns, mass, massDifference);
  const worst = dealt.greatest(found.worst);
  const [sum] = dealt.sumColumns(found.sums, 1);
  budget.addAirCorrection(worst > ROUND_OFF ? massDifference : undefined, sum);
  copyColumns("air mass", airMass, columns, dealt.columns, mass);
  return worst;
}

/**
 * How the air of the meteorology differs from that which was carried. @param airMass of the whole grid @param mass of own columns
 * @param difference filled, as `mass` @returns sums of columns, and the largest share of a cell
 */
function differences(
  airMass: Float64Array,
  columns: number,
  { first, count }: Share,
  mass: Float64Array,
  difference: Float64Array,
): { readonly sums: Float64Array; readonly worst: number } {
  const sums = new Float64Array(count);
  let worst = 0;
  for (let i = 0, start = first; i < mass.length; start += columns) {
    for (let column = 0; column < count; column++, i++) {
      const given = airMass[start + column];
      const change = given - mass[i];
      difference[i] = change;
      // Of two hours that follow each other nearly always.
      if (change === 0) continue;
      sums[column] += change;
      worst = Math.max(worst, Math.abs(change) / given);
    }
  }
  return { sums, worst };
}

function stepsAnHour(timeStep: number): number {
  const steps = SECONDS_PER_HOUR / timeStep;
  if (Number.isInteger(steps) && steps >= 1) return steps;
  throw new CoverageError({
    where: "time step",
    found: `${timeStep} s`,
    expected: "a whole number of steps an hour",
  });
}

/** Thickness of the layers at the nominal surface pressure [Pa]. */
export function nominalThickness({ a, b, levels }: VerticalCoordinate): number[] {
  return Array.from({ length: levels }, (_, k) => a[k] - a[k + 1] + (b[k] - b[k + 1]) * NOMINAL_PRESSURE);
}

/** Dry air that enters through the sides [kg s-1]. */
function netInflow({ xMassFlux, yMassFlux }: AirFlow, columns: number, rows: number, levels: number): number {
  let sum = 0;
  for (let line = 0; line < levels * rows; line++) {
    sum += xMassFlux[line * (columns + 1)] - xMassFlux[line * (columns + 1) + columns];
  }
  for (let level = 0; level < levels; level++) {
    const south = level * (rows + 1) * columns;
    for (let i = south; i < south + columns; i++) sum += yMassFlux[i] - yMassFlux[i + rows * columns];
  }
  return sum;
}

function notContinuous(flow: AirFlow, drift: number): NumericalError {
  return new NumericalError({
    where: `air flow at ${formatTime(flow.time)}`,
    found: `the air mass that the fluxes lead to differs from that of the meteorology by ${drift.toPrecision(2)} of a cell`,
    expected: `continuity to ${AIR_TOLERANCE}`,
    remedy: "make the fluxes with createMassFluxBuilder",
  });
}
