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
const BRIEF = parametersOf(
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
    name: "days",
    variant: "half as much again of 400 km and 2 days",
    change: BRIEF,
  },
  {
    name: "offset",
    variant: "boundary offset estimated",
    change: { filter: { estimate: { boundaryOffset: { ppm: 0.5 } } } },
  },
  {
    name: "bias",
    variant: "retrieval bias estimated, of the size of what columns share",
    change: { filter: { estimate: { retrievalBias: { ppm: 0.9, memoryDays: 150 } } } },
  },
  {
    name: "twice700",
    variant: "twice the variance at 700 km, a quarter less at 250 km",
    change: {
      ensemble: {
        scales: [
          { correlationKm: 700, share: 0.5 },
          { correlationKm: 250, share: 0.9 },
        ],
      },
    },
  },
  {
    name: "less250",
    variant: "a quarter less variance at 250 km",
    change: parametersOf(
      [0.557, 0.268, 0.2356],
      [
        [700, 120, 0.2173],
        [250, 120, 0.7827],
      ],
    ),
  },
  {
    name: "undisplaced",
    variant: "columns without errors of wrong winds, and 2 ppm of representation",
    change: { observations: { error: { displacementKm: "none" } } },
  },
  {
    name: "displaced450",
    variant: "columns displaced by 450 km, not 300",
    change: { observations: { error: { displacementKm: 450 } } },
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

/** The former parameters: of less variance at 250 km, too sure of provinces. @param memory [days] */
const formerParameters = (memory: number): Section =>
  parametersOf(
    [0.52, 0.25, 0.22],
    [
      [700, memory, 0.5],
      [250, memory, 0.5],
    ],
  );

/** Settings of what lasts, compared over three months. */
export const lastingSettings: readonly Setting[] = [
  STANDARD,
  { name: "coarse", variant: "less variance at 250 km", change: formerParameters(120) },
  { name: "memory30", variant: "less variance at 250 km, and parameters of 30 days", change: formerParameters(30) },
];
