/**
 * Values of surface sites as they are read, gathered by site, intake and hour. Only what lies in the period and the domain is
 * kept; the rest is counted, for a file may hold decades.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { type Fault, InputError } from "../../errors.js";
import { formatTime, type Time } from "../../time.js";
import { PPM } from "../../units.js";
import type { Fate } from "../fate.js";
import { type HourlyMean, hourlyMean, hourOf } from "./hourlyMeans.js";
import { hasPlace, isPlausible, isPresent, PLAUSIBLE } from "./plausible.js";
import type { SiteSeries, SiteValue } from "./siteSeries.js";

/** A mean over more hours than this cannot be compared with the model at one. */
const LONGEST = 3 * SECONDS_PER_HOUR;

export interface SeriesHours {
  readonly series: Omit<SiteSeries, "values">;
  readonly means: readonly HourlyMean[];
}

export interface Wanted {
  /** From `start` up to, not including, `end`. */
  readonly period: { readonly start: Time; readonly end: Time };
  /** Whether the domain holds a place, degrees. */
  readonly isInside: (longitude: number, latitude: number) => boolean;
}

export type Counts = Partial<Record<Fate, number>>;

/** @param counts of what is not kept, added to @throws InputError where the values cannot be what they are taken for */
export function collectHours(series: SiteSeries, { period, isInside }: Wanted, counts: Counts): SeriesHours {
  checkInterval(series);
  const count = (fate: Fate, more = 1): void => {
    if (more > 0) counts[fate] = (counts[fate] ?? 0) + more;
  };
  const hours = new Map<string, SiteValue[]>();
  const odd: SiteValue[] = [];
  let present = 0;
  for (const value of series.values) {
    if (isPresent(value)) {
      present++;
      if (!isPlausible(value)) odd.push(value);
    }
    if (value.time < period.start || value.time >= period.end) {
      count("outside_period");
    } else if (hasPlace(value) && !isInside(value.longitude, value.latitude)) {
      count("outside_domain");
    } else {
      const key = `${Math.round(value.intakeHeight)} ${hourOf(value)}`;
      const list = hours.get(key);
      if (list === undefined) hours.set(key, [value]);
      else list.push(value);
    }
  }
  if (2 * odd.length > present) throw new InputError(oddValues(series, odd, present));
  for (const values of hours.values()) checkTwice(series, values);
  const means = Array.from(hours.values(), hourlyMean);
  for (const { beside } of means) {
    count("not_good", beside.not_good);
    count("missing_value", beside.missing_value);
  }
  const { values: _, ...about } = series;
  return { series: about, means };
}

function checkInterval({ path, interval }: SiteSeries): void {
  if (!(interval > LONGEST)) return;
  const days = interval / SECONDS_PER_DAY;
  throw new InputError({
    where: path,
    found:
      days < 1
        ? `means over ${interval / SECONDS_PER_HOUR} hours`
        : `means over ${days < 1.5 ? "a day" : `${Math.round(days)} days`}`,
    expected: "single samples, or means over an hour or less: the model is compared with them hour by hour",
    remedy: "take the data set's hourly file, or that of single flasks (events)",
  });
}

function oddValues({ path }: SiteSeries, odd: readonly SiteValue[], present: number): Fault {
  const inPpm = odd.map(({ moleFraction }) => PPM * moleFraction).toSorted((a, b) => a - b);
  return {
    where: path,
    found: `${odd.length} of ${present} values beyond what CO2 in air can be, such as ${inPpm[inPpm.length >> 1].toPrecision(4)} ppm`,
    expected: `${PPM * PLAUSIBLE.least} to ${PPM * PLAUSIBLE.most} ppm`,
    remedy: "the file is of another species, or its unit is not what it says",
  };
}

/** Of means over an hour there is one an hour. */
function checkTwice({ path, sampling, interval }: SiteSeries, values: readonly SiteValue[]): void {
  if (sampling !== "continuous" || interval < SECONDS_PER_HOUR) return;
  const present = values.filter((value) => value.good && isPresent(value));
  const times = present.map(({ time }) => time);
  const twice = times.find((time, i) => times.indexOf(time) < i);
  if (twice === undefined || Number.isNaN(twice)) return;
  throw new InputError({
    where: path,
    found: `two values of the hour about ${formatTime(twice)} at one intake (${present.map(({ id }) => id).join(", ")})`,
    expected: "each hour once",
    remedy: "give each data set in one version",
  });
}
