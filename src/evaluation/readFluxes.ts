/**
 * The surface fluxes of a run, averaged over the scored days and over each month of them: fields, and totals of regions
 * for every member, whose spread is that of the total.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import { sunAt } from "../grids/sun.js";
import {
  type FieldsOfDay,
  fluxDays,
  type HourlyField,
  HOURS,
  readFluxDay,
  readHourlyFluxes,
} from "../runs/fluxFile.js";
import { type Geography, readGridFile } from "../runs/gridFile.js";
import { readRegionTotals } from "../runs/regionTotalsFile.js";
import { readRegionWeather, type RegionWeather } from "../runs/regionWeatherFile.js";
import { meanAndSpread } from "../fields/members.js";
import { regionTotals } from "../regions/region.js";
import type { Time } from "../time.js";
import { monthOf } from "./periods.js";

export const fluxNames = ["natural_prior", "natural_posterior", "natural_truth", "fossil", "fire"] as const;
export type FluxName = (typeof fluxNames)[number];
export const spreadNames = ["natural_prior_spread", "natural_posterior_spread"] as const;
export type SpreadName = (typeof spreadNames)[number];
const naturalNames = ["natural_prior", "natural_posterior", "natural_truth"] as const;

/** Means over some days. */
export interface MeanFluxes {
  readonly days: number;
  /** [row][column] [mol m-2 s-1]; only fields that every day has. */
  readonly fields: Readonly<Partial<Record<FluxName, Float64Array>>>;
  /**
   * Spreads of single cells, means of those of the days, [row][column] [mol m-2 s-1]: to look at, never to add. Only where every
   * day has them.
   */
  readonly spreads: Readonly<Partial<Record<SpreadName, Float64Array>>>;
  /** What the hours with the sun up contribute to these means, in a twin; the rest is the night's. */
  readonly daylight: Readonly<Partial<Record<FluxName, Float64Array>>>;
  /** Totals of each member by region id, [member] [mol s-1]; only where every day has them. */
  readonly priorMembers: ReadonlyMap<string, Float64Array>;
  readonly posteriorMembers: ReadonlyMap<string, Float64Array>;
}

/** Totals of regions in the mean of a day, in the order of the regions. */
export interface RegionDay {
  readonly day: Time;
  /** [region] [mol s-1] */
  readonly totals: Readonly<Partial<Record<FluxName, Float64Array>>>;
  /** Standard deviation over the members, [region] [mol s-1]; NaN where it is not known. */
  readonly priorSpread: Float64Array;
  readonly posteriorSpread: Float64Array;
  /** Means of the day, [region]; empty where none was written. */
  readonly weather: RegionWeather;
}

export interface RunFluxes extends Geography {
  /** First and last day of what was averaged. */
  readonly firstDay: Time;
  readonly lastDay: Time;
  readonly whole: MeanFluxes;
  /** By month, `2009-09`, in order. */
  readonly months: ReadonlyMap<string, MeanFluxes>;
  readonly days: readonly RegionDay[];
}

interface Day {
  readonly fields: Partial<Record<FluxName, Float64Array>>;
  readonly spreads: Partial<Record<SpreadName, Float64Array>>;
  readonly daylight: Partial<Record<FluxName, Float64Array>>;
  readonly priorMembers: ReadonlyMap<string, Float64Array>;
  readonly posteriorMembers: ReadonlyMap<string, Float64Array>;
}

/** @param from @param to days that start within [from, to) are read @returns undefined where there is none */
export async function readFluxes(folder: string, from: Time, to: Time): Promise<RunFluxes | undefined> {
  const days = fluxDays(folder).filter((day) => day >= from && day < to);
  if (days.length === 0) return undefined;
  const geography = await readGridFile(folder);
  const { grid } = geography;
  const ids = geography.regions.map(({ id }) => id);
  const whole = new Average();
  const series: RegionDay[] = [];
  const months = new Map<string, Average>();
  for (const time of days) {
    const day = await readDay(folder, time, grid);
    const month = monthOf(time);
    const average = months.get(month) ?? new Average();
    months.set(month, average);
    average.add(day);
    whole.add(day);
    series.push({ ...totalsOf(day, time, geography), weather: (await readRegionWeather(folder, time, ids)) ?? {} });
  }
  return {
    ...geography,
    firstDay: days[0],
    lastDay: days[days.length - 1],
    whole: whole.mean(),
    months: new Map([...months].map(([month, average]) => [month, average.mean()])),
    days: series,
  };
}

function totalsOf(
  { fields, priorMembers, posteriorMembers }: Day,
  day: Time,
  { grid, regions }: Geography,
): Omit<RegionDay, "weather"> {
  const spreads = (members: ReadonlyMap<string, Float64Array>): Float64Array =>
    Float64Array.from(regions, ({ id }) => {
      const own = members.get(id);
      return own === undefined ? Number.NaN : meanAndSpread(own, own.length).spread;
    });
  const totals = Object.entries(fields).map(([name, field]) => [name, regionTotals(regions, grid.area, field)]);
  return {
    day,
    totals: Object.fromEntries(totals) as RegionDay["totals"],
    priorSpread: spreads(priorMembers),
    posteriorSpread: spreads(posteriorMembers),
  };
}

async function readDay(folder: string, day: Time, grid: Grid): Promise<Day> {
  const { natural_prior_spread, natural_posterior_spread, ...fields } = await readFluxDay(folder, day, grid.cells, [
    ...fluxNames,
    ...spreadNames,
  ]);
  const spreads = {
    ...(natural_prior_spread && { natural_prior_spread }),
    ...(natural_posterior_spread && { natural_posterior_spread }),
  };
  const { prior, posterior } = await readRegionTotals(folder, day);
  const daylight =
    fields.natural_truth === undefined
      ? {}
      : daylightOf(await readHourlyFluxes(folder, day, grid.cells, naturalNames), day, grid);
  return { fields, spreads, daylight, priorMembers: prior, posteriorMembers: posterior };
}

/** What the hours with the sun up contribute to the mean of a day. */
function daylightOf(hourly: FieldsOfDay<HourlyField>, day: Time, grid: Grid): Day["daylight"] {
  const daylight: Day["daylight"] = {};
  const sunUp = sunlitHours(day, grid);
  for (const name of naturalNames) {
    const hours = hourly[name];
    if (hours === undefined) continue;
    const mean = new Float64Array(grid.cells);
    hours.forEach((value, index) => {
      if (sunUp[index] === 1) mean[index % grid.cells] += value / HOURS;
    });
    daylight[name] = mean;
  }
  return daylight;
}

/** 1 where the sun is up in the middle of an hour of the day, [hour][cell]. */
function sunlitHours(day: Time, { cells, longitude, latitude }: Grid): Uint8Array {
  const sunlit = new Uint8Array(HOURS * cells);
  for (let hour = 0; hour < HOURS; hour++) {
    const cosineOfZenith = sunAt(day + (hour + 0.5) * SECONDS_PER_HOUR);
    for (let cell = 0; cell < cells; cell++) {
      sunlit[hour * cells + cell] = cosineOfZenith(longitude[cell], latitude[cell]) > 0 ? 1 : 0;
    }
  }
  return sunlit;
}

/** Sums of days; what a day lacks drops out of the mean. */
class Average {
  private days = 0;
  private readonly sums = new Map<string, { days: number; sum: Float64Array }>();

  add(day: Day): void {
    this.days++;
    for (const [name, values] of Object.entries(day.fields)) this.addTo(`field:${name}`, values);
    for (const [name, values] of Object.entries(day.spreads)) this.addTo(`spread:${name}`, values);
    for (const [name, values] of Object.entries(day.daylight)) this.addTo(`daylight:${name}`, values);
    for (const [region, values] of day.priorMembers) this.addTo(`prior:${region}`, values);
    for (const [region, values] of day.posteriorMembers) this.addTo(`posterior:${region}`, values);
  }

  mean(): MeanFluxes {
    const complete = (kind: string): [string, Float64Array][] =>
      [...this.sums].flatMap(([key, { days, sum }]) =>
        key.startsWith(`${kind}:`) && days === this.days
          ? [[key.slice(kind.length + 1), sum.map((value) => value / days)] as [string, Float64Array]]
          : [],
      );
    return {
      days: this.days,
      fields: Object.fromEntries(complete("field")),
      spreads: Object.fromEntries(complete("spread")),
      daylight: Object.fromEntries(complete("daylight")),
      priorMembers: new Map(complete("prior")),
      posteriorMembers: new Map(complete("posterior")),
    };
  }

  private addTo(key: string, values: Float64Array): void {
    const entry = this.sums.get(key) ?? { days: 0, sum: new Float64Array(values.length) };
    this.sums.set(key, entry);
    entry.days++;
    for (let i = 0; i < values.length; i++) entry.sum[i] += values[i];
  }
}
