/**
 * What a flux comes to in the domain over a period, for a person to hold against what is known of it, and whether its signs
 * and size can be: means over all hours of some whole days, evenly spread.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { InputError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { localSolarHour, type Time } from "../time.js";
import { toMicromoles, toPetagramsCarbon, toPetagramsCarbonPerYear } from "../units.js";
import type { FluxComponent, FluxSource, FluxTotal } from "./fluxSource.js";

/** Days that are looked at: so many, and one in so many of a long period, for its seasons. */
const FEW_DAYS = 5;
const ONE_IN = 30;
/** Local solar hours of day and night, the months of growth north and south, and where there are seasons [degrees]. */
const DAY = [10, 15] as const;
const NIGHT = [22, 3] as const;
const GROWTH = { north: [4, 8], south: [10, 2] } as const;
const SEASONS = 20;
/** Land that gives off more than this by day, or all day where day and night are the same, takes up nothing [mol m-2 s-1]. */
const BREATHES_OUT = 1e-6;
/** The months of which the summer is, 0 is January. */
const SUMMER = [5, 7] as const;
/** Land in its months of growth, water and cities somewhere exceed the first and stay below the second [mol m-2 s-1]. */
const STRENGTH = {
  biosphere: [1e-7, 7e-5],
  ocean: [1e-9, 2e-6],
  fossil: [1e-8, Infinity],
  fire: [0, Infinity],
} as const satisfies Record<FluxComponent, readonly [weak: number, strong: number]>;

/** Sums of flux times area and of areas. */
interface Sum {
  flux: number;
  area: number;
}

/**
 * @param landFraction [row][column]
 * @returns total and sentences on what is odd
 * @throws InputError where the biosphere gives off carbon by day and takes it up by night
 */
export function fluxTotal(
  source: FluxSource,
  grid: Grid,
  landFraction: Float64Array,
  { start, end }: { readonly start: Time; readonly end: Time },
): { readonly total: FluxTotal; readonly remarks: readonly string[] } {
  const of = Math.max(1, Math.round((end - start) / SECONDS_PER_DAY));
  const days = Math.min(Math.max(FEW_DAYS, Math.round(of / ONE_IN)), of);
  const mean = new Float64Array(grid.cells);
  const summer = new Float64Array(grid.cells);
  let summerDays = 0;
  let greatest = 0;
  const [day, night]: [Sum, Sum] = [
    { flux: 0, area: 0 },
    { flux: 0, area: 0 },
  ];
  for (let n = 0; n < days; n++) {
    const midnight = start + Math.floor(((n + 0.5) * of) / days) * SECONDS_PER_DAY;
    const month = new Date(midnight * 1000).getUTCMonth();
    const isSummer = month >= SUMMER[0] && month <= SUMMER[1];
    if (isSummer) summerDays++;
    for (let hour = 0; hour < 24; hour++) {
      const time = midnight + hour * SECONDS_PER_HOUR;
      const flux = source.hourly(time);
      for (let cell = 0; cell < flux.length; cell++) mean[cell] += flux[cell];
      if (isSummer) for (let cell = 0; cell < flux.length; cell++) summer[cell] += flux[cell];
      if (source.component !== "biosphere") {
        for (let cell = 0; cell < flux.length; cell++) greatest = Math.max(greatest, Math.abs(flux[cell]));
        continue;
      }
      const grows = growingLand(grid, landFraction, time);
      for (let cell = 0; cell < flux.length; cell++) {
        if (!grows(cell)) continue;
        greatest = Math.max(greatest, Math.abs(flux[cell]));
        const local = localSolarHour(time + SECONDS_PER_HOUR / 2, grid.longitude[cell]);
        if (local >= DAY[0] && local < DAY[1]) add(day, flux[cell], grid.area[cell]);
        if (local >= NIGHT[0] || local < NIGHT[1]) add(night, flux[cell], grid.area[cell]);
      }
    }
  }
  for (let cell = 0; cell < mean.length; cell++) {
    mean[cell] /= 24 * days;
    summer[cell] /= 24 * summerDays;
  }
  const looked = source.component !== "biosphere" || day.area > 0;
  return {
    total: {
      rate: mean.reduce((sum, flux, cell) => sum + flux * grid.area[cell], 0),
      mean,
      ...(summerDays === 0 ? {} : { summer }),
      days,
      of,
    },
    remarks: [...signRemarks(source, day, night), ...(looked ? strengthRemarks(source, greatest) : [])],
  };
}

function add(sum: Sum, flux: number, area: number): void {
  sum.flux += flux * area;
  sum.area += area;
}

function growingLand(grid: Grid, landFraction: Float64Array, time: Time): (cell: number) => boolean {
  const month = new Date(time * 1000).getUTCMonth();
  const north = month >= GROWTH.north[0] && month <= GROWTH.north[1];
  const south = month >= GROWTH.south[0] || month <= GROWTH.south[1];
  return (cell) =>
    landFraction[cell] > 0.5 && ((north && grid.latitude[cell] > SEASONS) || (south && grid.latitude[cell] < -SEASONS));
}

function signRemarks({ title, files }: FluxSource, day: Sum, night: Sum): string[] {
  if (day.area === 0 || night.area === 0) return [];
  const [byDay, byNight] = [day.flux / day.area, night.flux / night.area];
  if (byDay <= BREATHES_OUT) return [];
  const words = `${toMicromoles(byDay).toFixed(2)} umol m-2 s-1 by day and ${toMicromoles(byNight).toFixed(2)} by night`;
  if (byDay > byNight + BREATHES_OUT) {
    throw new InputError({
      where: files.length === 0 ? title : files[0],
      found: `land in its months of growth that gives off ${words}`,
      expected: "uptake by day: positive is to the atmosphere",
      remedy: 'where the files count uptake positive, turn them around, such as "variable: -nee"',
    });
  }
  return [`${title}: land in its months of growth gives off ${words}: is uptake counted negative?`];
}

function strengthRemarks({ component, title }: FluxSource, greatest: number): string[] {
  const [weak, strong] = STRENGTH[component];
  const found = `${title}: nowhere more than ${toMicromoles(greatest).toExponential(1)} umol m-2 s-1`;
  if (greatest < weak) return [`${found}: are the units right?`];
  return greatest > strong
    ? [`${title}: up to ${toMicromoles(greatest).toFixed(1)} umol m-2 s-1: are the units right?`]
    : [];
}

/** "-427 TgC in 12 days in the domain (-13.0 PgC yr-1; from 5 of the days)". */
export function fluxTotalInWords({ rate, days, of }: Pick<FluxTotal, "rate" | "days" | "of">): string {
  const number = (value: number): string =>
    value === 0 ? "0" : Math.abs(value) < 999 ? value.toPrecision(3) : String(Math.round(value));
  const teragrams = 1000 * toPetagramsCarbon(rate * of * SECONDS_PER_DAY);
  const looked = days < of ? `; from ${days} of the days` : "";
  const period = of === 1 ? "1 day" : `${of} days`;
  return `${number(teragrams)} TgC in ${period} in the domain (${number(toPetagramsCarbonPerYear(rate))} PgC yr-1${looked})`;
}
