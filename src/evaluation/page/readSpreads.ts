/** Spreads of single cells: means over the hours of the scored days and of their months, as the maps show them. */
import { fluxDays, readFluxDay } from "../../runs/fluxFile.js";
import type { Time } from "../../time.js";
import { monthOf } from "../periods.js";

const NAMES = ["natural_prior_spread", "natural_posterior_spread"] as const;
type SpreadName = (typeof NAMES)[number];

/** By period, "whole period" or a month `2016-07`: [cell] [mol m-2 s-1], those that every day has. */
export type MeanSpreads = ReadonlyMap<string, Readonly<Partial<Record<SpreadName, Float64Array>>>>;

/** @param cells of the grid @param from @param to days that start within [from, to) */
export async function readSpreads(folder: string, cells: number, from: Time, to: Time): Promise<MeanSpreads> {
  const days = fluxDays(folder).filter((day) => day >= from && day < to);
  const sums = new Map<string, { hours: number; sum: Float64Array; days: number }>();
  const counts = new Map<string, number>();
  for (const day of days) {
    const fields = await readFluxDay(folder, day, cells, NAMES);
    for (const period of ["whole period", monthOf(day)]) {
      counts.set(period, (counts.get(period) ?? 0) + 1);
      for (const name of NAMES) {
        const values = fields[name];
        if (values === undefined) continue;
        const key = `${period}/${name}`;
        const entry = sums.get(key) ?? { hours: 0, days: 0, sum: new Float64Array(cells) };
        sums.set(key, entry);
        entry.days++;
        entry.hours += values.length / cells;
        for (let i = 0; i < values.length; i++) entry.sum[i % cells] += values[i];
      }
    }
  }
  const meanOf = (period: string, name: SpreadName): [SpreadName, Float64Array][] => {
    const entry = sums.get(`${period}/${name}`);
    return entry === undefined || entry.days !== counts.get(period)
      ? []
      : [[name, entry.sum.map((sum) => sum / entry.hours)]];
  };
  return new Map(
    [...counts.keys()].map((period) => [period, Object.fromEntries(NAMES.flatMap((name) => meanOf(period, name)))]),
  );
}
