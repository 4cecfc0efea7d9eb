/**
 * Fires by GFED4.1s (van der Werf et al. 2017, doi:10.5194/essd-9-697-2017): CO2 of the dry matter burned in each month by
 * kind of fire, or all carbon as if it were CO2, spread over its days and over eight parts of the day (UTC) by the fractions
 * of Mu et al. (2011, doi:10.1029/2011JD016245) in the files.
 */
import { MOLAR_MASS_CARBON, MOLAR_MASS_CO2, SECONDS_PER_DAY } from "../../constants.js";
import { InputError } from "../../errors.js";
import { type AmountRegridder, boxAmounts } from "../../grids/amountRegrid.js";
import { boxAreas } from "../../grids/regrid.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { keepNetcdfOpen } from "../../io/openNetcdf.js";
import { recentSteps } from "../../io/recentSteps.js";
import { formatDay, type Time } from "../../time.js";
import type { FluxSource } from "../fluxSource.js";
import { monthOf, type Shift, shifted } from "../inventories/calendar.js";
import { type EmissionTotals, inTeragrams, totalsInWords } from "../inventories/emissionTotals.js";
import type { InventoryContext } from "../inventories/inventoryFlux.js";
import { carbonOf, co2OfDryMatter, gfedBoxes, gfedField, yearOfGfed } from "./gfedFile.js";

export const gfedSteps = ["3-hourly", "daily", "monthly"] as const;

export interface GfedChoice {
  readonly files: readonly string[];
  /** CO2 by factors on dry matter, or all carbon. */
  readonly from: "dry-matter" | "carbon";
  readonly steps: (typeof gfedSteps)[number];
  readonly shift: Shift | undefined;
}

export interface GfedFlux extends FluxSource {
  /** Over the period, days by their own fractions. */
  readonly totals: EmissionTotals;
}

const PARTS_OF_DAY = 8;

/** A month of a file. */
interface Month {
  readonly file: NetcdfFile;
  readonly group: string;
  readonly days: number;
  /** The boxes with fires. */
  readonly burning: Int32Array;
  /** CO2 of each of these over the month [mol]. */
  readonly amounts: Float64Array;
}

/** Day 0 is the first; part 0 the first three hours of it. */
interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly part: number;
}

/**
 * @throws InputError where a file is none of GFED, or holds what cannot be
 * @throws CoverageError where a month or day of the period is in none
 */
export async function gfedFlux(choice: GfedChoice, context: InventoryContext): Promise<GfedFlux> {
  const years = choice.files.map(yearOfGfed);
  const twice = years.findIndex((year, i) => years.indexOf(year) < i);
  if (twice >= 0) {
    const where = `${choice.files[years.indexOf(years[twice])]}, ${choice.files[twice]}`;
    throw new InputError({ where, found: `the year ${years[twice]} twice`, expected: "each year once" });
  }
  return keepNetcdfOpen(choice.files, (files) =>
    fluxOf(choice, context, new Map(files.map((file, i) => [years[i], file]))),
  );
}

function fluxOf(choice: GfedChoice, context: InventoryContext, files: ReadonlyMap<number, NetcdfFile>): GfedFlux {
  const { grid, period } = context;
  const [first] = files.values();
  const boxes = gfedBoxes(first);
  const regridder = boxAmounts(boxes, grid);
  const area = boxAreas(boxes);
  const { shift, steps } = choice;
  const toFile =
    shift === undefined ? (time: Time) => time : shifted({ shiftFrom: shift.shiftTo, shiftTo: shift.shiftFrom });
  const momentAt = (time: Time): Moment => momentOf(toFile(time));

  const monthAt = recentSteps(2, (key: number) => {
    const [year, month] = [Math.floor(key / 12), (key % 12) + 1];
    return readMonth(fileOf(files, year), year, month, choice.from, area);
  });
  const dayShares = recentSteps(2, (key: number) => sharesOfDays(monthAt(key)));
  const partShares = recentSteps(2, (key: number) => sharesOfParts(monthAt(key)));
  /** Adds the emissions of a moment [mol s-1] to those of all boxes. */
  const add = (rates: Float64Array, { year, month, day, part }: Moment, step: GfedChoice["steps"], weight: number) => {
    const key = year * 12 + month;
    const { days, burning, amounts } = monthAt(key);
    const ofDay = step === "monthly" ? () => 1 / days : dayShares(key)(day);
    const ofPart = step === "3-hourly" ? partShares(key)(part) : () => 1 / PARTS_OF_DAY;
    burning.forEach((box, i) => {
      rates[box] += (weight * amounts[i] * ofDay(i) * ofPart(i) * PARTS_OF_DAY) / SECONDS_PER_DAY;
    });
  };
  const fluxAt = recentSteps(2, (key: string) => {
    const [year, month, day, part] = key.split(" ").map(Number);
    const rates = new Float64Array(area.length);
    add(rates, { year, month, day, part }, steps, 1);
    return regridder.apply(rates).map((rate, cell) => rate / grid.area[cell]);
  });

  const mean = new Float64Array(area.length);
  const ofOneDay = SECONDS_PER_DAY / (period.end - period.start);
  for (let time = period.start; time < period.end; time += SECONDS_PER_DAY) {
    add(mean, momentAt(time), steps === "monthly" ? steps : "daily", ofOneDay);
  }
  const totals = totalsOf(mean, regridder, context);
  return {
    component: "fire",
    title: `GFED4.1s, ${steps}: ${inTeragrams(totals.inside)} in the domain`,
    remarks: remarksOf(choice, period, totals, momentAt),
    files: choice.files,
    totals,
    hourly(time) {
      const { year, month, day, part } = momentAt(time);
      return fluxAt([year, month, day, part].join(" ")).slice();
    },
    close() {
      for (const file of files.values()) file.close();
    },
  };
}

function momentOf(time: Time): Moment {
  const date = new Date(time * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate() - 1,
    part: Math.floor((date.getUTCHours() * PARTS_OF_DAY) / 24),
  };
}

function fileOf(files: ReadonlyMap<number, NetcdfFile>, year: number): NetcdfFile {
  const file = files.get(year);
  if (file !== undefined) return file;
  throw new InputError({
    where: "GFED4.1s",
    found: `no file of ${year}`,
    expected: "one of every year of the run",
    remedy: `the files are of ${[...files.keys()].join(", ")}: add files, or let another year stand for this one (dates: {shiftFrom, shiftTo})`,
  });
}

function readMonth(file: NetcdfFile, year: number, month: number, from: GfedChoice["from"], area: Float64Array): Month {
  const group = `emissions/${String(month).padStart(2, "0")}`;
  const { start, end } = monthOf(year, month);
  const kilograms = from === "carbon" ? carbonOf(file, group) : co2OfDryMatter(file, group);
  const molarMass = from === "carbon" ? MOLAR_MASS_CARBON : MOLAR_MASS_CO2;
  if (kilograms.length !== area.length) {
    const where = `${file.path}: ${group}`;
    throw new InputError({
      where,
      found: `${kilograms.length} boxes`,
      expected: `${area.length}, as of the first file`,
    });
  }
  const some: number[] = [];
  kilograms.forEach((mass, box) => {
    if (mass > 0) some.push(box);
  });
  return {
    file,
    group,
    days: (end - start) / SECONDS_PER_DAY,
    burning: Int32Array.from(some),
    amounts: Float64Array.from(some, (box) => (kilograms[box] * area[box]) / molarMass),
  };
}

/** How far fractions may be from a sum of 1, by rounding; they are then scaled to it. */
const ROUNDING = 0.01;

/** Share of a burning box in one day or part of the day. */
type Shares = (which: number) => (i: number) => number;

function sharesOfDays(month: Month): Shares {
  const names = Array.from({ length: month.days }, (_, day) => `daily_fraction/day_${day + 1}`);
  return sharesOf(month, names);
}

function sharesOfParts(month: Month): Shares {
  const hours = 24 / PARTS_OF_DAY;
  const names = Array.from(
    { length: PARTS_OF_DAY },
    (_, part) => `diurnal_cycle/UTC_${part * hours}-${(part + 1) * hours}h`,
  );
  return sharesOf(month, names);
}

/** Scaled to a sum of 1; where the file has none for a box that burns, all are the same. */
function sharesOf({ file, group, burning }: Month, names: readonly string[]): Shares {
  const fractions = names.map((name) => {
    const field = gfedField(file, `${group}/${name}`);
    return Float64Array.from(burning, (box) => field[box]);
  });
  const sum = Float64Array.from(burning, (_, i) => fractions.reduce((total, fraction) => total + fraction[i], 0));
  const bad = sum.findIndex((value) => value !== 0 && !(Math.abs(value - 1) <= ROUNDING));
  if (bad >= 0) {
    const where = `${file.path}: ${group}/${names[0]} and those beside it`;
    throw new InputError({ where, found: `a sum of ${sum[bad]} in a box`, expected: "1 in every box that burns" });
  }
  return (which) => (i) => (sum[i] === 0 ? 1 / names.length : fractions[which][i] / sum[i]);
}

/** @param rates of all boxes [mol s-1] */
function totalsOf(rates: Float64Array, regridder: AmountRegridder, { landFraction }: InventoryContext): EmissionTotals {
  let [total, inside, beyond] = [0, 0, 0];
  rates.forEach((rate, box) => {
    total += rate;
    inside += rate * regridder.inside[box];
    beyond += rate * (1 - regridder.inside[box]);
  });
  const overSea = regridder.apply(rates).reduce((sum, rate, cell) => sum + rate * (1 - landFraction[cell]), 0);
  return { total, inside, beyond, overSea };
}

function remarksOf(
  { from, steps, shift }: GfedChoice,
  period: InventoryContext["period"],
  totals: EmissionTotals,
  momentAt: (time: Time) => Moment,
): string[] {
  const day = (time: Time): string => {
    const { year, month, day: number } = momentAt(time);
    return formatDay(Date.UTC(year, month, number + 1) / 1000);
  };
  const last = period.end - SECONDS_PER_DAY;
  return [
    `GFED4.1s: over the period of the run ${totalsInWords(totals)}; small fires are in.`,
    from === "carbon"
      ? "GFED4.1s: all carbon of fires is taken as CO2, also that of CO and CH4 (44.009 / 12.011 = 3.664 of CO2 each)."
      : "GFED4.1s: CO2 is that of the dry matter burned, by the provider's emission factors for six kinds of fires.",
    ...(steps === "monthly"
      ? []
      : [`GFED4.1s: boxes without ${steps === "daily" ? "daily" : "daily or 3-hourly"} fractions burn evenly.`]),
    ...(shift === undefined
      ? []
      : [
          `GFED4.1s: fires of ${day(period.start)} to ${day(last)} stand for those of ${formatDay(period.start)} to ${formatDay(last)}.`,
        ]),
  ];
}
