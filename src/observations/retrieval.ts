/** One satellite sounding of column CO2, in SI, profiles from space to surface as ACOS stores them. */
import type { Time } from "../time.js";

export interface Retrieval {
  readonly kind: "column";
  /** Sounding number as the file gives it. */
  readonly id: string;
  readonly time: Time;
  /** Degrees east in [-180, 180], degrees north. */
  readonly longitude: number;
  readonly latitude: number;
  /** Retrieved column-mean dry-air mole fraction [mol mol-1]; NaN in a twin experiment until its truth fills it. */
  readonly xco2: number;
  /** Prior column-mean dry-air mole fraction [mol mol-1]. */
  readonly priorXco2: number;
  /** Standard error that the retrieval states [mol mol-1]. */
  readonly uncertainty: number;
  /** Whether the producer's quality flag says "good". */
  readonly good: boolean;
  /** Levels, space to surface: pressure [Pa], column averaging kernel [1], pressure weight [1], prior [mol mol-1]. */
  readonly pressure: Float64Array;
  readonly averagingKernel: Float64Array;
  readonly pressureWeight: Float64Array;
  readonly priorProfile: Float64Array;
  /** What it was seen over, where the file tells. */
  readonly surface?: "land" | "water" | undefined;
  /** Whether the experiment keeps it from the assimilation. */
  readonly validates?: boolean;
  /** How many soundings it is the mean of; absent where it is one. */
  readonly soundings?: number;
  /** Quantities for which the file holds no value, or none that is possible; absent where it is complete. */
  readonly missing?: readonly string[];
}
