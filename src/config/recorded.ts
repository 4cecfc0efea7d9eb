/**
 * The configuration as `run.json` keeps it: defaults filled in but for those without effect, dates as dates, so that a
 * reader can run it again.
 */
import { formatTime } from "../time.js";
import { pathsWithoutEffect } from "./rules/index.js";
import type { ParsedExperiment } from "./parse.js";

/** Keys whose values are times. */
const TIMES = new Set(["start", "end", "shiftFrom", "shiftTo"]);

type Recordable = Pick<ParsedExperiment, "config" | "registry">;

export function recordedConfiguration({ config, registry }: Recordable): Record<string, unknown> {
  const text = JSON.stringify(config, (key, value: unknown) =>
    TIMES.has(key) && typeof value === "number" ? formatTime(value) : value,
  );
  const recorded = JSON.parse(text) as Record<string, unknown>;
  return pathsWithoutEffect(config, registry).reduce(without, recorded);
}

/** @param path of a key that the sections on it lead to */
function without(section: Record<string, unknown>, [key, ...inner]: readonly string[]): Record<string, unknown> {
  const { [key]: value, ...rest } = section;
  return inner.length === 0 ? rest : { ...section, [key]: without(value as Record<string, unknown>, inner) };
}
