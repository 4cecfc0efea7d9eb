/** What a product is opened with where there is no experiment, and what that gave. */
import type { Time } from "../time.js";
import type { GridFacts } from "./inspection.js";
import type { Period } from "./periods.js";

/** Files of one product, and what is known of them. */
export interface UsedFiles {
  /** As they were named. */
  readonly names: readonly string[];
  /** Absolute. */
  readonly paths: readonly string[];
  readonly grids: readonly GridFacts[];
  readonly times: readonly Time[];
  /** Of which they may be, one at least. */
  readonly periods: readonly Period[];
  /** Names, of all of them. */
  readonly variables: readonly string[];
}

/** What a role gave. */
export interface Opened<F> {
  readonly facts: F | undefined;
  readonly remarks: readonly string[];
  readonly suspicions: readonly string[];
  readonly places?: Places;
}

/** Where observations are, and their values [ppm], NaN of those that are not good. */
export interface Places {
  readonly title: string;
  readonly longitude: readonly number[];
  readonly latitude: readonly number[];
  readonly ppm: readonly number[];
}
