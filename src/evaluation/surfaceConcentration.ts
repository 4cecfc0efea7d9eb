/** Mole fraction near the ground in the mean of the scored days, of the runs that wrote it. */
import {
  concentrationDays,
  type ConcentrationRun,
  concentrationRuns,
  readLowestLayer,
} from "../runs/concentrationFile.js";
import type { Time } from "../time.js";

export interface SurfaceConcentration {
  readonly days: number;
  /** In the lowest layer, [row][column] [ppm]; only runs that every day has. */
  readonly fields: Readonly<Partial<Record<ConcentrationRun, Float64Array>>>;
}

/** @param from @param to days that start within [from, to) are read @returns undefined where there is none */
export async function readSurfaceConcentration(
  folder: string,
  from: Time,
  to: Time,
): Promise<SurfaceConcentration | undefined> {
  const days = concentrationDays(folder).filter((day) => day >= from && day < to);
  if (days.length === 0) return undefined;
  const sums = new Map<ConcentrationRun, { days: number; sum: Float64Array }>();
  for (const day of days) {
    for (const [name, values] of Object.entries(await readLowestLayer(folder, day))) {
      const run = name as ConcentrationRun;
      const entry = sums.get(run) ?? { days: 0, sum: new Float64Array(values.length) };
      sums.set(run, entry);
      entry.days++;
      for (let cell = 0; cell < values.length; cell++) entry.sum[cell] += values[cell];
    }
  }
  const fields = concentrationRuns.flatMap((run) => {
    const entry = sums.get(run);
    return entry?.days === days.length ? [[run, entry.sum.map((sum) => sum / days.length)] as const] : [];
  });
  return { days: days.length, fields: Object.fromEntries(fields) };
}
