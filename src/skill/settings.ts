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

/** Parameters of several scales. @param scales length [km], memory [days], share */
const parametersOf = (
  [day, night, additive]: readonly [number, number, number],
  scales: readonly (readonly [number, number, number])[],
): Section => ({
  ensemble: {
    sigma: { day, night, additive },
    scales: scales.map(([correlationKm, memoryDays, share]) => ({ correlationKm, memoryDays, share })),
  },
});

/** What weather does to fluxes, and wrong winds to plumes, lasts a day or two. */
const FINE_AND_BRIEF = parametersOf(
  [0.77, 0.37, 0.326],
  [
    [700, 120, 0.5],
    [250, 120, 0.9],
    [400, 2, 0.8],
  ],
);

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
const FINE = parametersOf(
  [0.615, 0.296, 0.26],
  [
    [700, 120, 0.5],
    [250, 120, 0.9],
  ],
);

/** What lasts a month, with the usual size and lengths. */
const SHORT_LIVED = parametersOf(
  [0.52, 0.25, 0.22],
  [
    [700, 30, 0.5],
    [250, 30, 0.5],
  ],
);

/** Settings of what lasts, compared over three months. */
export const lastingSettings: readonly Setting[] = [
  STANDARD,
  { name: "fine", variant: "more variance at 250 km", change: FINE },
  { name: "memory30", variant: "parameters of 30 days", change: SHORT_LIVED },
];
