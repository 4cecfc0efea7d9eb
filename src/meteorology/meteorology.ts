/**
 * Weather on the model's own grid and levels, as every source delivers it. Arrays are float64, level 0 the lowest.
 */
import type { Time } from "../time.js";

/** What the mass of dry air follows from, at one instant. */
export interface MoistAir {
  readonly time: Time;
  /** [row][column], [Pa] */
  readonly surfacePressure: Float64Array;
  /** [level][row][column], kg water vapour per kg moist air */
  readonly specificHumidity: Float64Array;
  /** Dry air of each layer, where the source has its own, [level][row][column], [kg m-2] */
  readonly dryBurden?: Float64Array;
}

/** The weather at one instant. */
export interface Meteorology extends MoistAir {
  /** [level][row][column], [K] */
  readonly temperature: Float64Array;
  /** Wind through x faces, positive to growing column: [level][row][column + 1], [m s-1] */
  readonly xWind: Float64Array;
  /** Wind through y faces, positive to growing row: [level][row + 1][column], [m s-1] */
  readonly yWind: Float64Array;
  /** [row][column], [m] above ground */
  readonly boundaryLayerHeight: Float64Array;
  /** [row][column], [m s-1] */
  readonly frictionVelocity: Float64Array;
  /** Inverse of the Obukhov length, [row][column], [m-1]: 0 neutral, positive stable. */
  readonly inverseObukhovLength: Float64Array;
  /** Sunlight that reaches the ground, where the source has it: [row][column], [W m-2] */
  readonly shortwave?: Float64Array | undefined;
  /** Rain and snow, where the source has it: [row][column], [kg m-2 s-1] */
  readonly precipitation?: Float64Array | undefined;
  /** Air that rises in convection, where the source knows it: [level + 1][row][column], [kg m-2 s-1], 0 at both ends. */
  readonly updraftMassFlux?: Float64Array | undefined;
}

/** What of the weather the exchange of air in a column follows from, beside its winds. */
export type ColumnMixing = Pick<
  Meteorology,
  "boundaryLayerHeight" | "frictionVelocity" | "inverseObukhovLength" | "updraftMassFlux"
>;

export interface MeteorologySource {
  /** What it is, for titles: "synthetic weather", "GFS 2.5 degree". */
  readonly title: string;
  /** What every output must say of it: dates shifted, one instant held steady, boundary layer imposed. */
  readonly remarks: readonly string[];
  /** First and last instant it can give. */
  readonly coverage: { readonly start: Time; readonly end: Time };
  /** Input files, for the run record. */
  readonly files: readonly string[];
  /** Share of city in each cell, where the source knows it, [row][column], 0 to 1 */
  readonly urbanFraction?: Float64Array | undefined;
  /**
   * Looks at what a period needs, without computing anything: at every instant's time, and at the values of some or all.
   * @throws CoverageError where it is not covered, InputError where a field is not finite or not plausible
   */
  check(start: Time, end: Time): void;
  /** @throws CoverageError outside the coverage, InputError where a field is not finite */
  at(time: Time): Meteorology;
  /** The same instant without what only winds and mixing need. @throws as `at` */
  airAt(time: Time): MoistAir;
  /** Of `at` the mixing alone, where a source has it with less work. @throws as `at` */
  mixingAt?(time: Time): ColumnMixing;
  /** Of `airAt` the surface pressure alone, where a source has it with less work. @throws as `at` */
  surfacePressureAt?(time: Time): Float64Array;
  close(): void;
}
