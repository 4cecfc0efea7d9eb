/**
 * Surface fluxes of every day once its posterior is final: hourly prior, background and posterior natural flux with
 * their spread, fossil and fire, the truth of a twin, and prior and posterior totals of regions for every member, whose spread is
 * that of the aggregate. One file a day, `flux_YYYYMMDD.nc`. The posterior mean is kept for the forward run too.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Region } from "../../evaluation/regions.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Time } from "../../time.js";
import { type Fields, HOURS, writeFluxDay } from "./fluxFile.js";
import type { RunFolder } from "./runFolder.js";

/** Fluxes that are known without the ensemble, [cell], [mol m-2 s-1]. */
export interface KnownFluxes {
  readonly natural: (time: Time) => Float64Array;
  readonly fossil: (time: Time) => Float64Array;
  readonly fire: (time: Time) => Float64Array;
  readonly truth?: (time: Time) => Float64Array;
}

export interface FluxRecorder {
  /** Keeps the background of an hour. @param natural member fluxes, [cell][lane] */
  background(time: Time, natural: Float32Array): void;
  /** Writes a day whose posterior is final. */
  finish(day: Time): Promise<void>;
  /** Backgrounds of the days that are not written yet, by day and name, [hour][cell]; a view. */
  save(): ReadonlyMap<Time, ReadonlyMap<string, Float32Array>>;
  resume(backgrounds: ReadonlyMap<Time, ReadonlyMap<string, Float32Array>>): void;
}

/** @param free the same ensemble without observations, for the spread of prior totals, where it can run on its own */
export function recordFluxes(
  folder: RunFolder,
  layout: LaneLayout,
  regions: readonly Region[],
  ensemble: FluxEnsemble,
  known: KnownFluxes,
  free?: FluxEnsemble,
): FluxRecorder {
  const { grid } = folder;
  const { cells } = grid;
  const { members, lanes } = layout;
  const backgrounds = new Map<Time, Fields>();
  const natural = new Float32Array(cells * lanes);

  const hourOf = (fields: Fields, name: string, hour: number): Float32Array => {
    let field = fields.get(name);
    if (field === undefined) {
      field = new Float32Array(HOURS * cells);
      fields.set(name, field);
    }
    return field.subarray(hour * cells, (hour + 1) * cells);
  };
  const meanAndSpread = (fields: Fields, name: string, hour: number, natural: Float32Array): void => {
    const mean = hourOf(fields, name, hour);
    const spread = hourOf(fields, `${name}_spread`, hour);
    for (let cell = 0; cell < cells; cell++) {
      const start = cell * lanes;
      let sum = 0;
      for (let m = 0; m < members; m++) sum += natural[start + m];
      let squares = 0;
      for (let m = 0; m < members; m++) squares += (natural[start + m] - sum / members) ** 2;
      mean[cell] = sum / members;
      spread[cell] = Math.sqrt(squares / Math.max(1, members - 1));
    }
  };
  /** Adds a share of member fluxes to totals of regions, [region][member], [mol s-1]. */
  const addTotals = (totals: Float64Array, natural: Float32Array, share: number): void => {
    regions.forEach((region, r) => {
      for (let cell = 0; cell < cells; cell++) {
        if (region.share[cell] === 0) continue;
        const weight = share * region.share[cell] * grid.area[cell];
        for (let m = 0; m < members; m++) totals[r * members + m] += weight * natural[cell * lanes + m];
      }
    });
  };

  return {
    background(time, background) {
      const day = Math.floor(time / SECONDS_PER_DAY) * SECONDS_PER_DAY;
      let fields = backgrounds.get(day);
      if (fields === undefined) backgrounds.set(day, (fields = new Map()));
      meanAndSpread(fields, "natural_background", (time - day) / SECONDS_PER_HOUR, background);
    },
    save: () => backgrounds,
    resume(held) {
      backgrounds.clear();
      for (const [day, fields] of held) backgrounds.set(day, new Map(fields));
    },
    async finish(day) {
      const fields: Fields = new Map();
      const posterior = new Float64Array(regions.length * members);
      const prior = free === undefined ? undefined : new Float64Array(regions.length * members);
      for (let hour = 0; hour < HOURS; hour++) {
        const time = day + hour * SECONDS_PER_HOUR;
        hourOf(fields, "natural_prior", hour).set(known.natural(time));
        hourOf(fields, "natural_prior_spread", hour).set(ensemble.priorSpread(time));
        ensemble.naturalFlux(time, natural);
        meanAndSpread(fields, "natural_posterior", hour, natural);
        addTotals(posterior, natural, 1 / HOURS);
        if (free !== undefined && prior !== undefined) {
          free.naturalFlux(time, natural);
          addTotals(prior, natural, 1 / HOURS);
        }
        if (known.truth !== undefined) hourOf(fields, "natural_truth", hour).set(known.truth(time));
        hourOf(fields, "fossil", hour).set(known.fossil(time));
        hourOf(fields, "fire", hour).set(known.fire(time));
      }
      for (const [name, field] of backgrounds.get(day) ?? []) fields.set(name, field);
      backgrounds.delete(day);
      await writeFluxDay(folder, day, fields, { regions, posterior, ...(prior !== undefined && { prior }) });
    },
  };
}
