/**
 * Weather that its source has at some instants on the model's own grid and layers, linear in time between them: every
 * array of an instant is weighted alike, so that the mass of dry air changes as evenly as the surface pressure.
 */
import { CoverageError } from "../../errors.js";
import { recentSteps } from "../../io/recentSteps.js";
import { formatTime, type Time } from "../../time.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology.js";
import { instantsOfPeriod } from "./instantsOfPeriod.js";

export interface Instants {
  readonly title: string;
  readonly remarks: readonly string[];
  /** Files, for messages and the record. */
  readonly paths: readonly string[];
  /** As the files date them, ascending. */
  readonly times: readonly Time[];
  /** Seconds that are added to the dates of the files. */
  readonly shift: number;
  readonly urbanFraction?: Float64Array | undefined;
  readAir(time: Time): MoistAir;
  /** @param air of the same instant */
  readWeather(time: Time, air: MoistAir): Meteorology;
  close(): void;
}

export function linearMeteorology(instants: Instants): MeteorologySource {
  const { title, times, shift, paths, urbanFraction } = instants;
  const coverage = { start: times[0] + shift, end: times[times.length - 1] + shift };
  const cover = (time: Time): void => {
    if (time >= coverage.start && time <= coverage.end) return;
    throw new CoverageError({
      where: paths.join(", "),
      found: `no weather for ${Number.isFinite(time) ? formatTime(time) : time}`,
      expected: `a time from ${formatTime(coverage.start)} to ${formatTime(coverage.end)}`,
      remedy: "add files, change the period, or shift the dates",
    });
  };
  // Those around a time, and around one near it (erroneousWeather.ts).
  const airOf = recentSteps(5, (index: number) => instants.readAir(times[index]));
  const weatherOf = recentSteps(5, (index: number) => instants.readWeather(times[index], airOf(index)));
  const interpolated = <T extends MoistAir>(time: Time, instant: (index: number) => T): T => {
    cover(time);
    const original = time - shift;
    const after = times.findIndex((other) => other >= original);
    if (times[after] === original) return { ...instant(after), time };
    const share = (original - times[after - 1]) / (times[after] - times[after - 1]);
    return between(instant(after - 1), instant(after), share, time);
  };
  return {
    title,
    remarks: [
      ...(shift === 0 ? [] : [`dates shifted by ${Number((shift / 86400).toFixed(4))} days`]),
      ...instants.remarks,
    ],
    coverage,
    files: paths,
    urbanFraction,
    check(start, end) {
      cover(start);
      cover(end);
      // All times are known of the files' headers. Of the values, which take minutes to read for a year, the rest is looked
      // at when it is used.
      const needed = instantsOfPeriod(times, shift, start, end, paths);
      for (const time of new Set([needed[0], needed[needed.length - 1]])) {
        instants.readWeather(time, instants.readAir(time));
      }
    },
    at: (time) => interpolated(time, weatherOf),
    airAt: (time) => interpolated(time, airOf),
    close: () => instants.close(),
  };
}

/** Every array linear in time. */
function between<T extends MoistAir>(first: T, second: T, share: number, time: Time): T {
  const mixed = Object.entries(first).map(([name, values]) => {
    if (!(values instanceof Float64Array)) return [name, values];
    const other = second[name as keyof T] as Float64Array;
    return [name, values.map((value, i) => value + share * (other[i] - value))];
  });
  return { ...(Object.fromEntries(mixed) as T), time };
}
