/**
 * Settings that are compared with the standard ones, on truths that nothing else is reported of: each a substitution in the
 * experiment. Choose by these alone.
 */
import type { Section } from "./substitution.js";

export interface Setting {
  /** For the identifier of its cases. */
  readonly name: string;
  readonly variant: string;
  readonly change: Section;
}

/** What the others are compared with. */
export const STANDARD: Setting = { name: "standard", variant: "standard", change: {} };

export const settings: readonly Setting[] = [
  STANDARD,
  { name: "rtps", variant: "RTPS 0.5", change: { filter: { inflation: { rtps: 0.5 } } } },
  {
    name: "representation1.5",
    variant: "1.5 ppm of representation assumed",
    change: { observations: { error: { representationPpm: 1.5 } } },
  },
  {
    name: "constant",
    variant: "a constant offset of the boundary, which is not estimated",
    change: { filter: { estimate: { boundaryOffset: "none" } } },
  },
  {
    name: "undisplaced",
    variant: "columns without errors of wrong winds, and 2 ppm of representation",
    change: { observations: { error: { displacementKm: "none" } } },
  },
  {
    name: "observation",
    variant: "localized about the sounding",
    change: { filter: { localization: { centre: "observation" } } },
  },
];
