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

/** What weather does to fluxes, and wrong winds to plumes, lasts a day or two. */
const FINE_AND_BRIEF: Section = {
  ensemble: {
    sigma: { day: 0.77, night: 0.37, additive: 0.326 },
    scales: [
      { correlationKm: 700, memoryDays: 120, share: 0.5 },
      { correlationKm: 250, memoryDays: 120, share: 0.9 },
      { correlationKm: 400, memoryDays: 2, share: 0.8 },
    ],
  },
};

export const settings: readonly Setting[] = [
  STANDARD,
  { name: "rtps", variant: "RTPS 0.5", change: { filter: { inflation: { rtps: 0.5 } } } },
  {
    name: "representation1.5",
    variant: "1.5 ppm of representation assumed",
    change: { observations: { error: { representationPpm: 1.5 } } },
  },
  {
    name: "fine-days",
    variant: "more variance at 250 km, and as much again of 400 km and 2 days",
    change: FINE_AND_BRIEF,
  },
  {
    name: "offset",
    variant: "boundary offset estimated",
    change: { filter: { estimate: { boundaryOffset: { ppm: 0.5 } } } },
  },
  {
    name: "alone",
    variant: "no larger errors for columns with neighbours",
    change: { observations: { correlatedNeighbours: "none" } },
  },
  {
    name: "observation",
    variant: "localized about the sounding",
    change: { filter: { localization: { centre: "observation" } } },
  },
  ...[700, 350].map((km) => ({
    name: `scale${km}`,
    variant: `parameters of one length, ${km} km`,
    change: { ensemble: { scales: [{ correlationKm: km }] } },
  })),
];

/** As much of 700 km as usual, and nearly twice as much of 250 km: provinces, of whose errors the ensemble is too sure. */
const FINE: Section = {
  ensemble: {
    sigma: { day: 0.615, night: 0.296, additive: 0.26 },
    scales: [
      { correlationKm: 700, memoryDays: 120, share: 0.5 },
      { correlationKm: 250, memoryDays: 120, share: 0.9 },
    ],
  },
};

/** Settings of what lasts, compared over three months. */
export const lastingSettings: readonly Setting[] = [
  STANDARD,
  { name: "fine", variant: "more variance at 250 km", change: FINE },
  {
    name: "memory30",
    variant: "parameters of 30 days",
    change: {
      ensemble: {
        scales: [
          { correlationKm: 700, memoryDays: 30, share: 0.5 },
          { correlationKm: 250, memoryDays: 30, share: 0.5 },
        ],
      },
    },
  },
];
