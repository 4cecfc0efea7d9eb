/**
 * A background made of a product's columns: linear in time between its instants, then onto the model's layers at the
 * local surface pressure, by conservative overlap where the product has layers and linear in pressure where it has
 * points. Each step is written as departures from one value, so that a uniform field stays the same number.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import { CoverageError } from "../errors.js";
import type { Background } from "../fields/background.js";
import { interpolateColumn } from "../grids/columnInterpolation.js";
import { remapColumn } from "../grids/columnRemap.js";
import { recentSteps } from "../io/recentSteps.js";
import { formatTime, type Time } from "../time.js";
import type { ColumnSource, InstantColumns } from "./columnSource.js";
import { type BackgroundDates, timeAxis } from "./timeAxis.js";

/** Columns must reach to this pressure [Pa]: what lies above then differs from their highest value by some ppm alone. */
const LOWEST_TOP = 2e4;

export function columnBackground(source: ColumnSource, dates: BackgroundDates): Background {
  const { levels, layered, times, hybrid } = source;
  const marks = layered ? levels + 1 : levels;
  const axis = timeAxis(times, dates, source.files.join(", "));
  const instant = recentSteps(3, (index: number) => source.read(index));
  const values = new Float64Array(levels);
  const pressures = new Float64Array(marks);
  /** Leaves the column of a cell in `values` and `pressures`. */
  const columnAt = (first: InstantColumns, second: InstantColumns, share: number, cell: number): void => {
    mix(first.values, second.values, share, cell * levels, values);
    mix(first.pressures, second.pressures, share, cell * marks, pressures);
  };
  return {
    title: source.title,
    remarks: [...source.remarks, ...dateRemarks(dates, times[0])],
    files: source.files,
    layers(cells, time, vertical, surfacePressure, out) {
      const { before, after, share } = axis.at(time);
      const [first, second] = [instant(before), instant(after)];
      const target = new Float64Array(vertical.levels + 1);
      for (let i = 0; i < cells.length; i++) {
        const ps = surfacePressure[cells[i]];
        for (let k = 0; k <= vertical.levels; k++) target[k] = vertical.a[k] + vertical.b[k] * ps;
        columnAt(first, second, share, cells[i]);
        if (hybrid !== undefined) for (let k = 0; k < marks; k++) pressures[k] = hybrid.a[k] + hybrid.b[k] * ps;
        if (layered) {
          remapColumn(pressures, values, target, out, i, cells.length);
          continue;
        }
        for (let k = 0; k < vertical.levels; k++) {
          out[k * cells.length + i] = interpolateColumn(pressures, values, (target[k] + target[k + 1]) / 2);
        }
      }
    },
    above(cell, pressure, time) {
      const { before, after, share } = axis.at(time);
      columnAt(instant(before), instant(after), share, cell);
      if (!layered) return interpolateColumn(pressures, values, pressure);
      let k = 0;
      while (k < levels - 1 && pressures[k + 1] > pressure) k++;
      return values[k];
    },
    check(start, end) {
      axis.check(start, end);
      checkTop(instant(axis.at(start).before), marks, source.files);
      checkTop(instant(axis.at(end).after), marks, source.files);
    },
    close: () => source.close(),
  };
}

/** The troposphere must be in the files; above them the highest value holds. */
function checkTop({ pressures }: InstantColumns, marks: number, files: readonly string[]): void {
  let lowest = 0;
  for (let top = marks - 1; top < pressures.length; top += marks) lowest = Math.max(lowest, pressures[top]);
  if (lowest <= LOWEST_TOP) return;
  throw new CoverageError({
    where: files.join(", "),
    found: `CO2 up to ${Math.round(lowest / 100)} hPa`,
    expected: `up to ${LOWEST_TOP / 100} hPa or higher`,
    remedy: "fetch the levels above",
  });
}

function mix(first: Float64Array, second: Float64Array, share: number, from: number, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = first[from + k] + share * (second[from + k] - first[from + k]);
}

function dateRemarks(dates: BackgroundDates, first: Time): string[] {
  switch (dates.kind) {
    case "as-is":
      return [];
    case "held-steady":
      return [`the background is one instant, ${formatTime(first)}, held steady`];
    case "shift": {
      const days = Number((dates.seconds / SECONDS_PER_DAY).toFixed(4));
      return [`the dates of the background are shifted by ${days > 0 ? "+" : ""}${days} days`];
    }
  }
}
