/**
 * What a sounding's column knows of the fluxes before it: with H the column operator at the model hours that stand for
 * the sounding's time and L the linear transport from the start of a window to them,
 *     dXCO2 = sum_h <f_h, E_h> + <p, q_start> + sum_h <b_h, q_boundary>,
 * f_h = (H L)^T is the footprint of hour h. Hours are walked backwards, the forcing of one in memory at a time.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { LinearOperator } from "../../observations/linearOperator.js";
import type { Time } from "../../time.js";
import type { HourlyForcing } from "../hourlyForcing.js";
import type { LinearTransport } from "./linearTransport.js";

export interface ObservedColumn {
  /** Model hours that stand for the sounding's time; their weights sum to 1. */
  readonly hours: readonly { readonly time: Time; readonly weight: number }[];
  /** @param surfacePressure [row][column], [Pa] */
  readonly operator: (surfacePressure: Float64Array) => LinearOperator;
}

/** A window of whole hours whose last ends when the column is seen, and what moves the air in it. */
export interface FootprintWindow {
  readonly linear: LinearTransport;
  readonly forcing: (time: Time) => HourlyForcing;
  readonly start: Time;
  readonly end: Time;
}

/** Sums of sensitivities [1]: what a uniform change of the mole fraction does to the column. */
export interface BackgroundSensitivity {
  /** At the start of the window. */
  readonly initial: number;
  /** Through the sides, at all hours together. */
  readonly boundary: number;
  /** Of the column operator; a uniform field stays uniform, so this is the sum of the other two. */
  readonly column: number;
}

/**
 * @param hour told of each hour, the last first: its start, and the sensitivity to its flux, [row][column],
 *   [mol mol-1 / (mol m-2 s-1)]; the array is overwritten
 * @example
 * import {
 *   columnFootprint,
 *   createGrid,
 *   createLinearTransport,
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
 * const linear = createLinearTransport({ grid, vertical, timeStep: 1200 });
 *
 * const [start, end] = [1467331200, 1467331200 + 6 * 3600];
 * const lowestLayer = { rows: Int32Array.of(5), weights: Float64Array.of(1), constant: 0 };
 * const column = { hours: [{ time: end, weight: 1 }], operator: () => lowestLayer };
 * const background = await columnFootprint({ linear, forcing, start, end }, column, (time, footprint) => {
 *   if (time === end - 3600) console.assert(footprint[5] > 0);
 * });
 * (background.initial + background.boundary).toFixed(6); // => "1.000000"
 */
export async function columnFootprint(
  { linear, forcing, start, end }: FootprintWindow,
  column: ObservedColumn,
  hour: (time: Time, footprint: Float64Array) => void | Promise<void>,
): Promise<BackgroundSensitivity> {
  const adjoint = new Float64Array(linear.size);
  const boundary = new Float64Array(linear.boundarySize);
  let seen = 0;
  let footprint: Float64Array | undefined;
  for (let time = end - SECONDS_PER_HOUR; time >= start; time -= SECONDS_PER_HOUR) {
    const hourly = forcing(time);
    const { surfacePressureEnd } = hourly;
    for (const { weight } of column.hours.filter((one) => one.time === time + SECONDS_PER_HOUR)) {
      const { rows, weights } = column.operator(surfacePressureEnd);
      rows.forEach((row, j) => {
        adjoint[row] += weight * weights[j];
        seen += weight * weights[j];
      });
    }
    footprint ??= new Float64Array(surfacePressureEnd.length);
    footprint.fill(0);
    linear.adjointHour(adjoint, footprint, boundary, hourly);
    await hour(time, footprint);
  }
  return { initial: sum(adjoint), boundary: sum(boundary), column: seen };
}

/**
 * The same forwards: what given fluxes, and nothing else, do to the column.
 * @param flux of the hour that starts at a time, [row][column], [mol m-2 s-1]
 * @param done told of each hour when it is over @returns [mol mol-1]
 * @example
 * import {
 *   columnResponse,
 *   createGrid,
 *   createLinearTransport,
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
 * const linear = createLinearTransport({ grid, vertical, timeStep: 1200 });
 *
 * const [start, end] = [1467331200, 1467331200 + 6 * 3600];
 * const lowestLayer = { rows: Int32Array.of(5), weights: Float64Array.of(1), constant: 0 };
 * const column = { hours: [{ time: end, weight: 1 }], operator: () => lowestLayer };
 * const emission = new Float64Array(grid.cells).fill(1e-6);
 * const response = await columnResponse({ linear, forcing, start, end }, column, () => emission, () => {});
 * response > 0; // => true
 */
export async function columnResponse(
  { linear, forcing, start, end }: FootprintWindow,
  column: ObservedColumn,
  flux: (time: Time) => Float64Array,
  done: (time: Time) => void | Promise<void>,
): Promise<number> {
  const state = new Float64Array(linear.size);
  const boundary = new Float64Array(linear.boundarySize);
  let response = 0;
  for (let time = start; time < end; time += SECONDS_PER_HOUR) {
    const hourly = forcing(time);
    const { surfacePressureEnd } = hourly;
    linear.forwardHour(state, flux(time), boundary, hourly);
    for (const { weight } of column.hours.filter((one) => one.time === time + SECONDS_PER_HOUR)) {
      const { rows, weights } = column.operator(surfacePressureEnd);
      rows.forEach((row, j) => {
        response += weight * weights[j] * state[row];
      });
    }
    await done(time);
  }
  return response;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
