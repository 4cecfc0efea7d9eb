/**
 * Surface fluxes of every day once its posterior is final: prior, background and posterior natural flux with their spread,
 * fossil and fire, the truth of a twin; the natural fluxes of its hours, for the forward run too; and prior and posterior
 * totals of regions for every member, whose spread is that of the aggregate. Three files a day.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, savedArray } from "../../assimilation/saveable.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import type { Region } from "../../regions/region.js";
import { type FluxField, writeFluxDay, writeHourlyFluxes } from "../../runs/fluxFile.js";
import { writeRegionTotals } from "../../runs/regionTotalsFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import { formatDay, startOfDay, type Time } from "../../time.js";
import { createFluxDays, type DailyFields, type KnownFluxes } from "./fluxDays.js";

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
  const backgrounds = new Map<Time, DailyFields>();
  const write = async (day: Time): Promise<void> => {
    const { daily, hourly, posteriorTotals: posterior } = days.dayOf(ensemble, day);
    const prior = free && days.totalsOf(free, day);
    const background = backgrounds.get(day) ?? [];
    backgrounds.delete(day);
    await writeFluxDay(folder, day, new Map([...daily, ...background]));
    await writeHourlyFluxes(folder, day, hourly);
    const { members } = layout;
    await writeRegionTotals(folder, day, { regions, members, posterior, ...(prior && { prior }) });
  };
  return {
    name: "flux_backgrounds",
    background(time, background) {
      days.addBackground(background);
      const day = startOfDay(time);
      if (time + SECONDS_PER_HOUR === day + SECONDS_PER_DAY) backgrounds.set(day, days.takeBackground());
    },
    async hour({ time }) {
      for (const day of finishedDays(time)) await write(day);
    },
    save() {
      const held = [...backgrounds].flatMap(([day, fields]) =>
        [...fields].map(([name, data]) => ({ day, name, data })),
      );
      const shape = [grid.rows, grid.columns];
      return {
        arrays: Object.fromEntries(held.map(({ day, name, data }) => [`${formatDay(day)}/${name}`, { shape, data }])),
        notes: held.map(({ day, name }) => ({ day, name })),
      };
    },
    resume(saved) {
      for (const { day, name } of saved.notes as readonly { readonly day: Time; readonly name: FluxField }[]) {
        const fields: DailyFields = backgrounds.get(day) ?? new Map();
        backgrounds.set(day, fields.set(name, savedArray(saved, `${formatDay(day)}/${name}`, Float32Array)));
      }
    },
  };
}
