/**
 * The vertical motion that continuity gives (see massFluxes.ts) beside the one that a weather's files hold, at the inner
 * interfaces between layers and at the instants of the files. The outermost cells, where the winds are those of one side
 * only, are left out.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { type AirFlow, createMassFluxBuilder } from "../meteorology/massFluxes.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology/meteorology.js";
import type { Time } from "../time.js";
import { type FitTally, type OriginFit, createFitTally } from "./originFit.js";

/** Air of one hour, and the weather that it was made of. */
export interface DiagnosedHour {
  readonly flow: AirFlow;
  readonly start: MoistAir;
  readonly middle: Meteorology;
  readonly end: MoistAir;
}

/** Vertical motion as the files of a weather have it. Fields are [level + 1][row][column]. */
export interface KnownVerticalVelocity {
  /** Name of the variable. */
  readonly name: string;
  readonly unit: string;
  /** Instants of the files, with half an hour of weather on either side. */
  readonly times: readonly Time[];
  /** NaN where the files have no value; `hour` is that around the time. */
  theirs(time: Time, hour: DiagnosedHour): Float64Array;
  /** The same of ours. */
  ours(hour: DiagnosedHour): Float64Array;
  close(): void;
}

/** How well ours follows theirs at one interface, or at all. */
export interface VerticalVelocityRow extends OriginFit {
  readonly subject: string;
  readonly variable: string;
  readonly unit: string;
  /** 1 is the top of the lowest layer. */
  readonly interface: number | "all";
  /** Of the interface over a surface at 1000 hPa [Pa]; absent for all. */
  readonly pressure?: number;
}

/** @returns a row for each inner interface, and a last one for all of them */
export function compareVerticalVelocity(
  subject: string,
  grid: Grid,
  vertical: VerticalCoordinate,
  weather: MeteorologySource,
  known: KnownVerticalVelocity,
): VerticalVelocityRow[] {
  const { columns, rows, cells } = grid;
  const { a, b, levels } = vertical;
  const builder = createMassFluxBuilder(grid, vertical);
  const all = createFitTally();
  const tallies = Array.from({ length: levels - 1 }, createFitTally);
  for (const time of known.times) {
    const start = weather.airAt(time - SECONDS_PER_HOUR / 2);
    const middle = weather.at(time);
    const end = weather.airAt(time + SECONDS_PER_HOUR / 2);
    const hour = { flow: builder.build(start, middle, end), start, middle, end };
    const theirs = known.theirs(time, hour);
    const ours = known.ours(hour);
    tallies.forEach((tally, inner) => {
      for (let row = 1; row < rows - 1; row++) {
        for (let column = 1; column < columns - 1; column++) {
          const at = (inner + 1) * cells + row * columns + column;
          if (Number.isFinite(theirs[at])) for (const each of [tally, all]) each.add(theirs[at], ours[at]);
        }
      }
    });
  }
  const rowOf = (tally: FitTally): Omit<VerticalVelocityRow, "interface"> => ({
    subject,
    variable: known.name,
    unit: known.unit,
    ...tally.fit(),
  });
  return [
    ...tallies.map((tally, inner) => ({
      ...rowOf(tally),
      interface: inner + 1,
      pressure: a[inner + 1] + b[inner + 1] * 1e5,
    })),
    { ...rowOf(all), interface: "all" as const },
  ];
}
