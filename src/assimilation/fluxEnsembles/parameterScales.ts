/**
 * What the parameters of the persistent ensemble multiply, for cell c and hour h, [mol m-2 s-1]:
 *     S_day      = sun up   (|E_prior| + 0.1 Ebar(c))
 *     S_night    = sun down (|E_prior| + 0.1 Ebar(c))
 *     S_additive = sun up   (0.8 Gbar(c) + 0.2 f(c) Ebar)
 * Gbar is the prior gross uptake of the cell averaged over the UTC day, Ebar its mean over the land of the domain, f the land
 * fraction. On land Ebar(c) is Ebar; water has 5 umol m-2 s-1 in all seasons, which its own sigma makes 0.03 of error, half
 * of a usual flux: what the sea exchanges does not follow the summer of the land.
 * The sun is up where it stands above the horizon in the middle of the hour.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { sunAt } from "../../grids/sun.js";
import { startOfDay, type Time } from "../../time.js";
import { fromMicromoles } from "../../units.js";
import type { NaturalPrior } from "./fluxEnsemble.js";

export const parameters = ["day", "night", "additive"] as const;
export type Parameter = (typeof parameters)[number];

/** Ebar of water [mol m-2 s-1]. */
const OF_WATER = fromMicromoles(5);

interface DailyUptake {
  /** Gbar, [cell] */
  readonly gross: Float64Array;
  /** Ebar */
  readonly landMean: number;
}

export interface ParameterScales {
  /**
   * S of one hour. @param natural the prior natural flux of that hour, [cell]
   * @returns [parameter][cell], in the order of `parameters`; the next call overwrites it
   */
  at(time: Time, natural: Float64Array): Float64Array;
  /** Frees what is kept of days before `date`. */
  forgetBefore(date: Time): void;
}

/** @param landFraction [cell], 0 to 1 */
export function parameterScales(
  grid: Pick<Grid, "cells" | "area" | "longitude" | "latitude">,
  landFraction: Float64Array,
  prior: NaturalPrior,
): ParameterScales {
  const scales = new Float64Array(parameters.length * grid.cells);
  const [day, night, additive] = parameters.map((_, p) => scales.subarray(p * grid.cells, (p + 1) * grid.cells));
  const { cells, area, longitude, latitude } = grid;
  const land = area.map((value, cell) => value * landFraction[cell]);
  const landArea = land.reduce((sum, value) => sum + value, 0);
  const days = new Map<Time, DailyUptake>();

  const uptakeOf = (date: Time): DailyUptake => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const gross = new Float64Array(cells);
    for (let hour = 0; hour < 24; hour++) {
      prior.grossUptake(date + hour * SECONDS_PER_HOUR).forEach((value, cell) => {
        gross[cell] += value / 24;
      });
    }
    const total = gross.reduce((sum, value, cell) => sum + value * land[cell], 0);
    const uptake = { gross, landMean: landArea > 0 ? total / landArea : 0 };
    days.set(date, uptake);
    return uptake;
  };

  return {
    at(time, natural) {
      const { gross, landMean } = uptakeOf(startOfDay(time));
      const cosineOfZenith = sunAt(time + SECONDS_PER_HOUR / 2);
      for (let cell = 0; cell < cells; cell++) {
        const share = landFraction[cell];
        const proportional = Math.abs(natural[cell]) + 0.1 * (share * landMean + (1 - share) * OF_WATER);
        const sunUp = cosineOfZenith(longitude[cell], latitude[cell]) > 0;
        day[cell] = sunUp ? proportional : 0;
        night[cell] = sunUp ? 0 : proportional;
        additive[cell] = sunUp ? 0.8 * gross[cell] + 0.2 * share * landMean : 0;
      }
      return scales;
    },
    forgetBefore(date) {
      for (const known of days.keys()) if (known < date) days.delete(known);
    },
  };
}
