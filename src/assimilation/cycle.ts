/**
 * The cycle: forecast an hour, observe, analyse, forecast the flux (Kou et al. 2023, section 2). It holds no file, no
 * clock and no option; what it computes goes to the recorders. A forward run (CTRL, FC) is the same loop with prescribed
 * fluxes and without an analyser.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { AnalysisDiagnostic } from "../filters/analyser.js";
import type { Time } from "../time.js";
import type { Forcing, HourlyForcing } from "../transport/hourlyForcing.js";
import type { TransportModel } from "../transport/transportModel.js";
import type { ObservationResult } from "./analysisStep.js";
import type { SimulatedObservation, ObservationSchedule } from "./observationSchedule.js";
import { recordHour, type Recorder } from "./recorder.js";

/** What a cycle is made of. */
export interface CycleParts {
  readonly transport: TransportModel;
  readonly forcing: Forcing;
  readonly observations: ObservationSchedule;
  /** Sets the lateral boundary of the transport for the hour that starts at `time`. */
  readonly setBoundary: (time: Time, surfacePressure: Float64Array) => void;
  /** Forecasts the fluxes of the hour and sets the emission of every lane. */
  readonly emit: (time: Time) => void | Promise<void>;
  /** Compares the columns before the analysis at `time` with the observations. */
  readonly compare: (time: Time, simulated: SimulatedObservation[]) => ObservationResult[];
  /** Updates the state by them, and their own analysis; does nothing in a forward run. */
  readonly analyse: (time: Time, results: ObservationResult[]) => AnalysisDiagnostic[];
  /** Judges by the analysis which of them validate. */
  readonly review: (results: ObservationResult[]) => void;
}

/** Moves the state through the hour that starts at `time`. @returns what the weather was in it */
export async function forecastHour(
  {
    transport,
    forcing,
    observations,
    setBoundary,
  }: Pick<CycleParts, "transport" | "forcing" | "observations" | "setBoundary">,
  time: Time,
  emit: CycleParts["emit"],
): Promise<HourlyForcing> {
  const hour = await forcing(time);
  observations.before(time, transport.state, hour.surfacePressure);
  await emit(time);
  setBoundary(time, hour.surfacePressure);
  transport.advance(hour.flow, hour.exchange, hour.nonLocal, hour);
  return hour;
}

/**
 * Runs the hours from `start` to `end`. The transport holds the initial state.
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
 *   runCycle,
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
 * const kernels = await loadKernels(1);
 * const layout = laneLayout(4);
 * const transport = createTransportModel({ grid, vertical, kernels, layout, referenceMoleFraction: 4e-4, timeStep: 1200 });
 *
 * const start = 1467331200;
 * let hours = 0;
 * // a forward run: nothing is observed
 * const parts = {
 *   transport,
 *   forcing,
 *   observations: { before() {}, at: () => [] },
 *   setBoundary() {},
 *   emit: () => void transport.emission.fill(1e-6),
 *   compare: () => [],
 *   analyse: () => [],
 *   review() {},
 * };
 * const recorder = {
 *   hour: () => {
 *     hours++;
 *   },
 * };
 * await runCycle(parts, start, start + 6 * 3600, [recorder]);
 * hours; // => 6
 * transport.state.data.some((anomaly) => anomaly > 0); // => true
 * await kernels.close();
 */
export async function runCycle(
  parts: CycleParts,
  start: Time,
  end: Time,
  recorders: readonly Recorder[],
): Promise<void> {
  const { transport, observations } = parts;
  for (let time = start; time < end; time += SECONDS_PER_HOUR) {
    const next = time + SECONDS_PER_HOUR;
    const hour = await forecastHour(parts, time, parts.emit);
    const results = parts.compare(next, observations.at(next, transport.state, hour.surfacePressureEnd));
    const diagnostics = parts.analyse(next, results);
    parts.review(results);
    const { state } = transport;
    const { surfaceWeather, surfacePressureEnd: surfacePressure } = hour;
    await recordHour(recorders, { time, end: next, state, surfacePressure, surfaceWeather, results, diagnostics });
  }
}
