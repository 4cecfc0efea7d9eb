/** The times of a file: from when to when, how far apart, and what is odd in their order. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { boundsOf, meaningOf } from "../io/cfAxes.js";
import { isTime, readTimeBounds, readTimes } from "../io/cfTime.js";
import { validTime } from "../io/cfValidTime.js";
import type { NetcdfFile, NetcdfVariable } from "../io/netcdf.js";
import { wrfTimes } from "../meteorology/sources/wrfTimes.js";
import { formatTime, type Time } from "../time.js";
import type { TimeFacts } from "./inspection.js";
import { orFault } from "./orFault.js";

export interface Times {
  readonly times: readonly Time[];
  readonly facts: TimeFacts;
}

/** Steps that are further apart than so many usual ones have a gap between them. */
const GAP = 1.5;
/** Steps are even where they differ by less, as months do, and regular where so many of them are even [1]. */
const EVEN = 0.15;
const REGULAR = 0.8;
/** No measurement of CO2 and no reanalysis is older, and none is of so far a future. */
const LIKELY = [Date.UTC(1850, 0, 1) / 1000, Date.UTC(2150, 0, 1) / 1000] as const;
const MOST_GAPS = 5;

/** @param suspicions what is odd is added to them */
export function timesOf(file: NetcdfFile, data: readonly NetcdfVariable[], suspicions: string[]): Times[] {
  if (file.has("Times") && "west_east" in file.dimensions) {
    const times = orFault(suspicions, () => wrfTimes(file)) ?? [];
    return times.length === 0 ? [] : [describe("Times", times, {}, true, suspicions)];
  }
  const found = new Map<string, { readonly variable: NetcdfVariable; readonly isAxis: boolean }>();
  for (const variable of data) {
    const position = variable.dimensions.findIndex((name, i) => meaningOf(file, name, variable.shape[i]) === "time");
    if (position < 0) continue;
    const axis = { name: variable.dimensions[position], position, size: variable.shape[position] };
    const time = validTime(file, variable, axis);
    if (time === undefined) {
      const said = `dimension "${axis.name}" of ${axis.size} steps has no times`;
      if (!suspicions.includes(said)) suspicions.push(said);
    } else found.set(time.name, { variable: time, isAxis: true });
  }
  const isOwn = ({ dimensions, name }: NetcdfVariable): boolean => dimensions[0] === name;
  for (const name of found.size > 0 ? [] : file.variables) {
    const variable = file.variable(name);
    if (variable.shape.length <= 1 && isTime(variable)) found.set(name, { variable, isAxis: isOwn(variable) });
  }
  return [...found.values()].flatMap(({ variable, isAxis }) => {
    const times = orFault(suspicions, () => readTimes(variable, file.path)) ?? [];
    if (times.length === 0) return [];
    const described = describe(variable.name, times, variable.attributes, isAxis, suspicions);
    const stamps = orFault([], () => stampsOf(file, variable, times));
    return [stamps === undefined ? described : { times, facts: { ...described.facts, stamps } }];
  });
}

function describe(
  variable: string,
  times: readonly Time[],
  { calendar, units }: NetcdfVariable["attributes"],
  isAxis: boolean,
  suspicions: string[],
): Times {
  const sorted = Float64Array.from(times).sort();
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const where = `variable "${variable}"`;
  if (first < LIKELY[0] || last > LIKELY[1]) {
    suspicions.push(`${where}: times from ${formatTime(first)} to ${formatTime(last)}: is its unit right?`);
  }
  const facts = {
    variable,
    steps: times.length,
    first: formatTime(first),
    last: formatTime(last),
    gaps: [],
    calendar: String(calendar ?? "standard"),
    units: String(units ?? ""),
  };
  if (!isAxis || times.length < 2) return { times, facts };
  const steps = times.slice(1).map((time, i) => time - times[i]);
  const twice = steps.findIndex((step) => step === 0);
  if (twice >= 0) suspicions.push(`${where}: ${formatTime(times[twice])} stands twice`);
  const back = steps.findIndex((step) => step < 0);
  if (back >= 0) suspicions.push(`${where}: after ${formatTime(times[back])} comes ${formatTime(times[back + 1])}`);
  const distances = Array.from(sorted.subarray(1), (time, i) => time - sorted[i]).filter((step) => step > 0);
  const usual = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  const gaps = Array.from(sorted.subarray(1), (before, i) => ({ after: sorted[i], before })).filter(
    ({ after, before }) => before - after > GAP * usual,
  );
  const regular = distances.filter((step) => Math.abs(step - usual) <= EVEN * usual).length;
  // Measurements at times of their own have no gaps that could be told.
  if (regular < REGULAR * distances.length) return { times, facts: { ...facts, spacing: "irregular" } };
  if (gaps.length > 0) {
    const shown = gaps.slice(0, MOST_GAPS).map(({ after, before }) => `${formatTime(after)} to ${formatTime(before)}`);
    const more = gaps.length > MOST_GAPS ? ` and ${gaps.length - MOST_GAPS} more` : "";
    suspicions.push(
      `${where}: no steps from ${shown.join(", ")}${more}, where they are ${spacingInWords(usual)} apart`,
    );
  }
  const words = gaps.map(({ after, before }) => ({ after: formatTime(after), before: formatTime(before) }));
  return { times, facts: { ...facts, spacing: spacingInWords(usual), gaps: words } };
}

function spacingInWords(seconds: number): string {
  const days = seconds / SECONDS_PER_DAY;
  if (days >= 28 && days <= 31) return "a month";
  if (days >= 360 && days <= 366) return "a year";
  const rounded = (value: number): string => String(Number(value.toPrecision(4)));
  if (days >= 1) return `${rounded(days)} d`;
  return seconds >= SECONDS_PER_HOUR ? `${rounded(seconds / SECONDS_PER_HOUR)} h` : `${rounded(seconds / 60)} min`;
}

/** Of the first step, where it has bounds. */
function stampsOf(file: NetcdfFile, variable: NetcdfVariable, times: readonly Time[]): TimeFacts["stamps"] {
  const bounds = file.has(variable.name) ? boundsOf(file, variable) : undefined;
  if (bounds === undefined) return undefined;
  const [start, end] = readTimeBounds(bounds, variable, file.path);
  const share = (times[0] - start) / (end - start);
  return share < 0.05 ? "start" : share > 0.95 ? "end" : share > 0.4 && share < 0.6 ? "middle" : undefined;
}
