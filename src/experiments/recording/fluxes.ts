/**
 * Surface fluxes of every day once its posterior is final: hourly prior, background and posterior natural flux with
 * their spread, fossil and fire, the truth of a twin, and prior and posterior totals of regions for every member, whose spread is
 * that of the aggregate. One file a day. The posterior mean is kept for the forward run too.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, savedArray } from "../../assimilation/saveable.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Region } from "../../regions/region.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { memberTotals } from "../../fields/members.js";
import type { Kernels } from "../../kernels/load.js";
import { clearMomentSums, createMomentSums, launchAddMoments } from "../../kernels/launchMembers.js";
import { type FluxField, HOURS, writeFluxDay } from "../../runs/fluxFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import { formatDay, type Time } from "../../time.js";

/** Hourly fields of one day by name, [hour][cell], [mol m-2 s-1]. */
type Fields = Map<FluxField, Float32Array>;

/** Fluxes that are known without the ensemble, [cell], [mol m-2 s-1]. */
export interface KnownFluxes {
  readonly natural: (time: Time) => Float64Array;
  readonly fossil: (time: Time) => Float64Array;
  readonly fire: (time: Time) => Float64Array;
  readonly truth?: (time: Time) => Float64Array;
}

export interface FluxRecorder extends Recorder, Saveable {
  /** Keeps the background of an hour. @param natural member fluxes, [cell][lane], in the kernel memory */
  background(time: Time, natural: Float32Array): void;
}

/**
 * @param finishedDays those whose posterior is final after the hour that starts at a time
 * @param free the same ensemble without observations, for the spread of prior totals, where it can run on its own
 */
export function recordFluxes(
  folder: RunFolder,
  kernels: Kernels,
  layout: LaneLayout,
  regions: readonly Region[],
  ensemble: FluxEnsemble,
  known: KnownFluxes,
  finishedDays: (time: Time) => readonly Time[],
  free?: FluxEnsemble,
): FluxRecorder {
  const { grid } = folder;
  const { cells } = grid;
  const { lanes } = layout;
  const backgrounds = new Map<Time, Fields>();
  const natural = kernels.memory.float32(cells * lanes);
  const moments = createMomentSums(kernels, cells, 0);
  /** Sum over the hours of a day. */
  const dailySum = new Float64Array(cells * lanes);
  const totals = memberTotals(
    regions,
    grid.area.map((area) => area / HOURS),
    layout,
  );

  const hourOf = (fields: Fields, name: FluxField, hour: number): Float32Array => {
    let field = fields.get(name);
    if (field === undefined) {
      field = new Float32Array(HOURS * cells);
      fields.set(name, field);
    }
    return field.subarray(hour * cells, (hour + 1) * cells);
  };
  const meanAndSpread = (
    fields: Fields,
    name: "natural_background" | "natural_posterior",
    hour: number,
    natural: Float32Array,
  ): void => {
    clearMomentSums(moments);
    launchAddMoments(kernels, layout, 0, natural, moments);
    hourOf(fields, name, hour).set(moments.mean);
    const spread = hourOf(fields, `${name}_spread`, hour);
    for (let cell = 0; cell < cells; cell++) spread[cell] = Math.sqrt(moments.variance[cell]);
  };
  /**
   * Totals of the present estimate of a day, mean of its hours, [region][member], [mol s-1].
   * @param each called for each hour after its fluxes were written to `natural`
   */
  const totalsOf = (fluxes: FluxEnsemble, day: Time, each?: (hour: number) => void): Float64Array => {
    dailySum.fill(0);
    for (let hour = 0; hour < HOURS; hour++) {
      fluxes.naturalFlux(day + hour * SECONDS_PER_HOUR, natural);
      for (let i = 0; i < dailySum.length; i++) dailySum[i] += natural[i];
      each?.(hour);
    }
    return totals(dailySum);
  };

  const write = async (day: Time): Promise<void> => {
    const fields: Fields = new Map();
    const posterior = totalsOf(ensemble, day, (hour) => meanAndSpread(fields, "natural_posterior", hour, natural));
    const prior = free && totalsOf(free, day);
    for (let hour = 0; hour < HOURS; hour++) {
      const time = day + hour * SECONDS_PER_HOUR;
      hourOf(fields, "natural_prior", hour).set(known.natural(time));
      hourOf(fields, "natural_prior_spread", hour).set(ensemble.priorSpread(time));
      if (known.truth !== undefined) hourOf(fields, "natural_truth", hour).set(known.truth(time));
      hourOf(fields, "fossil", hour).set(known.fossil(time));
      hourOf(fields, "fire", hour).set(known.fire(time));
    }
    for (const [name, field] of backgrounds.get(day) ?? []) fields.set(name, field);
    backgrounds.delete(day);
    await writeFluxDay(folder, day, fields, {
      regions,
      members: layout.members,
      posterior,
      ...(prior && { prior }),
    });
  };

  return {
    name: "flux_backgrounds",
    background(time, background) {
      const day = Math.floor(time / SECONDS_PER_DAY) * SECONDS_PER_DAY;
      let fields = backgrounds.get(day);
      if (fields === undefined) backgrounds.set(day, (fields = new Map()));
      meanAndSpread(fields, "natural_background", (time - day) / SECONDS_PER_HOUR, background);
    },
    async hour({ time }) {
      for (const day of finishedDays(time)) await write(day);
    },
    save() {
      const held = [...backgrounds].flatMap(([day, fields]) =>
        [...fields].map(([name, data]) => ({ day, name, data })),
      );
      const shape = [HOURS, grid.rows, grid.columns];
      return {
        arrays: Object.fromEntries(held.map(({ day, name, data }) => [`${formatDay(day)}/${name}`, { shape, data }])),
        notes: held.map(({ day, name }) => ({ day, name })),
      };
    },
    resume(saved) {
      for (const { day, name } of saved.notes as readonly { readonly day: Time; readonly name: FluxField }[]) {
        const fields = backgrounds.get(day) ?? new Map<FluxField, Float32Array>();
        backgrounds.set(day, fields.set(name, savedArray(saved, `${formatDay(day)}/${name}`)));
      }
    },
  };
}
