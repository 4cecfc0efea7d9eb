/**
 * Fields of one instant of gridded weather on the window of the source's lattice, checked: finite, plausible, levels from
 * the lowest, and what lies under the ground filled from above.
 */
import { InputError } from "../../errors.js";
import type { Window } from "../../grids/horizontalStencil.js";
import { pointOf } from "../../io/cfPoints.js";
import type { LevelAxis } from "../../io/cfLevels.js";
import { formatTime, type Time } from "../../time.js";
import { specificHumidity } from "../humidity.js";
import type { GriddedFiles } from "./griddedFiles.js";
import { type QuantityName, quantities } from "./griddedQuantities.js";

/** A field on levels in the window, [level][point], from the lowest level. */
export interface LevelField {
  readonly axis: LevelAxis;
  /** From the ground, where the levels are layers and all of them there. */
  readonly interfaces: LevelAxis | undefined;
  readonly values: Float64Array;
}

/** All throw InputError where a value that is needed is not finite or not plausible. */
export interface GriddedFields {
  /** [point], SI */
  surface(quantity: QuantityName, time: Time): Float64Array;
  /** As `surface`; undefined where the files do not have the quantity at every instant. */
  optional(quantity: QuantityName, time: Time): Float64Array | undefined;
  /** As `optional`, and undefined where a value is not finite or not plausible. */
  shown(quantity: QuantityName, time: Time): Float64Array | undefined;
  /** [point], [Pa] */
  surfacePressure(time: Time): Float64Array;
  /** @param ps [point], [Pa] @param partial levels without any value are left out */
  onLevels(quantity: QuantityName, time: Time, ps: Float64Array, partial: boolean): LevelField;
  /** Specific humidity [kg kg-1], made of relative humidity where the files have that alone. */
  humidity(time: Time, ps: Float64Array, temperature: LevelField): LevelField;
}

export function griddedFields(files: GriddedFiles, window: Window): GriddedFields {
  const points = window.rows * window.columns;
  const surface = (quantity: QuantityName, time: Time): Float64Array => {
    const values = files.read(quantity, time, window);
    for (let p = 0; p < points; p++) {
      if (!Number.isFinite(values[p])) throw notFinite(files, window, quantity, time, p);
      if (!plausible(quantity, values[p])) throw implausible(files, window, quantity, time, values[p], p);
    }
    return values;
  };
  const onLevels = (quantity: QuantityName, time: Time, ps: Float64Array, partial: boolean): LevelField =>
    levelField(files, window, quantity, time, ps, partial);
  return {
    surface,
    optional: (quantity, time) => (files.has(quantity) ? surface(quantity, time) : undefined),
    shown(quantity, time) {
      if (!files.has(quantity)) return undefined;
      const values = files.read(quantity, time, window);
      // What is not finite is in no range.
      return values.every((value) => plausible(quantity, value)) ? values : undefined;
    },
    surfacePressure: (time) =>
      files.has("surfacePressure")
        ? surface("surfacePressure", time)
        : surface("logSurfacePressure", time).map(Math.exp),
    onLevels,
    humidity(time, ps, temperature) {
      if (files.has("specificHumidity")) return onLevels("specificHumidity", time, ps, true);
      const relative = onLevels("relativeHumidity", time, ps, true);
      moisten(files, time, relative, temperature, ps);
      return relative;
    },
  };
}

function levelField(
  files: GriddedFiles,
  window: Window,
  quantity: QuantityName,
  time: Time,
  ps: Float64Array,
  partial: boolean,
): LevelField {
  const points = window.rows * window.columns;
  const raw = files.read(quantity, time, window);
  const { axis, interfaces } = files.find(quantity, time).levels;
  const order = lowestFirst(axis).filter((level) => !partial || !empty(raw, level, points));
  if (order.length === 0) throw notFinite(files, window, quantity, time, 0);
  const values = new Float64Array(order.length * points);
  const a = Float64Array.from(order, (level) => axis.a[level]);
  const b = Float64Array.from(order, (level) => axis.b[level]);
  for (let k = order.length - 1; k >= 0; k--) {
    for (let p = 0; p < points; p++) {
      const value = raw[order[k] * points + p];
      const pressure = a[k] + b[k] * ps[p];
      if (Number.isFinite(value)) values[k * points + p] = value;
      else if (k < order.length - 1 && pressure > ps[p]) values[k * points + p] = values[(k + 1) * points + p];
      else throw notFinite(files, window, quantity, time, p, pressure);
      const used = values[k * points + p];
      if (!plausible(quantity, used)) throw implausible(files, window, quantity, time, used, p);
    }
  }
  checkReach(files, quantity, time, { a, b }, ps);
  const whole = interfaces.kind === "layers" && order.length === axis.a.length;
  return { axis: { a, b }, interfaces: whole ? interfaces.axis : undefined, values };
}

/** The lowest level must be so near to the ground, and the highest so far above it, as shares of the surface pressure [1]. */
const REACH = { lowest: 0.8, highest: 0.35 } as const;

/** Levels in other units than they say, or half of a column, would give every layer the same air. */
function checkReach(
  files: GriddedFiles,
  quantity: QuantityName,
  time: Time,
  { a, b }: LevelAxis,
  ps: Float64Array,
): void {
  const most = ps.reduce((greatest, p) => Math.max(greatest, p), 0);
  const top = a.length - 1;
  const [lowest, highest] = [a[0] + b[0] * most, a[top] + b[top] * most];
  // Updrafts need not reach either.
  if (quantity === "updraftMassFlux" || (lowest >= REACH.lowest * most && highest <= REACH.highest * most)) return;
  const hPa = (pressure: number): string => `${Number((pressure / 100).toFixed(2))} hPa`;
  throw new InputError({
    where: files.find(quantity, time).lattice.where,
    found: `levels from ${hPa(lowest)} to ${hPa(highest)}, where surface pressure reaches ${hPa(most)}`,
    expected: `${quantities[quantity].label} from near the ground (${hPa(REACH.lowest * most)} or more) to ${hPa(REACH.highest * most)} or less`,
    remedy: "check the units of the levels, or fetch those that are missing",
  });
}

/** Relative humidity becomes specific humidity, in place. */
function moisten(
  files: GriddedFiles,
  time: Time,
  { axis: { a, b }, values }: LevelField,
  temperature: LevelField,
  ps: Float64Array,
): void {
  const points = ps.length;
  for (let k = 0; k < a.length; k++) {
    const level = temperature.axis.a.findIndex((value, n) => isSameLevel(value - a[k], temperature.axis.b[n] - b[k]));
    if (level < 0) {
      throw new InputError({
        where: files.find("relativeHumidity", time).lattice.where,
        found: `a level of ${a[k]} Pa + ${b[k]} ps that temperature does not have`,
        expected: "the levels of temperature, to make specific humidity of relative humidity",
      });
    }
    for (let p = 0; p < points; p++) {
      const at = k * points + p;
      values[at] = specificHumidity(values[at], temperature.values[level * points + p], a[k] + b[k] * ps[p]);
    }
  }
}

/** Files round levels otherwise: to a pascal they are the same. @param a,b differences of the coefficients [Pa], [1] */
function isSameLevel(a: number, b: number): boolean {
  return Math.abs(a) + 1e5 * Math.abs(b) < 1;
}

/** Indices of the levels, the lowest (highest pressure) first. */
function lowestFirst({ a, b }: LevelAxis): number[] {
  const pressure = Array.from(a, (value, k) => value + b[k] * 1e5);
  return pressure.map((_, k) => k).sort((x, y) => pressure[y] - pressure[x]);
}

function empty(values: Float64Array, level: number, points: number): boolean {
  for (let p = 0; p < points; p++) if (Number.isFinite(values[level * points + p])) return false;
  return true;
}

function plausible(quantity: QuantityName, value: number): boolean {
  const [least, greatest] = quantities[quantity].range;
  return value >= least && value <= greatest;
}

function notFinite(
  files: GriddedFiles,
  window: Window,
  quantity: QuantityName,
  time: Time,
  point: number,
  pressure?: number,
): InputError {
  const level = pressure === undefined ? "" : `, ${(pressure / 100).toFixed(1)} hPa`;
  return new InputError({
    where: files.find(quantity, time).lattice.where,
    found: `no number (NaN or fill value) at ${formatTime(time)}${level}, ${place(files, window, point)}`,
    expected: `${quantities[quantity].label} at every point above the ground`,
    remedy: "fetch the file again, or give one without gaps",
  });
}

function implausible(
  files: GriddedFiles,
  window: Window,
  quantity: QuantityName,
  time: Time,
  value: number,
  point: number,
): InputError {
  const { label, range, units } = quantities[quantity];
  return new InputError({
    where: files.find(quantity, time).lattice.where,
    found: `${value} at ${formatTime(time)}, ${place(files, window, point)}`,
    expected: `${label} from ${range[0]} to ${range[1]} (SI); units understood: ${units.map(([unit]) => unit).join(", ")}`,
    remedy: "check its units",
  });
}

function place({ lattice }: GriddedFiles, { row, column, columns }: Window, point: number): string {
  const [longitude, latitude] = pointOf(lattice, column + (point % columns), row + Math.floor(point / columns));
  return `${Number(latitude.toFixed(2))} N ${Number(longitude.toFixed(2))} E`;
}
