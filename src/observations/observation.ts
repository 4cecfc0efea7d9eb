/** What is compared with the model: a column seen from space, or a mole fraction measured at a surface site. */
import type { Time } from "../time.js";
import type { Fate } from "./fate.js";
import type { Retrieval } from "./retrieval.js";

/** Mole fraction at one place, a mean over an hour, as a tower or a surface station measures it. */
export interface SiteSample {
  readonly kind: "point";
  readonly id: string;
  /** Name of the site. */
  readonly site: string;
  /** Middle of the hour. */
  readonly time: Time;
  /** Degrees east in [-180, 180], degrees north. */
  readonly longitude: number;
  readonly latitude: number;
  /** Of the intake, above the ground of the model [m]. */
  readonly height: number;
  /** Dry-air mole fraction [mol mol-1]; NaN in a twin experiment until its truth fills it. */
  readonly moleFraction: number;
  /** Standard error of the measurement [mol mol-1]. */
  readonly uncertainty: number;
  readonly good: boolean;
  /** Quantities without a value; absent where the sample is complete. */
  readonly missing?: readonly string[];
  /** What its file says of it; absent where it is made up. */
  readonly measured?: SiteMeasurement;
  /** Why it is not used though it is good; absent where nothing speaks against it. */
  readonly setAside?: SiteFate;
  /** Whether the experiment keeps its site from the assimilation. */
  readonly validates?: boolean;
}

/** What rules of surface sites make of good samples. */
export type SiteFate = Extract<Fate, "not_chosen" | "other_intake" | "other_hour">;

export interface SiteMeasurement {
  /** Of the intake above the ground of the site, and above the sea [m]; NaN where the file does not say. */
  readonly intakeHeight: number;
  readonly altitude: number;
  /** As the file names it: "WMO CO2 X2019"; "" where it does not. */
  readonly scale: string;
}

export type Observation = Retrieval | SiteSample;

export const observationKinds = ["column", "point"] as const satisfies readonly Observation["kind"][];

/** What differs between columns and points. */
export type ByKind<T> = Readonly<Record<Observation["kind"], T>>;

export interface ObservationSet {
  /** What it is, for titles: "GOSAT ACOS v9 Lite". */
  readonly title: string;
  readonly remarks: readonly string[];
  readonly files: readonly string[];
  /** In order of time. */
  readonly observations: readonly Observation[];
  /** How many were read and are not kept, by what removed them: files hold more than the domain, and more than a cell needs. */
  readonly notKept?: Readonly<Partial<Record<Fate, number>>>;
}

/** Of columns alone. */
export interface RetrievalSet extends ObservationSet {
  readonly observations: readonly Retrieval[];
}

/** The measured value: column mean, or mole fraction at the site [mol mol-1]. */
export function observedValue(observation: Observation): number {
  return observation.kind === "column" ? observation.xco2 : observation.moleFraction;
}
