/** Surface fluxes of CO2 on the model's grid, one component from one source. */
import type { Time } from "../time.js";
import type { FluxAloft } from "./heightProfile.js";

/** `biosphere` is net ecosystem exchange. Natural flux = biosphere + ocean; only it is estimated. */
export const fluxComponents = ["biosphere", "ocean", "fossil", "fire"] as const;
export type FluxComponent = (typeof fluxComponents)[number];

/** What a flux comes to. */
export interface FluxTotal {
  /** Net flux of the domain, mean of the days that were looked at [mol s-1]. */
  readonly rate: number;
  /** The same means by place, [row][column], [mol m-2 s-1]. */
  readonly mean: Float64Array;
  /** Of those of the days that lie in June, July or August, where some do. */
  readonly summer?: Float64Array;
  /** Days that were looked at, and of the period. */
  readonly days: number;
  readonly of: number;
}

export interface FluxSource {
  readonly component: FluxComponent;
  /** What it is, for titles and attributes. */
  readonly title: string;
  /** What every output must say of it. */
  readonly remarks: readonly string[];
  /** Input files, for the run record. */
  readonly files: readonly string[];
  /** Mean flux over [time, time + 1 h), [row][column], [mol m-2 s-1], positive to the atmosphere. */
  hourly(time: Time): Float64Array;
  /** Of `hourly`, what is given off by profiles of heights; the rest enters the lowest layer. */
  aloft?(time: Time): readonly FluxAloft[];
  /** In the domain over the period of a run, once that has looked. */
  readonly total?: FluxTotal;
  /** Where a source may lack hours. @throws CoverageError with every hole of the period */
  check?(start: Time, end: Time): void;
  /** Gross uptake over the same hour (photosynthesis, positive), where a biosphere source knows it. */
  grossUptake?(time: Time): Float64Array;
  close(): void;
}
