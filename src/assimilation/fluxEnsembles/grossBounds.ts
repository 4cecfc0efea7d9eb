/**
 * Bounds that keep the gross fluxes behind a member's natural flux between nothing and twice the prior's. With
 * E_prior = R - G, R respiration and G gross uptake of the prior,
 *     0 <= R_i <= 2 R  and  0 <= G_i <= 2 G   imply   -2 G <= E_i <= 2 R,
 * so that by night, where G = 0, no member takes carbon up. G is the prior's own, and R = E_prior + G; where the prior
 * knows only its net exchange, R by day is at least the mean of the night hours of that UTC day (and G the larger for
 * it), else no member could release carbon by day. The prior lies within its bounds. Cells without land have none.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { sunAt } from "../../grids/sun.js";
import { startOfDay, type Time } from "../../time.js";
import type { NaturalPrior } from "./fluxEnsemble.js";

/** Largest gross flux of a member over that of the prior. */
const LARGEST = 2;

/** Of one hour, [cell], [mol m-2 s-1]. */
interface FluxBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface GrossBounds {
  /** @param natural the prior natural flux of that hour, [cell] @returns arrays that the next call overwrites */
  at(time: Time, natural: Float64Array): FluxBounds;
  /** Frees what is kept of days before `date`. */
  forgetBefore(date: Time): void;
}

/** @param landFraction [cell], 0 to 1 */
export function grossBounds(
  { cells, longitude, latitude }: Pick<Grid, "cells" | "longitude" | "latitude">,
  landFraction: Float64Array,
  prior: NaturalPrior,
): GrossBounds {
  const lower = new Float64Array(cells);
  const upper = new Float64Array(cells);
  const nights = new Map<Time, Float64Array>();
  const isUp = (time: Time): ((cell: number) => boolean) => {
    const cosineOfZenith = sunAt(time + SECONDS_PER_HOUR / 2);
    return (cell) => cosineOfZenith(longitude[cell], latitude[cell]) > 0;
  };

  /** Mean net flux of the hours of a UTC day without sun, [cell]; zero where it does not set. */
  const nightOf = (day: Time): Float64Array => {
    const known = nights.get(day);
    if (known !== undefined) return known;
    const sum = new Float64Array(cells);
    const hours = new Float64Array(cells);
    for (let time = day; time < day + SECONDS_PER_DAY; time += SECONDS_PER_HOUR) {
      const natural = prior.natural(time);
      const sunUp = isUp(time);
      for (let cell = 0; cell < cells; cell++) {
        if (sunUp(cell)) continue;
        sum[cell] += natural[cell];
        hours[cell]++;
      }
    }
    const night = sum.map((value, cell) => value / Math.max(1, hours[cell]));
    nights.set(day, night);
    return night;
  };

  return {
    at(time, natural) {
      const night = nightOf(startOfDay(time));
      const uptake = prior.grossUptake(time);
      const sunUp = isUp(time);
      for (let cell = 0; cell < cells; cell++) {
        if (landFraction[cell] === 0) {
          lower[cell] = Number.NEGATIVE_INFINITY;
          upper[cell] = Number.POSITIVE_INFINITY;
          continue;
        }
        const respiration = Math.max(0, natural[cell] + uptake[cell], sunUp(cell) ? night[cell] : 0);
        lower[cell] = -LARGEST * (respiration - natural[cell]);
        upper[cell] = LARGEST * respiration;
      }
      return { lower, upper };
    },
    forgetBefore(date) {
      for (const known of nights.keys()) if (known < date) nights.delete(known);
    },
  };
}
