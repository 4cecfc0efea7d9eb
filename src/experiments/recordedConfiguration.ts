/** The configuration as `run.json` keeps it: defaults filled in, dates as dates, so that a reader can run it again. */
import { formatTime } from "../time.js";
import type { ExperimentConfig } from "./configSchema.js";

/** Keys whose values are times. */
const TIMES = new Set(["start", "end", "shiftFrom", "shiftTo"]);

export function recordedConfiguration(config: ExperimentConfig): Record<string, unknown> {
  const text = JSON.stringify(config, (key, value: unknown) =>
    TIMES.has(key) && typeof value === "number" ? formatTime(value) : value,
  );
  return JSON.parse(text) as Record<string, unknown>;
}
