/**
 * The cycle in two steps, window by window of whole days: forecast the window and observe it; let all of its observations
 * change its fluxes, and nothing else; go back to the start of the window and forecast it again with these fluxes. The
 * mole fraction is thus at every moment what the fluxes and the sides made of the start: the analysis adds no carbon.
 * What the recorders get is the second forecast; the background of an observation is its value in the first.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import type { AnalysisDiagnostic } from "../filters/analyser.js";
import type { Time } from "../time.js";
import type { ObservationResult } from "./analysisStep.js";
import { type CycleParts, forecastHour } from "./cycle.js";
import type { SimulatedObservation } from "./observationSchedule.js";
import { recordHour, type Recorder } from "./recorder.js";

export interface TwoStepParts extends Omit<CycleParts, "analyse"> {
  readonly windowDays: number;
  /** As `emit`, of fluxes that have been forecast already: with their present estimate. */
  readonly emitAgain: (time: Time) => void;
  /** Takes what the second forecast simulates of an hour as its analysis. */
  readonly simulatedAgain: (results: readonly ObservationResult[], simulated: SimulatedObservation[]) => void;
  /**
   * Updates the fluxes of a window.
   * @param days of the window, which ends at `end` @param hours its comparisons, hour by hour
   * @returns diagnostics of each hour
   */
  readonly analyseWindow: (end: Time, days: number, hours: readonly ObservationResult[][]) => AnalysisDiagnostic[][];
  /** Called after each hour of the first forecast of a window, of which nothing is recorded. */
  readonly pause: () => void | Promise<void>;
}

/** Runs the hours from `start`, where a window begins, to `end`; the last window may be shorter. */
export async function runTwoStepCycle(
  parts: TwoStepParts,
  start: Time,
  end: Time,
  recorders: readonly Recorder[],
): Promise<void> {
  const { transport, observations, windowDays } = parts;
  for (let from = start, to; from < end; from = to) {
    to = Math.min(from + windowDays * SECONDS_PER_DAY, end);
    const moleFraction = transport.state.data.slice();
    let airMass = transport.airMass.slice();
    const hours: ObservationResult[][] = [];
    for (let time = from; time < to; time += SECONDS_PER_HOUR) {
      const hour = await forecastHour(parts, time, parts.emit);
      // Before its first hour a run has no air yet.
      if (airMass[0] === 0) airMass = hour.flow.airMass.slice();
      const next = time + SECONDS_PER_HOUR;
      hours.push(parts.compare(next, observations.at(next, transport.state, hour.surfacePressureEnd)));
      await parts.pause();
    }
    const diagnostics = parts.analyseWindow(to, (to - from) / SECONDS_PER_DAY, hours);

    transport.state.data.set(moleFraction);
    transport.begin(airMass);
    for (const [i, results] of hours.entries()) {
      const time = from + i * SECONDS_PER_HOUR;
      const hour = await forecastHour(parts, time, parts.emitAgain);
      const next = time + SECONDS_PER_HOUR;
      const { state } = transport;
      const { surfaceWeather, surfacePressureEnd: surfacePressure } = hour;
      parts.simulatedAgain(results, observations.at(next, state, surfacePressure));
      parts.review(results);
      const record = { time, end: next, state, surfacePressure, surfaceWeather, results, diagnostics: diagnostics[i] };
      await recordHour(recorders, record);
    }
  }
}
