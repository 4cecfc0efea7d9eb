/**
 * CO2 fields of a global or regional model on a longitude-latitude grid, bilinear in the horizontal along the model's
 * own levels: CarbonTracker mole fractions, CAMS inversions and reanalyses, any CF file with levels of known pressure.
 */
import { STANDARD_PRESSURE } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import { createStencils, type Stencil, type Window } from "../../grids/horizontalStencil.js";
import { type Lattice, openLattice, samePlaces } from "../../io/cfLattice.js";
import type { LevelAxis } from "../../io/cfLevels.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import { formatTime, type Time } from "../../time.js";
import type { ColumnSource } from "../columnSource.js";
import { dryOut, moleFractionUnit } from "../moleFractionUnits.js";
import { type FieldPressure, fieldPressure, readPressures } from "./fieldPressure.js";

const TOTALS = ["co2", "CO2", "co2_total", "CO2_total", "mole_fraction_of_carbon_dioxide_in_air"];
/** Components of CarbonTracker, whose sum is the mole fraction. */
const COMPONENTS = [["bg"], ["bio"], ["ff"], ["fires"], ["ocean", "ocn"]];
const HUMIDITIES = ["specific_humidity", "q", "hus", "Q"];
/** What a mole fraction of CO2 in air can be [mol mol-1]. */
const PLAUSIBLE = [1e-4, 2e-3] as const;

export interface FieldChoice {
  /** Where it is not one of the names that are known; or what it is in a file. */
  readonly variable?: string | ((file: NetcdfFile) => string) | undefined;
  /** In place of the variable's own attribute. */
  readonly units?: string | undefined;
  /** Where the files have hybrid layers and none: an error, unless the model's own is to take its place. */
  readonly surfacePressure?: "of the model where the files have none" | undefined;
}

interface OpenField {
  readonly file: NetcdfFile;
  /** Summed. */
  readonly lattices: readonly Lattice[];
  readonly pressure: FieldPressure;
}

interface Instant {
  readonly field: OpenField;
  readonly index: number;
  readonly time: Time;
}

/** @throws InputError, CoverageError where the files cannot serve the grid */
export function fieldSource(grid: Grid, files: readonly NetcdfFile[], choice: FieldChoice): ColumnSource {
  const fields = files.map((file): OpenField => {
    const lattices = namesOf(file, choice.variable).map((name) => openField(file, name));
    return { file, lattices, pressure: fieldPressure(lattices[0], choice.surfacePressure !== undefined) };
  });
  const [{ lattices, pressure }] = fields;
  for (const field of fields) if (!sameLattice(field, fields[0])) throw unlike(field.file, files[0]);
  const where = files.map(({ path }) => path).join(", ");
  const { window, stencils } = createStencils(lattices[0].axes, [grid], where);
  const points = window.rows * window.columns;
  const instants = instantsOf(fields);
  const { levels } = lattices[0];
  const { layered } = pressure;
  const marks = layered ? levels + 1 : levels;
  const hybrid = pressure.kind === "coefficients" && pressure.ofModel ? upward(pressure.axis) : undefined;
  const names = lattices.map(({ variable }) => variable.name).join(" + ");
  return {
    title: `CO2 fields, ${names} of ${files.length === 1 ? fileName(files[0].path) : `${files.length} files`}`,
    remarks: hybrid === undefined ? [] : [`${where}: no surface pressure; the layers follow the model's own`],
    files: files.map(({ path }) => path),
    times: instants.map(({ time }) => time),
    levels,
    layered,
    hybrid,
    read(index) {
      const { field, index: step, time } = instants[index];
      const values = readValues(field, step, window, choice.units);
      const pressures = readPressures(field.pressure, step, window);
      const place = `${field.file.path}: variable "${names}" at ${formatTime(time)}`;
      if (!(pressures[0] > pressures[(marks - 1) * points])) {
        turn(values, levels, points);
        turn(pressures, marks, points);
      }
      checkValues(values, pressures, points, levels, layered, place);
      return {
        values: ontoCells(values, levels, points, stencils[0]),
        pressures: ontoCells(pressures, marks, points, stencils[0]),
      };
    },
    close() {
      for (const file of files) file.close();
    },
  };
}

function upward({ a, b }: LevelAxis): LevelAxis {
  const last = a.length - 1;
  if (a[0] + b[0] * STANDARD_PRESSURE > a[last] + b[last] * STANDARD_PRESSURE) return { a, b };
  return { a: a.slice().reverse(), b: b.slice().reverse() };
}

function openField(file: NetcdfFile, name: string): Lattice {
  const lattice = openLattice(file, name);
  if (lattice.axes.level !== undefined) return lattice;
  throw new InputError({
    where: lattice.where,
    found: `dimensions (${lattice.variable.dimensions.join(", ")})`,
    expected: "(time, level, latitude, longitude) on a longitude-latitude grid",
  });
}

function namesOf(file: NetcdfFile, told: FieldChoice["variable"]): string[] {
  if (told !== undefined) return [typeof told === "string" ? told : told(file)];
  const total = TOTALS.find((name) => file.has(name));
  if (total !== undefined) return [total];
  const parts = COMPONENTS.map((names) => names.find((name) => file.has(name)));
  const found = parts.filter((name) => name !== undefined);
  if (found.length === parts.length) return found;
  throw new InputError({
    where: file.path,
    found: "no variable that is known to be CO2",
    expected: `${TOTALS.join(", ")}, or all of ${COMPONENTS.map((names) => names.join(" or ")).join(", ")}`,
    remedy: 'name it with "variable" in the section background',
  });
}

function sameLattice({ lattices, pressure }: OpenField, { lattices: [first], pressure: other }: OpenField): boolean {
  const same = lattices.every((own) => own.levels === first.levels && samePlaces(own, first));
  return same && pressure.layered === other.layered;
}

function unlike(file: NetcdfFile, first: NetcdfFile): InputError {
  return new InputError({
    where: file.path,
    found: "another lattice of levels, latitudes and longitudes",
    expected: `that of ${first.path}`,
    remedy: "give files of one product and version",
  });
}

function instantsOf(fields: readonly OpenField[]): Instant[] {
  const instants = fields.flatMap((field) => {
    const { times } = field.lattices[0];
    if (times.length === 0) {
      throw new InputError({ where: field.file.path, found: "no time", expected: "a time for every field" });
    }
    return times.map((time, index): Instant => ({ field, index, time }));
  });
  instants.sort((a, b) => a.time - b.time);
  instants.forEach(({ time, field }, i) => {
    if (i === 0 || time > instants[i - 1].time) return;
    throw new InputError({
      where: `${instants[i - 1].field.file.path}, ${field.file.path}`,
      found: `the time ${formatTime(time)} twice`,
      expected: "each time once",
    });
  });
  return instants;
}

/** Dry [mol mol-1]. */
function readValues({ lattices }: OpenField, step: number, window: Window, told: string | undefined): Float64Array {
  const [sum, ...parts] = lattices.map((lattice) => dryValues(lattice, step, window, told));
  for (const part of parts) for (let i = 0; i < sum.length; i++) sum[i] += part[i];
  return sum;
}

function dryValues(lattice: Lattice, step: number, window: Window, told: string | undefined): Float64Array {
  const { file, variable, where } = lattice;
  const { factor, kind, moist } = moleFractionUnit(variable, file.path, told);
  const values = lattice.step(step, window).map((value) => value * factor);
  if (!moist) return values;
  const humidity = HUMIDITIES.find((name) => file.has(name) && sameShape(file.variable(name), variable));
  if (humidity === undefined) {
    throw new InputError({
      where,
      found: "CO2 per moist air, and no specific humidity beside it",
      expected: `CO2 in dry air, or one of ${HUMIDITIES.join(", ")} on the same levels`,
      remedy: "fetch specific humidity with it",
    });
  }
  dryOut(values, openLattice(file, humidity).step(step, window), kind);
  return values;
}

function sameShape(a: NetcdfVariable, b: NetcdfVariable): boolean {
  return a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i]);
}

function turn(field: Float64Array, levels: number, points: number): void {
  for (let low = 0, high = levels - 1; low < high; low++, high--) {
    const kept = field.slice(low * points, (low + 1) * points);
    field.copyWithin(low * points, high * points, (high + 1) * points);
    field.set(kept, high * points);
  }
}

/** Points under the ground, which pressure levels leave empty, take the value above them. */
function checkValues(
  values: Float64Array,
  pressures: Float64Array,
  points: number,
  levels: number,
  layered: boolean,
  where: string,
): void {
  fillUnderGround(values, points, layered ? 0 : levels);
  for (let k = levels - 1; k >= 0; k--) {
    for (let p = 0, at = k * points; p < points; p++, at++) {
      const falls = k + 1 === levels && !layered ? pressures[at] > 0 : pressures[at] > pressures[at + points];
      if (!falls)
        throw fault(where, `a pressure of ${pressures[at]} Pa in level ${k}`, "pressures that fall with height");
      if (values[at] >= PLAUSIBLE[0] && values[at] <= PLAUSIBLE[1]) continue;
      const found = Number.isNaN(values[at])
        ? "no number (NaN or fill value)"
        : `${Number((1e6 * values[at]).toPrecision(7))} ppm`;
      throw fault(where, `${found} in level ${k}`, `${1e6 * PLAUSIBLE[0]} to ${1e6 * PLAUSIBLE[1]} ppm of CO2`);
    }
  }
  checkLowest(pressures.subarray(0, points), where);
}

/** Where values begin above the lowest levels; those that are missing between others stay so. */
function fillUnderGround(values: Float64Array, points: number, levels: number): void {
  for (let p = 0; p < points; p++) {
    let lowest = 0;
    while (lowest < levels && Number.isNaN(values[lowest * points + p])) lowest++;
    for (let k = 0; k < lowest && lowest < levels; k++) values[k * points + p] = values[lowest * points + p];
  }
}

/** Of the greatest pressure in the lowest level or boundary [Pa]; what follows the ground may be that of a high plateau. */
const LOWEST = { from: 7e4, onPlateau: 4e4, to: 1.2e5 } as const;

/** Levels in other units than they say, or the upper half of a column, would give many layers the same air. */
function checkLowest(lowest: Float64Array, where: string): void {
  const greatest = lowest.reduce((most, pressure) => Math.max(most, pressure), 0);
  const least = lowest.every((pressure) => pressure === greatest) ? LOWEST.from : LOWEST.onPlateau;
  if (greatest >= least && greatest <= LOWEST.to) return;
  throw fault(
    where,
    `a lowest level at ${Number((greatest / 100).toFixed(2))} hPa`,
    `one near the ground, from ${least / 100} to ${LOWEST.to / 100} hPa`,
  );
}

function fault(where: string, found: string, expected: string): InputError {
  return new InputError({ where, found, expected, remedy: "check the variable, its units and levels" });
}

/** Bilinear, [cell][level], as departures from one of the four: equal values give that value. */
function ontoCells(field: Float64Array, levels: number, points: number, stencil: Stencil): Float64Array {
  const { index, weight } = stencil;
  const out = new Float64Array(stencil.points * levels);
  for (let cell = 0, n = 0; cell < stencil.points; cell++, n += 4) {
    for (let k = 0, at = 0; k < levels; k++, at += points) {
      const base = field[at + index[n]];
      out[cell * levels + k] =
        base +
        weight[n + 1] * (field[at + index[n + 1]] - base) +
        weight[n + 2] * (field[at + index[n + 2]] - base) +
        weight[n + 3] * (field[at + index[n + 3]] - base);
    }
  }
  return out;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
