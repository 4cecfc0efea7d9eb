/**
 * Surface fluxes of every day once its posterior is final: hourly prior, background and posterior natural flux with
 * their spread, fossil and fire, the truth of a twin, and prior and posterior totals of regions for every member, whose
 * spread is that of the aggregate. Two files a day. The posterior mean is kept for the forward run too.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, savedArray } from "../../assimilation/saveable.js";
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import type { Region } from "../../regions/region.js";
import { type FluxField, HOURS, writeFluxDay } from "../../runs/fluxFile.js";
import { writeRegionTotals } from "../../runs/regionTotalsFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import { formatDay, startOfDay, type Time } from "../../time.js";
import { createFluxDays, type Fields, type KnownFluxes } from "./fluxDays.js";

export interface FluxRecorder extends Recorder, Saveable {
  /** Keeps the background of an hour. @param natural fluxes of the lanes, [cell][lane] */
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
  const days = createFluxDays(grid, kernels, layout, regions, known);
  const backgrounds = new Map<Time, Fields>();
  const write = async (day: Time): Promise<void> => {
    const fields: Fields = new Map();
    const posterior = days.totalsOf(ensemble, day, fields);
    const prior = free && days.totalsOf(free, day);
    days.addKnown(fields, day, ensemble);
    for (const [name, field] of backgrounds.get(day) ?? []) fields.set(name, field);
    backgrounds.delete(day);
    const { members } = layout;
    await writeFluxDay(folder, day, fields);
    await writeRegionTotals(folder, day, { regions, members, posterior, ...(prior && { prior }) });
  };
  return {
    name: "flux_backgrounds",
    background(time, background) {
      const day = startOfDay(time);
      let fields = backgrounds.get(day);
      if (fields === undefined) backgrounds.set(day, (fields = new Map()));
      days.addBackground(fields, (time - day) / SECONDS_PER_HOUR, background);
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
        backgrounds.set(day, fields.set(name, savedArray(saved, `${formatDay(day)}/${name}`, Float32Array)));
      }
    },
  };
}
