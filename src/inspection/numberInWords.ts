/** Numbers as people read them. */
import type { Extent } from "./inspection.js";

/** A number to four digits: "0.000412", "1.2e-9", "1013". */
export function numberInWords(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return size >= 1e6 || size < 1e-4
    ? value.toExponential(3).replace(/\.?0+e/, "e")
    : String(Number(value.toPrecision(4)));
}

/** "70.1 to 140 E, 18 to 54 N". */
export function extentInWords({ west, east, south, north }: Extent): string {
  const degrees = (value: number): string => String(Number(value.toFixed(3)) + 0);
  const from = (low: number, high: number): string =>
    degrees(low) === degrees(high) ? degrees(low) : `${degrees(low)} to ${degrees(high)}`;
  return `${from(west, east)} E, ${from(south, north)} N`;
}
