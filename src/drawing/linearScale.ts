/** Sequential colours in classes of equal width, for values that lie all on one side of zero. Palette of Brewer. */
import { interpolateYlGnBu } from "d3-scale-chromatic";
import { hex, niceStep } from "./colourScale.js";

export interface LinearScale {
  /** Lower end of the first class, and width of each. */
  readonly from: number;
  readonly step: number;
  readonly colours: readonly string[];
}

const CLASSES = 10;

/** @param values in the unit shown; what is not finite is left out; classes end at round numbers */
export function linearScale(values: Iterable<number>): LinearScale {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const span = most > least ? most - least : Math.abs(least) || 1;
  const step = niceStep((Number.isFinite(span) ? span : 1) / CLASSES);
  const from = Number.isFinite(least) ? Math.floor(least / step + 1e-9) * step : 0;
  const classes = Math.max(1, Math.ceil(((Number.isFinite(most) ? most : 1) - from) / step - 1e-9));
  const colours = Array.from({ length: classes }, (_, i) =>
    hex(interpolateYlGnBu(0.08 + (0.88 * (i + 0.5)) / classes)),
  );
  return { from, step, colours };
}

/** @returns index into `colours`, or -1 where the value is not finite */
export function linearClass({ from, step, colours }: LinearScale, value: number): number {
  if (!Number.isFinite(value)) return -1;
  return Math.min(colours.length - 1, Math.max(0, Math.floor((value - from) / step)));
}
