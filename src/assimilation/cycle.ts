/**
 * The cycle: forecast an hour, observe, analyse, forecast the flux (Kou et al. 2023, section 2). It holds no file, no
 * clock and no option; what it computes goes to the recorders. A forward run (CTRL, FC) is the same loop with prescribed
 * fluxes and without an analyser.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { AnalysisDiagnostic } from "../filters/analysis.js";
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
  /** Updates the state by them; does nothing in a forward run. */
  readonly analyse: (time: Time, results: ObservationResult[]) => AnalysisDiagnostic[];
  /** Takes the columns after the analysis. */
  readonly review: (results: ObservationResult[], simulated: SimulatedObservation[]) => void;
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

/** Runs the hours from `start` to `end`. The transport holds the initial state. */
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
    parts.review(results, observations.at(next, transport.state, hour.surfacePressureEnd));
    const { state } = transport;
    const surfacePressure = hour.surfacePressureEnd;
    await recordHour(recorders, { time, end: next, state, surfacePressure, results, diagnostics });
  }
}
