/** An inspection as JSON, without a byte that a terminal would obey. */
import type { Inspection } from "./inspection.js";

/** Of the names of its keys: a change that breaks a reader gives it the next number. */
const FORM = 1;

export function inspectionJson(inspection: Inspection): string {
  const finite = (_key: string, value: unknown): unknown =>
    typeof value === "number" && !Number.isFinite(value) ? null : value;
  const text = JSON.stringify({ form: FORM, ...inspection }, finite, 2);
  // JSON itself escapes those below 0x20.
  const escaped = text.replace(/[\x7f-\x9f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${escaped}\n`;
}
