/**
 * Values of a surface site as means over UTC hours. The mean is over the good values of an hour, at their mean time; of n
 * values x with stated standard deviations s its stated error is
 *
 *     u^2 = mean(s^2) + sum (x - mean(x))^2 / (n - 1)
 *
 * the variability within the hour, which is what hourly files state; a pair of flasks, whose errors are their own, is not
 * trusted more than one.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { Time } from "../../time.js";
import { hasPlace, heightsOf, isPlausible, isPresent, statedDeviation } from "./plausible.js";
import type { SiteValue } from "./siteSeries.js";

/** Of one hour and intake. */
export interface HourlyMean {
  readonly id: string;
  readonly time: Time;
  /** Degrees east in [-180, 180], degrees north. */
  readonly longitude: number;
  readonly latitude: number;
  /** Of the intake above its ground, of that above the sea [m]; NaN where the file does not tell. */
  readonly height: number;
  readonly elevation: number;
  /** [mol mol-1] */
  readonly moleFraction: number;
  /** NaN where none of its values states one [mol mol-1]. */
  readonly deviation: number;
  readonly good: boolean;
  readonly missing: readonly string[];
  readonly scale: string;
  /** Values beside those of the mean, which flags or gaps keep out of it. */
  readonly beside: { readonly not_good: number; readonly missing_value: number };
}

/** @param values of one hour and intake, at least one */
export function hourlyMean(values: readonly SiteValue[]): HourlyMean {
  const complete = values.filter((value) => missingIn(value).length === 0);
  const good = complete.filter((value) => value.good);
  const used = good.length > 0 ? good : complete.length > 0 ? complete : values.slice(0, 1);
  const mean = (of: (value: SiteValue) => number): number =>
    used.reduce((sum, value) => sum + of(value), 0) / used.length;
  const moleFraction = mean((value) => value.moleFraction);
  const [{ id, scale, longitude: first }] = used;
  const longitude = wrapped(first + mean((value) => wrapped(value.longitude - first)));
  return {
    id: used.length === 1 ? id : `${id}+${used.length - 1}`,
    time: mean((value) => value.time),
    longitude,
    latitude: mean((value) => value.latitude),
    ...heightsOf(used[0]),
    moleFraction,
    deviation: deviationOf(used, moleFraction),
    good: good.length > 0,
    missing: complete.length > 0 ? [] : missingIn(used[0]),
    scale,
    beside:
      good.length > 0
        ? { not_good: complete.length - good.length, missing_value: values.length - complete.length }
        : { not_good: 0, missing_value: complete.length > 0 ? values.length - complete.length : values.length - 1 },
  };
}

/** Degrees east in [-180, 180]. */
function wrapped(longitude: number): number {
  return longitude - 360 * Math.round(longitude / 360);
}

export function hourOf({ time }: SiteValue): number {
  return Math.floor(time / SECONDS_PER_HOUR);
}

function missingIn(value: SiteValue): string[] {
  return [
    ...(Number.isFinite(value.time) ? [] : ["time"]),
    ...(hasPlace(value) ? [] : ["position"]),
    ...(isPresent(value) && isPlausible(value) ? [] : ["mole fraction"]),
  ];
}

function deviationOf(used: readonly SiteValue[], mean: number): number {
  const stated = used.map(statedDeviation).filter((deviation) => !Number.isNaN(deviation));
  if (stated.length === 0) return Number.NaN;
  const own = stated.reduce((sum, deviation) => sum + deviation ** 2, 0) / stated.length;
  return Math.sqrt(own + variance(used, mean));
}

/** Of the values about their mean [(mol mol-1)^2]; 0 of one. */
function variance(used: readonly SiteValue[], mean: number): number {
  if (used.length === 1) return 0;
  return used.reduce((sum, { moleFraction }) => sum + (moleFraction - mean) ** 2, 0) / (used.length - 1);
}
