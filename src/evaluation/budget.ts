/**
 * The carbon budget of a run's domain, each day and over the period: start + emission + inflow + increment + air correction
 * = end, in moles of CO2; what is left over is the residual and must be round-off.
 */
import { mean } from "./columnStatistics.js";

/** One run's daily terms, [day], [mol]. */
export interface DailyBudget {
  readonly run: string;
  readonly start: ArrayLike<number>;
  readonly emission: ArrayLike<number>;
  /** Net, through the sides of the domain. */
  readonly inflow: ArrayLike<number>;
  /** What the analysis added. */
  readonly increment: ArrayLike<number>;
  /** Where the air mass was set to that of the meteorology. */
  readonly airCorrection: ArrayLike<number>;
  readonly end: ArrayLike<number>;
}

/** Amounts [mol]. */
export interface BudgetSummary {
  readonly run: string;
  readonly days: number;
  /** At the start of the first day and the end of the last. */
  readonly start: number;
  readonly end: number;
  /** Sums over the period. */
  readonly emission: number;
  readonly inflow: number;
  readonly increment: number;
  readonly airCorrection: number;
  /** start + emission + inflow + increment + airCorrection - end of the period. */
  readonly residual: number;
  /** Largest |residual| of a day over the mean content of the day [1]. */
  readonly largestRelativeResidual: number;
  /** Largest |start - end of the day before| over the content [1]. */
  readonly largestRelativeGap: number;
}

/** @returns undefined where there is no complete day */
export function summariseBudget(daily: DailyBudget): BudgetSummary | undefined {
  const { run, start, emission, inflow, increment, airCorrection, end } = daily;
  const added = [emission, inflow, increment, airCorrection];
  const days = Array.from({ length: start.length }, (_, day) => day).filter((day) =>
    [start, ...added, end].every((term) => Number.isFinite(term[day])),
  );
  if (days.length === 0) return undefined;
  const sum = (term: ArrayLike<number>): number => days.reduce((total, day) => total + term[day], 0);
  const [first, last] = [days[0], days[days.length - 1]];
  const relative = days.map((day) => {
    const residual = added.reduce((total, term) => total + term[day], start[day]) - end[day];
    return Math.abs(residual) / Math.abs(mean([start[day], end[day]]));
  });
  const gaps = days.slice(1).map((day, i) => Math.abs(start[day] - end[days[i]]) / Math.abs(start[day]));
  return {
    run,
    days: days.length,
    start: start[first],
    end: end[last],
    emission: sum(emission),
    inflow: sum(inflow),
    increment: sum(increment),
    airCorrection: sum(airCorrection),
    residual: added.reduce((total, term) => total + sum(term), start[first]) - end[last],
    largestRelativeResidual: Math.max(...relative),
    largestRelativeGap: Math.max(0, ...gaps),
  };
}
