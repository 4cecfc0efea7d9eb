/** What a file says of one surface site, as its reader gives it, whatever its format. */
import type { Time } from "../../time.js";

export interface SiteSeries {
  readonly path: string;
  /** Of the data set: the same in two files only where one is a version of the other. */
  readonly name: string;
  /** Code of the site, capitals: "MLO". */
  readonly site: string;
  /** Measured on and on, or air that was taken at some times. */
  readonly sampling: "continuous" | "flask";
  /** Where it was measured; only what stands at the surface is used. */
  readonly platform: "surface" | "aircraft";
  /** Length of what each value is a mean of [s]; 0 where it is none, NaN where the file does not say. */
  readonly interval: number;
  /** Said of the file where it is used. */
  readonly remarks?: readonly string[];
  readonly values: Iterable<SiteValue>;
}

/** One value as a file has it; a number is NaN where it is missing. */
export interface SiteValue {
  readonly id: string;
  /** Middle of what it is a mean of. */
  readonly time: Time;
  /** Degrees east, degrees north. */
  readonly longitude: number;
  readonly latitude: number;
  /** Of the intake above the ground, of that ground and of the intake above the sea [m]. */
  readonly intakeHeight: number;
  readonly elevation: number;
  readonly altitude: number;
  /** Dry-air mole fraction, and its standard deviation or uncertainty as stated [mol mol-1]. */
  readonly moleFraction: number;
  readonly deviation: number;
  /** What the producer's flags say. */
  readonly good: boolean;
  /** Calibration scale as the file names it; "" where it does not. */
  readonly scale: string;
}
