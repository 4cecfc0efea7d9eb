/**
 * The forcing of a run, with copies kept for another that follows it some days behind: what the weather does in an hour is
 * made once where there is memory for the hours between the two, and otherwise made again, with the same numbers.
 */
import type { Time } from "../../time.js";
import type { Forcing, HourlyForcing } from "../../transport/hourlyForcing.js";
import type { OpenForcing } from "./forcing.js";

export interface KeptForcing {
  /** Of the run ahead. */
  readonly ahead: Forcing;
  /** Of the run behind, hour after hour. */
  readonly behind: Forcing;
  /** Where the run behind goes on: no hour before it is kept. */
  goOnFrom(time: Time): void;
  close(): void | Promise<void>;
}

/**
 * @param start of both runs @param bytes that the copies may take in all
 * @param again opens the same forcing once more, when first an hour is asked for that was not kept
 */
export function keepForcing(forcing: Forcing, start: Time, bytes: number, again: () => OpenForcing): KeptForcing {
  const kept = new Map<Time, HourlyForcing>();
  const free: HourlyForcing[] = [];
  let first = start;
  let room = bytes;
  let opened: OpenForcing | undefined;
  const release = (before: Time): void => {
    first = before;
    for (const [time, hour] of kept) {
      if (time >= before) continue;
      kept.delete(time);
      free.push(hour);
    }
  };
  const copyOf = (hour: HourlyForcing): HourlyForcing | undefined => {
    const used = free.pop();
    if (used !== undefined) return copied(hour, used);
    const size = bytesOf(hour);
    if (size > room) return undefined;
    room -= size;
    return copied(hour);
  };
  return {
    async ahead(time) {
      const hour = await forcing(time);
      if (time < first || kept.has(time)) return hour;
      const copy = copyOf(hour);
      if (copy !== undefined) kept.set(time, copy);
      return hour;
    },
    behind(time) {
      release(time);
      return kept.get(time) ?? (opened ??= again()).forcing(time);
    },
    goOnFrom: release,
    close: () => opened?.close(),
  };
}

function bytesOf(value: unknown): number {
  if (value instanceof Float64Array) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + bytesOf(part), 0);
}

/** @param into a copy whose arrays are taken, of another hour of the same forcing */
function copied<T>(value: T, into?: T): T {
  if (value instanceof Float64Array) {
    if (!(into instanceof Float64Array) || into.length !== value.length) return value.slice() as T;
    into.set(value);
    return into;
  }
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) throw new TypeError("forcing is made of float64 arrays");
  const parts = Object.entries(value).map(([key, part]) => [
    key,
    copied(part, (into as Record<string, unknown>)?.[key]),
  ]);
  return Object.fromEntries(parts) as T;
}
