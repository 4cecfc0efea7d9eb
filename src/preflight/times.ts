/**
 * How long a run will take, from what the hours of a trial took. The first day of a stage begins; every later one is taken to
 * be as the second, but for what an analysis takes for each observation, which grows with the days of fluxes that it changes.
 */
import type { Plan } from "../config/plan.js";
import { HOURS } from "../runs/fluxFile.js";
import { analysedFields } from "../experiments/kernelBytes.js";
import type { StagePace, Trial } from "./trial.js";

export interface TimeParts {
  /** [s] until the inputs are open. */
  readonly inputs: number;
  readonly trial: Trial;
  /** Observations to be assimilated, [day]. */
  readonly perDay: readonly number[];
  readonly levels: number;
}

/** @returns seconds by part of the run, in its order */
export function predictTimes(
  plan: Plan,
  { inputs, trial, perDay, levels }: TimeParts,
): { readonly name: string; readonly seconds: number }[] {
  return [
    { name: "set-up", seconds: inputs + trial.before },
    ...trial.stages.map((stage) => ({ name: stage.label, seconds: stageSeconds(plan, stage, perDay, levels) })),
    { name: "evaluation", seconds: trial.after },
  ];
}

/** @param perDay observations of an analysis, [day] @param levels of the mole fraction */
export function stageSeconds(plan: Plan, stage: StagePace, perDay: readonly number[], levels: number): number {
  const { stage: name, setUp, hours, assimilated } = stage;
  const first = sum(hours.slice(0, HOURS));
  if (hours.length <= HOURS) return setUp + first;
  const second = sum(hours.slice(HOURS));
  const later = perDay.length - 1;
  if (plan.kind === "forward" || name !== "analysis") return setUp + first + later * second;
  const each = secondsOfObservation(hours.slice(HOURS), assimilated.slice(HOURS));
  // Both days of fluxes are written when the trial ends; of a run, one in each day.
  const written = Math.max(0, hours[2 * HOURS - 1] - hours[HOURS - 1]) / 2;
  /** Seconds of an observation on a day, over those on the second. */
  const weight = (day: number): number => (levels + analysedFields(plan, day)) / (levels + analysedFields(plan, 1));
  const ofTrial = (day: 0 | 1): number => sum(assimilated.slice(day * HOURS, (day + 1) * HOURS));
  const [start, usual] = [first - each * ofTrial(0) * weight(0), second - each * ofTrial(1) - 2 * written];
  const analyses = each * sum(perDay.map((count, day) => count * weight(day)));
  return setUp + start + later * usual + (later + 1) * written + analyses;
}

/** Slope of least squares of the hours of a day but its first and last, which have more to do; not below nothing. */
function secondsOfObservation(hours: readonly number[], counts: readonly number[]): number {
  const [x, y] = [counts.slice(1, -1), hours.slice(1, -1)];
  const [meanX, meanY] = [sum(x) / x.length, sum(y) / y.length];
  const variance = sum(x.map((count) => (count - meanX) ** 2));
  if (variance === 0) return 0;
  return Math.max(0, sum(x.map((count, i) => (count - meanX) * (y[i] - meanY))) / variance);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
