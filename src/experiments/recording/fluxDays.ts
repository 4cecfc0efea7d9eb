/**
 * The fluxes of one day, from the ensemble as it stands and from what is known without it: the mean of the day with the
 * spread of that mean, the natural fluxes of each hour, and totals of regions for every member. Members are taken with what
 * the errors of their perturbed analysis do.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { memberTotals } from "../../fields/members.js";
import { addPerturbedAnalyses } from "../../fields/perturbedAnalyses.js";
import type { Grid } from "../../grids/grid.js";
import type { Kernels } from "../../kernels/load.js";
import { clearMomentSums, createMomentSums, launchAddMoments } from "../../kernels/launchMembers.js";
import type { Region } from "../../regions/region.js";
import { type FluxField, type HourlyField, HOURS } from "../../runs/fluxFile.js";
import { hoursOfDay, type Time } from "../../time.js";

/** Means of a day by name, [cell], [mol m-2 s-1]. */
export type DailyFields = Map<FluxField, Float32Array>;

/** Means of its hours, [hour][cell], [mol m-2 s-1]. */
export type HourlyFields = Map<HourlyField, Float32Array>;

/** Fluxes that are known without the ensemble, [cell], [mol m-2 s-1]. */
export interface KnownFluxes {
  readonly natural: (time: Time) => Float64Array;
  readonly fossil: (time: Time) => Float64Array;
  readonly fire: (time: Time) => Float64Array;
  readonly truth?: (time: Time) => Float64Array;
}

/** One day, by what is known at the end of its window. */
export interface FluxDay {
  readonly daily: DailyFields;
  readonly hourly: HourlyFields;
  /** [region][member], [mol s-1] */
  readonly posteriorTotals: Float64Array;
}

export interface FluxDays {
  /** Adds an hour to the background of its day. @param natural fluxes of the lanes, [cell][lane] */
  addBackground(natural: Float32Array): void;
  /** @returns mean and spread of the background of a day, once all its hours were added; the next day begins at zero */
  takeBackground(): DailyFields;
  /** @returns posterior by the present estimate, prior, truth, fossil and fire */
  dayOf(fluxes: FluxEnsemble, day: Time): FluxDay;
  /** @returns totals of the present estimate of a day, [region][member], [mol s-1] */
  totalsOf(fluxes: FluxEnsemble, day: Time): Float64Array;
}

export function createFluxDays(
  { cells, area }: Grid,
  kernels: Kernels,
  layout: LaneLayout,
  regions: readonly Region[],
  known: KnownFluxes,
): FluxDays {
  const natural = kernels.memory.float32(cells * layout.lanes);
  const moments = createMomentSums(kernels, cells, 0);
  /** Sums over the hours of a day, of the estimate and of the background. */
  const dailySum = new Float64Array(cells * layout.lanes);
  const backgroundSum = new Float64Array(cells * layout.lanes);
  const totals = memberTotals(
    regions,
    area.map((size) => size / HOURS),
    layout,
  );

  const momentsOf = (members: Float32Array): readonly [mean: Float32Array, spread: Float32Array] => {
    clearMomentSums(moments);
    launchAddMoments(kernels, layout, 0, members, moments);
    return [Float32Array.from(moments.mean), Float32Array.from(moments.variance, Math.sqrt)];
  };
  const momentsOfMean = (sum: Float64Array): readonly [mean: Float32Array, spread: Float32Array] => {
    for (let i = 0; i < sum.length; i++) natural[i] = sum[i] / HOURS;
    return momentsOf(natural);
  };
  /** Sums the estimate of a day. @param each hears of every hour, while `natural` holds it */
  const sumDay = (fluxes: FluxEnsemble, day: Time, each: (hour: number) => void = () => {}): void => {
    dailySum.fill(0);
    for (let hour = 0; hour < HOURS; hour++) {
      fluxes.naturalFlux(day + hour * SECONDS_PER_HOUR, natural);
      for (let i = 0; i < dailySum.length; i++) dailySum[i] += natural[i];
      each(hour);
    }
    addPerturbedAnalyses(layout, dailySum);
  };
  return {
    addBackground(members) {
      for (let i = 0; i < backgroundSum.length; i++) backgroundSum[i] += members[i];
    },
    takeBackground() {
      addPerturbedAnalyses(layout, backgroundSum);
      const [mean, spread] = momentsOfMean(backgroundSum);
      backgroundSum.fill(0);
      return new Map([
        ["natural_background", mean],
        ["natural_background_spread", spread],
      ]);
    },
    dayOf(fluxes, day) {
      const posterior = new Float32Array(HOURS * cells);
      sumDay(fluxes, day, (hour) => posterior.set(momentsOf(natural)[0], hour * cells));
      const [mean, spread] = momentsOfMean(dailySum);
      const { truth } = known;
      return {
        daily: new Map([
          ["natural_prior", meanOf(day, cells, known.natural)],
          ["natural_prior_spread", Float32Array.from(fluxes.priorSpread(hoursOfDay(day)))],
          ["natural_posterior", mean],
          ["natural_posterior_spread", spread],
          ...(truth === undefined ? [] : [["natural_truth", meanOf(day, cells, truth)] as const]),
          ["fossil", meanOf(day, cells, known.fossil)],
          ["fire", meanOf(day, cells, known.fire)],
        ]),
        hourly: new Map([
          ["natural_prior", hoursOf(day, cells, known.natural)],
          ["natural_posterior", posterior],
          ...(truth === undefined ? [] : [["natural_truth", hoursOf(day, cells, truth)] as const]),
        ]),
        posteriorTotals: totals(dailySum),
      };
    },
    totalsOf(fluxes, day) {
      sumDay(fluxes, day);
      return totals(dailySum);
    },
  };
}

/** [hour][cell] */
function hoursOf(day: Time, cells: number, at: (time: Time) => ArrayLike<number>): Float32Array {
  const field = new Float32Array(HOURS * cells);
  hoursOfDay(day).forEach((time, hour) => field.set(at(time), hour * cells));
  return field;
}

/** Mean of the hours, [cell]. */
function meanOf(day: Time, cells: number, at: (time: Time) => ArrayLike<number>): Float32Array {
  const sum = new Float64Array(cells);
  for (const time of hoursOfDay(day)) {
    const values = at(time);
    for (let cell = 0; cell < cells; cell++) sum[cell] += values[cell];
  }
  return Float32Array.from(sum, (value) => value / HOURS);
}
