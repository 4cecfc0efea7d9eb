/**
 * Whether what a flux comes to, of the world or of mainland China, can be: limits around published totals, wide enough for
 * all years and products and narrower than a mass of CO2 taken for one of carbon. Their sources: docs/data-sources.md.
 */
import { EARTH_RADIUS, SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { Region } from "../regions/region.js";
import type { Time } from "../time.js";
import { toPetagramsCarbonPerYear } from "../units.js";
import type { FluxComponent, FluxSource, FluxTotal } from "./fluxSource.js";

export type KnownPlace = "the world" | "mainland China";

/** [PgC yr-1] */
type Limits = readonly [least: number, most: number];

interface KnownTotals {
  /** Of whole years; of days in June, July and August; of any days. */
  readonly biosphere: Readonly<Record<"year" | "summer" | "anyDays", Limits>>;
  readonly fire: Readonly<Record<"year" | "anyDays", Limits>>;
  readonly ocean?: Limits;
  /** By year, linear in between [PgC yr-1]. */
  readonly fossil: readonly (readonly [year: number, emission: number])[];
}

const KNOWN: Readonly<Record<KnownPlace, KnownTotals>> = {
  "the world": {
    biosphere: { year: [-8, 2], summer: [-75, -10], anyDays: [-75, 60] },
    fire: { year: [1, 4.5], anyDays: [0.5, 10] },
    ocean: [-4.5, -0.7],
    fossil: [
      [1960, 2.5],
      [1970, 4],
      [1980, 5.3],
      [1990, 6.2],
      [2000, 6.9],
      [2010, 9.1],
      [2020, 9.5],
    ],
  },
  "mainland China": {
    biosphere: { year: [-2.5, 0.5], summer: [-9, -0.8], anyDays: [-9, 5] },
    fire: { year: [0.003, 0.3], anyDays: [0, 1] },
    fossil: [
      [1970, 0.21],
      [1980, 0.4],
      [1990, 0.68],
      [2000, 1],
      [2005, 1.6],
      [2010, 2.35],
      [2015, 2.7],
      [2020, 3],
    ],
  },
};
/** Fossil emissions may be more or less than the published by this: inventories, months, years that stand for others. */
const FOSSIL_FACTOR = 1.8;
/** Fewer days do not have all seasons. */
const YEAR_OF_DAYS = 330;

/** What makes a total wrong by so much. */
const MISTAKES = [
  ["as if masses of CO2 were taken for those of carbon", 44 / 12],
  ["as if masses of carbon were taken for those of CO2", 12 / 44],
  ["as if uptake were counted positive", -1],
  ["a factor of 1000 too much", 1000],
  ["a factor of 1000 too little", 1e-3],
  ["as if amounts of an hour were taken for those of a second", SECONDS_PER_HOUR],
  ["as if amounts of a second were taken for those of an hour", 1 / SECONDS_PER_HOUR],
  ["as if amounts of a month were taken for those of a second", 30.4 * SECONDS_PER_DAY],
  ["as if amounts of a second were taken for those of a month", 1 / (30.4 * SECONDS_PER_DAY)],
] as const;

/** A place whose totals are published, as the share of each cell that is of it, [row][column] [1]. */
export interface PublishedPlace {
  readonly place: KnownPlace;
  readonly share: ArrayLike<number>;
}

/** Less than all of the sphere, for files that leave out the poles. */
const NEARLY_ALL = 0.98;

/** @param regions of the grid @returns those of the known places that the grid has wholly */
export function publishedPlaces(grid: Pick<Grid, "area" | "cells">, regions: readonly Region[]): PublishedPlace[] {
  const area = grid.area.reduce((sum, cell) => sum + cell, 0);
  const mainland = regions.find(({ id }) => id === "mainland-china");
  return [
    ...(area > NEARLY_ALL * 4 * Math.PI * EARTH_RADIUS ** 2
      ? [{ place: "the world", share: new Float64Array(grid.cells).fill(1) } as const]
      : []),
    ...(mainland === undefined ? [] : [{ place: "mainland China", share: mainland.share } as const]),
  ];
}

/**
 * @param total of the source
 * @param start of the period
 * @returns sentences on what is beyond the limits
 */
export function publishedTotalRemarks(
  { component }: Pick<FluxSource, "component">,
  { mean, summer, of }: Pick<FluxTotal, "mean" | "summer" | "of">,
  { area }: Pick<Grid, "area">,
  { place, share }: PublishedPlace,
  start: Time,
): string[] {
  const totalOf = (flux: Float64Array): number =>
    toPetagramsCarbonPerYear(flux.reduce((sum, value, cell) => sum + value * share[cell] * area[cell], 0));
  const judged = [
    {
      total: totalOf(mean),
      limits: limitsOf(place, component, of >= YEAR_OF_DAYS, new Date(start * 1000).getUTCFullYear()),
      when: "",
    },
    ...(summer === undefined || component !== "biosphere"
      ? []
      : [{ total: totalOf(summer), limits: KNOWN[place].biosphere.summer, when: " in June to August" }]),
  ];
  return judged.flatMap(({ total, limits, when }) => {
    if (limits === undefined || isWithin(total, limits)) return [];
    const mistake = MISTAKES.find(([, factor]) => isWithin(total / factor, limits));
    const [least, most] = limits.map((limit) => Number(limit.toPrecision(2)));
    const found = `The ${component} flux of ${place}${when} is ${Number(total.toPrecision(3))} PgC yr-1`;
    const cause = mistake === undefined ? "are the units right, is a part missing?" : `that is ${mistake[0]}`;
    return [`${found}, where what is published lies between ${least} and ${most}: ${cause}`];
  });
}

function limitsOf(place: KnownPlace, component: FluxComponent, wholeYear: boolean, year: number): Limits | undefined {
  const known = KNOWN[place];
  switch (component) {
    case "biosphere":
    case "fire":
      return known[component][wholeYear ? "year" : "anyDays"];
    case "ocean":
      return known.ocean;
    case "fossil": {
      const emission = interpolated(known.fossil, year);
      return [emission / FOSSIL_FACTOR, emission * FOSSIL_FACTOR];
    }
  }
}

/** The first and the last value hold beyond them. */
function interpolated(points: KnownTotals["fossil"], year: number): number {
  const next = points.findIndex(([other]) => other > year);
  if (next <= 0) return points[next === 0 ? 0 : points.length - 1][1];
  const [[y0, e0], [y1, e1]] = [points[next - 1], points[next]];
  return e0 + ((e1 - e0) * (year - y0)) / (y1 - y0);
}

function isWithin(value: number, [least, most]: Limits): boolean {
  return value >= least && value <= most;
}

/**
 * Of all fluxes that are read from files.
 * @param sources that were looked at @param regions of the grid @param start of the period
 */
export function publishedRemarks(
  sources: readonly FluxSource[],
  grid: Grid,
  regions: readonly Region[],
  start: Time,
): string[] {
  const places = publishedPlaces(grid, regions);
  return sources.flatMap((source) => {
    const { files, total } = source;
    if (files.length === 0 || total === undefined) return [];
    return places.flatMap((place) => publishedTotalRemarks(source, total, grid, place, start));
  });
}
