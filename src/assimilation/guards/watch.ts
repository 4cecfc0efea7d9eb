/**
 * Watches an analysis while it runs: stops it where the ensemble diverges (divergence.ts), and says at the end of a day
 * where its spread has collapsed (spreadCollapse.ts) or its covariance of flux and column has the wrong sign
 * (fluxColumnSign.ts). What it needs of the fluxes it takes at each midnight, of the day that has just ended, and keeps
 * it for the observations of the day that begins: a two-step update brings these when its window has been analysed, days
 * later.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Ensemble, LaneLayout } from "../../fields/ensemble.js";
import { correlation } from "../../fields/members.js";
import type { Grid } from "../../grids/grid.js";
import { sunAt } from "../../grids/sun.js";
import type { Kernels } from "../../kernels/load.js";
import { clearMomentSums, createMomentSums, launchAddMoments } from "../../kernels/launchMembers.js";
import { startOfDay, type Time } from "../../time.js";
import type { ObservationResult } from "../analysisStep.js";
import type { FluxEnsemble } from "../fluxEnsembles/fluxEnsemble.js";
import { checkFluxes, checkMoleFraction } from "./divergence.js";
import { type DaySign, fluxAround, SIGN_DAYS, wrongSign } from "./fluxColumnSign.js";
import { type Departure, DEPARTURES_KEPT, spreadCollapse } from "./spreadCollapse.js";

/** What a guard has to say. */
export interface Warning {
  /** End of the day in which it was noticed. */
  readonly time: Time;
  readonly guard: "spread collapse" | "wrong sign";
  readonly message: string;
}

/** All that a later run needs to go on from a 00:00 UTC. */
export interface WatchState {
  readonly departures: readonly Departure[];
  readonly signs: readonly DaySign[];
}

export interface Watch {
  /** Call it before the fluxes of the hour are forecast. @throws NumericalError where the mole fraction has diverged */
  beginHour(time: Time, moleFraction: Ensemble): void;
  /** @param natural member fluxes of the hour, [cell][lane] @throws NumericalError where they have diverged */
  fluxes(time: Time, natural: Float32Array): void;
  /** Takes the comparisons of the hour that starts at `time`, as they were before its analysis. */
  observe(time: Time, results: readonly ObservationResult[]): void;
  /** @param end of the day @returns what is wrong, each guard at most once */
  endDay(end: Time): Warning[];
  save(): WatchState;
  resume(state: WatchState): void;
}

/** The fluxes of a day as they stood when it had ended, before any observation of the day after. */
interface PastFluxes {
  /** Mean over its 24 hours of the fluxes by day, [cell][lane], [mol m-2 s-1]. */
  readonly daylight: Float32Array;
  /** Their spread over that of the prior [1]. */
  readonly spread: number;
}

export function createWatch(grid: Grid, layout: LaneLayout, kernels: Kernels, ensemble: FluxEnsemble): Watch {
  const { cells, area, longitude, latitude, unitVectors } = grid;
  const { members, lanes } = layout;
  const hourly = kernels.memory.float32(cells * lanes);
  const moments = createMomentSums(kernels, cells, 0);
  const past = new Map<Time, PastFluxes>();
  let departures: Departure[] = [];
  let signs: DaySign[] = [];

  /** @returns fluxes of a day that has ended, by the present estimate */
  const lookBack = (day: Time): PastFluxes => {
    const daylight = new Float32Array(cells * lanes);
    clearMomentSums(moments);
    let priorVariance = 0;
    for (let time = day; time < day + SECONDS_PER_DAY; time += SECONDS_PER_HOUR) {
      ensemble.naturalFlux(time, hourly);
      launchAddMoments(kernels, layout, 0, hourly, moments);
      const prior = ensemble.priorSpread([time]);
      const cosineOfZenith = sunAt(time + SECONDS_PER_HOUR / 2);
      for (let cell = 0; cell < cells; cell++) {
        priorVariance += area[cell] * prior[cell] ** 2;
        if (cosineOfZenith(longitude[cell], latitude[cell]) <= 0) continue;
        const row = cell * lanes;
        for (let i = row; i < row + members; i++) daylight[i] += hourly[i] / 24;
      }
    }
    const variance = moments.variance.reduce((sum, value, cell) => sum + area[cell] * value, 0);
    return { daylight, spread: Math.sqrt(variance / priorVariance) };
  };

  return {
    beginHour(time, moleFraction) {
      checkMoleFraction(moleFraction, grid, time, ensemble);
      // At midnight the ensemble still holds the day that has just ended, unless the run begins.
      const begun = !Number.isNaN(ensemble.save().newest);
      if (startOfDay(time) === time && begun) past.set(time - SECONDS_PER_DAY, lookBack(time - SECONDS_PER_DAY));
    },
    fluxes: (time, natural) => checkFluxes(natural, layout, grid, time, ensemble),
    observe(time, results) {
      const day = startOfDay(time);
      const before = past.get(day - SECONDS_PER_DAY);
      for (const { simulated, value, error, backgroundMean, backgroundSpread, expected } of results) {
        const { fate } = simulated.screened;
        if (fate === "assimilated" || fate === "gross_check") {
          const { mean, spread } = expected ?? { mean: backgroundMean, spread: backgroundSpread };
          departures.push({ squared: (value - mean) ** 2, background: spread ** 2, error: error ** 2 });
        }
        if (before === undefined) continue;
        const flux = fluxAround(simulated.position, before.daylight, area, unitVectors, layout);
        const r = correlation(flux, simulated.values, members);
        if (!Number.isFinite(r)) continue;
        const last = signs.at(-1);
        if (last?.day !== day) signs.push({ day, count: 1, sum: r });
        else signs[signs.length - 1] = { day, count: last.count + 1, sum: last.sum + r };
      }
      departures = departures.slice(-DEPARTURES_KEPT);
      signs = signs.slice(-SIGN_DAYS);
    },
    endDay(end) {
      const dayBefore = end - 2 * SECONDS_PER_DAY;
      const fluxSpread = past.get(dayBefore)?.spread ?? Number.NaN;
      for (const day of past.keys()) if (day <= dayBefore) past.delete(day);
      const said = [
        ["spread collapse", spreadCollapse(departures, fluxSpread)],
        ["wrong sign", wrongSign(signs, members)],
      ] as const;
      return said.flatMap(([guard, message]) => (message === undefined ? [] : [{ time: end, guard, message }]));
    },
    save: () => ({ departures, signs }),
    resume(state) {
      departures = [...state.departures];
      signs = [...state.signs];
    },
  };
}
