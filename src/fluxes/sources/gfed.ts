/**
 * Fires by GFED4.1s (van der Werf et al. 2017, doi:10.5194/essd-9-697-2017): CO2 of the dry matter burned in each month by
 * kind of fire, or all carbon as if it were CO2, spread over its days and over eight parts of the day (UTC) by the fractions
 * of Mu et al. (2011, doi:10.1029/2011JD016245) in the files.
 */
import { SECONDS_PER_DAY } from "../../constants.js";
import { InputError } from "../../errors.js";
import { type AmountRegridder, boxAmounts } from "../../grids/amountRegrid.js";
import { boxAreas } from "../../grids/regrid.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { keepNetcdfOpen } from "../../io/openNetcdf.js";
import { recentSteps } from "../../io/recentSteps.js";
import { boxWeights } from "../../io/regridWeights.js";
import { formatDay, type Time } from "../../time.js";
import type { FluxSource } from "../fluxSource.js";
import { inYear, type InventoryDates, shifted } from "../inventories/calendar.js";
import { type EmissionTotals, inTeragrams, totalsInWords } from "../inventories/emissionTotals.js";
import type { InventoryContext } from "../inventories/inventoryFlux.js";
import { gfedBoxes, yearOfGfed } from "./gfedFile.js";
import {
  firesWithin,
  type GfedMonth,
  type GfedSteps,
  PARTS_OF_DAY,
  readMonth,
  sharesOfDays,
  sharesOfParts,
} from "./gfedMonth.js";

export interface GfedChoice {
  readonly files: readonly string[];
  /** CO2 by factors on dry matter, or all carbon. */
  readonly from: "dry-matter" | "carbon";
  readonly steps: GfedSteps;
  readonly dates: InventoryDates;
}

export interface GfedFlux extends FluxSource {
  /** Over the period, days by their own fractions. */
  readonly totals: EmissionTotals;
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
  const regridder = boxAmounts(boxes, grid, boxWeights(boxes, grid));
  const area = boxAreas(boxes);
  const { steps } = choice;
  const toFile = timeOfFiles(choice, [...files.keys()]);
  const momentAt = (time: Time): Moment => momentOf(toFile(time));

  const monthAt = recentSteps(2, (key: number) => {
    const year = Math.floor(key / 12);
    return readMonth(fileOf(files, year), year, key % 12, choice, area);
  });
  // Of these hours and days are asked for; those elsewhere are only counted.
  const nearAt = recentSteps(2, (key: number) => firesWithin(monthAt(key), regridder.inside));
  const dayShares = recentSteps(2, (key: number) => sharesOfDays(nearAt(key)));
  const partShares = recentSteps(2, (key: number) => sharesOfParts(nearAt(key)));
  const fluxAt = recentSteps(2, (moment: string) => {
    const [key, day, part] = moment.split(" ").map(Number);
    const { days, boxes, amounts } = nearAt(key);
    const ofDay = steps === "monthly" ? () => 1 / days : dayShares(key)(day);
    const ofPart = steps === "3-hourly" ? partShares(key)(part) : () => 1 / PARTS_OF_DAY;
    const rates = new Float64Array(area.length);
    boxes.forEach((box, i) => {
      rates[box] = (amounts[i] * ofDay(i) * ofPart(i) * PARTS_OF_DAY) / SECONDS_PER_DAY;
    });
    return regridder.apply(rates).map((rate, cell) => rate / grid.area[cell]);
  });

  const mean = new Float64Array(area.length);
  for (const [key, days] of daysByMonth(period, momentAt)) {
    const month = monthAt(key);
    const share = shareOfMonth(month, days, steps);
    month.boxes.forEach((box, i) => {
      mean[box] += (month.amounts[i] * share(i)) / (period.end - period.start);
    });
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
      return fluxAt([monthKey(year, month), day, part].join(" ")).slice();
    },
    close() {
      for (const file of files.values()) file.close();
    },
  };
}

/** @param years of the files @throws InputError where several are to stand for every year */
function timeOfFiles({ dates, files }: GfedChoice, years: readonly number[]): (time: Time) => Time {
  switch (dates.kind) {
    case "as-is":
      return (time) => time;
    case "shift":
      return shifted({ shiftFrom: dates.shiftTo, shiftTo: dates.shiftFrom });
    case "every-year":
      if (years.length === 1) return (time) => inYear(time, years[0]);
      throw new InputError({
        where: files.join(", "),
        found: `the years ${years.join(", ")}`,
        expected: "one year, to stand for every year",
        remedy: "name one of the files",
      });
  }
}

function monthKey(year: number, month: number): number {
  return year * 12 + month;
}

/** The days of each month of the files that stand for the period. */
function daysByMonth(period: InventoryContext["period"], momentAt: (time: Time) => Moment): Map<number, number[]> {
  const months = new Map<number, number[]>();
  for (let time = period.start; time < period.end; time += SECONDS_PER_DAY) {
    const { year, month, day } = momentAt(time);
    const key = monthKey(year, month);
    months.set(key, [...(months.get(key) ?? []), day]);
  }
  return months;
}

/** Share of what burns in a month on some of its days; of all of them it is the whole, whatever the fractions. */
function shareOfMonth(month: GfedMonth, days: readonly number[], steps: GfedSteps): (i: number) => number {
  if (steps === "monthly") return () => days.length / month.days;
  if (days.length === month.days && new Set(days).size === days.length) return () => 1;
  const shares = sharesOfDays(month);
  const ofDays = days.map((day) => shares(day));
  return (i) => ofDays.reduce((sum, share) => sum + share(i), 0);
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
    remedy: `the files are of ${[...files.keys()].join(", ")}: add files, or let another year stand for this one (dates: {shiftFrom, shiftTo}, or every-year)`,
  });
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
  { from, steps, dates }: GfedChoice,
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
    ...(dates.kind === "as-is"
      ? []
      : [
          `GFED4.1s: ${dates.kind === "every-year" ? "the same in every year: " : ""}fires of ${day(period.start)} to ${day(last)} stand for those of ${formatDay(period.start)} to ${formatDay(last)}.`,
        ]),
  ];
}
