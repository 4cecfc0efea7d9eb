/**
 * A month of GFED4.1s: the boxes that burn, the CO2 of each, and its shares of days and parts of the day (Mu et al. 2011,
 * doi:10.1029/2011JD016245).
 */
import { MOLAR_MASS_CARBON, MOLAR_MASS_CO2, SECONDS_PER_DAY } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { monthOf } from "../inventories/calendar.js";
import { carbonOf, checkFields, co2OfDryMatter, gfedValues } from "./gfedFile.js";

export const gfedSteps = ["3-hourly", "daily", "monthly"] as const;
export type GfedSteps = (typeof gfedSteps)[number];

export const PARTS_OF_DAY = 8;

export interface GfedMonth {
  readonly file: NetcdfFile;
  readonly group: string;
  readonly days: number;
  /** The boxes with fires, of the lattice from the south, ascending. */
  readonly boxes: Int32Array;
  /** CO2 of each of these over the month [mol]. */
  readonly amounts: Float64Array;
}

/**
 * @param month 0 to 11 @param area of all boxes [m2]
 * @throws InputError where numbers cannot be, CoverageError where the file lacks fields that the steps need
 */
export function readMonth(
  file: NetcdfFile,
  year: number,
  month: number,
  { from, steps }: { readonly from: "dry-matter" | "carbon"; readonly steps: GfedSteps },
  area: Float64Array,
): GfedMonth {
  const group = `emissions/${String(month + 1).padStart(2, "0")}`;
  const { start, end } = monthOf(year, month + 1);
  const days = (end - start) / SECONDS_PER_DAY;
  const read = from === "carbon" ? carbonOf : co2OfDryMatter;
  const { boxes, mass } = read(file, group, area.length);
  const molarMass = from === "carbon" ? MOLAR_MASS_CARBON : MOLAR_MASS_CO2;
  checkFields(file, [
    ...(steps === "monthly" ? [] : namesOfDays(group, days)),
    ...(steps === "3-hourly" ? namesOfParts(group) : []),
  ]);
  return { file, group, days, boxes, amounts: mass.map((kilograms, i) => (kilograms * area[boxes[i]]) / molarMass) };
}

/** The fires of some boxes alone. @param wanted [box], above 0 where they are kept */
export function firesWithin(month: GfedMonth, wanted: Float64Array): GfedMonth {
  const kept = Array.from(month.boxes.keys()).filter((i) => wanted[month.boxes[i]] > 0);
  const boxes = Int32Array.from(kept, (i) => month.boxes[i]);
  return { ...month, boxes, amounts: Float64Array.from(kept, (i) => month.amounts[i]) };
}

function namesOfDays(group: string, days: number): string[] {
  return Array.from({ length: days }, (_, day) => `${group}/daily_fraction/day_${day + 1}`);
}

function namesOfParts(group: string): string[] {
  const hours = 24 / PARTS_OF_DAY;
  return Array.from(
    { length: PARTS_OF_DAY },
    (_, part) => `${group}/diurnal_cycle/UTC_${part * hours}-${(part + 1) * hours}h`,
  );
}

/** Share of the i-th fire in one day or part of the day. */
export type Shares = (which: number) => (i: number) => number;

/** @throws InputError where fractions do not add up */
export function sharesOfDays(month: GfedMonth): Shares {
  return sharesOf(month, namesOfDays(month.group, month.days));
}

/** @throws InputError where fractions do not add up */
export function sharesOfParts(month: GfedMonth): Shares {
  return sharesOf(month, namesOfParts(month.group));
}

/** How far fractions may be from a sum of 1, by rounding; they are then scaled to it. */
const ROUNDING = 0.01;

/** Scaled to a sum of 1; where the file has none for a box that burns, all are the same. */
function sharesOf({ file, boxes }: GfedMonth, names: readonly string[]): Shares {
  const fractions = names.map((name) => gfedValues(file, name, boxes));
  const sum = new Float64Array(boxes.length);
  for (const fraction of fractions) for (let i = 0; i < sum.length; i++) sum[i] += fraction[i];
  const bad = sum.findIndex((value) => value !== 0 && !(Math.abs(value - 1) <= ROUNDING));
  if (bad >= 0) {
    const where = `${file.path}: ${names[0]} and those beside it`;
    throw new InputError({ where, found: `a sum of ${sum[bad]} in a box`, expected: "1 in every box that burns" });
  }
  return (which) => (i) => (sum[i] === 0 ? 1 / names.length : fractions[which][i] / sum[i]);
}
