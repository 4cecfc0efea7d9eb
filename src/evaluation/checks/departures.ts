/**
 * Departures of assimilated observations, d = y - (H x_b + bias), with s^2 what ensemble and error model expect of d^2, and
 * the same after the analysis: what the checks of observations are made of.
 */

import type { RunObservations } from "../readRun.js";
import { monthOf } from "../periods.js";

/** Of one assimilated observation; [ppm] but for time and place. */
export interface Departure {
  readonly index: number;
  readonly month: string;
  /** Observation minus background, expected standard deviation of it, assumed error, spread of the background. */
  readonly before: number;
  readonly expected: number;
  readonly error: number;
  readonly spread: number;
  /** Observation minus analysis, and the spread of the analysis; NaN where it was not written. */
  readonly after: number;
  readonly analysisSpread: number;
}

/** @param among indices of observations @returns those with all that is needed before the analysis */
export function departuresOf(observations: RunObservations, among: readonly number[]): Departure[] {
  const { observed, background, biasCorrection, comparedSpread, error, analysis, analysis_spread, time } = observations;
  return among.flatMap((index): Departure[] => {
    const value = observed[index] - biasCorrection[index];
    const departure = {
      index,
      month: monthOf(time[index]),
      before: value - background[index],
      expected: Math.hypot(comparedSpread[index], error[index]),
      error: error[index],
      spread: comparedSpread[index],
      after: value - analysis[index],
      analysisSpread: analysis_spread[index],
    };
    return Number.isFinite(departure.before / departure.expected) ? [departure] : [];
  });
}

/** In three parts of equal size, by what is expected of them. */
export function thirds(departures: readonly Departure[]): Departure[][] {
  const sorted = [...departures].sort((a, b) => a.expected - b.expected);
  const cut = (part: number): number => Math.round((part * sorted.length) / 3);
  return [0, 1, 2].map((part) => sorted.slice(cut(part), cut(part + 1)));
}

export function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
}

/** Share of a standard normal distribution below a value [1] (Abramowitz & Stegun 1964, 26.2.17; error below 1e-7). */
export function normalShare(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp(-(value ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return value < 0 ? above : 1 - above;
}
