/**
 * The matrix of twin experiments behind docs/skill.md: every case is a standard experiment with substitutions. Settings
 * were chosen on the truths of the set "tuning" alone; all other sets use truths that nothing was chosen on. What is
 * compared with each other is run on cells of 128 km, at a quarter of the time, beside the standard experiment there.
 */
import { kinds, type Kind } from "./scores.js";
import { type Network, networks, networkTitles } from "./networks.js";
import { type Section, substitute } from "./substitution.js";
import { twinExperiment } from "./twinExperiment.js";

export const caseSets = [
  "core",
  "perfect",
  "weather",
  /** The standard experiment on the coarse grid, beside which comparisons stand. */
  "coarse",
  "tuning",
  "networks",
  "paper",
  "localization",
  "gate",
  "filter",
  "estimate",
] as const;
export type CaseSet = (typeof caseSets)[number];

export interface SkillCase {
  /** For files: core-ideal-1. */
  readonly id: string;
  readonly set: CaseSet;
  /** What differs from the standard experiment, as tables say it; the same for every kind and truth. */
  readonly variant: string;
  readonly kind: Kind;
  readonly truth: number;
  readonly scale: Scale;
  /** Whether its maps are kept. */
  readonly maps: boolean;
  /** Weather file that it needs, by its name. */
  readonly weather?: string;
  /** As an experiment file holds it, of the shipped experiment of its kind. */
  experiment(shipped: Section): Section;
}

/** Sizes of the domain that the matrix can be run on. */
export const scales = ["standard", "128", "short"] as const;
/** 128: half the resolution, for quick trials; short: a tiny grid and 5 days, which shows that everything works. */
export type Scale = (typeof scales)[number];

export const TUNED_TRUTHS: readonly number[] = [101, 102];
export const REPORTED_TRUTHS: readonly number[] = [1, 2, 3, 4];
/** Those of comparisons, which the standard experiment is compared at too. */
const COMPARED_TRUTHS: readonly number[] = [1, 2];
const SPEEDY = "speedy_t30_eastasia_201607.nc";

interface Variation {
  readonly set: CaseSet;
  readonly scale: Scale;
  /** For the identifier, empty where the set has one variant. */
  readonly name?: string;
  readonly variant: string;
  readonly kinds: readonly Kind[];
  readonly truths: readonly number[];
  readonly change?: Section;
  readonly network?: Network;
  readonly weather?: string;
}

/** The lowest is 160 m thick, where the standard one is 33 m: less of the night's build-up stays near the ground. */
const THICK_LAYERS: Section = { sigma: [1, 0.98, 0.94, 0.86, 0.72, 0.5, 0.28, 0.1, 0], topHPa: 35 };
const PERFECT: Section = { twin: { uptakeError: 0, respirationError: 0, weatherDriven: 0 } };

/** Of a set that is compared on the coarse grid. */
const compared = (
  set: CaseSet,
  of: readonly Kind[],
  truths: readonly number[],
  changes: readonly (readonly [name: string, variant: string, change: Section])[],
): Variation[] =>
  changes.map(([name, variant, change]) => ({ set, scale: "128", name, variant, kinds: of, truths, change }));

const variations: readonly Variation[] = [
  { set: "core", scale: "standard", variant: "standard", kinds, truths: REPORTED_TRUTHS },
  {
    set: "perfect",
    scale: "standard",
    variant: "prior without error",
    kinds,
    truths: REPORTED_TRUTHS,
    change: PERFECT,
  },
  { set: "weather", scale: "128", variant: "weather of SPEEDY", kinds, truths: COMPARED_TRUTHS, weather: SPEEDY },
  { set: "coarse", scale: "128", variant: "standard", kinds, truths: COMPARED_TRUTHS },
  { set: "tuning", scale: "128", variant: "standard", kinds, truths: TUNED_TRUTHS },
  ...networks
    .filter((network) => network !== "gosat")
    .map((network): Variation => {
      const [name, variant] = [network.replace("+", "-"), networkTitles[network]];
      return { set: "networks", scale: "128", name, variant, kinds: ["real"], truths: COMPARED_TRUTHS, network };
    }),
  ...compared(
    "paper",
    ["ideal"],
    [1],
    [
      ...[80, 40, 20].map((beta) => [`beta${beta}`, `as printed, beta ${beta}`, asPrinted(beta)] as const),
      ...[40, 20].map(
        (beta) =>
          [
            `beta${beta}-bounded`,
            `beta ${beta}, smooth perturbations, factor bounded to 0.4`,
            published({ ...hourlyForm("paper", beta), factorBound: 0.4 }),
          ] as const,
      ),
      ...[80, 40, 20].map(
        (beta) =>
          [
            `beta${beta}-thick`,
            `beta ${beta}, smooth perturbations, 8 thick layers`,
            { ...published(hourlyForm("paper", beta)), vertical: THICK_LAYERS },
          ] as const,
      ),
      ["stabilised", "stabilised, beta 40", published(hourlyForm("paper-stabilised", 40))],
    ],
  ),
  ...compared("localization", ["real"], COMPARED_TRUTHS, [
    ["none", "none", { filter: { localization: "none" } }],
    ["1280", "1280 km, at the sounding", localized(1280)],
    ["4000", "4000 km, at the sounding", localized(4000)],
    ["2000", "2000 km, at the sounding", localized(2000)],
    ["upwind-1280", "1280 km, upwind", localized(1280, "upwind")],
    ["way-1280", "1280 km, all the way of the air", localized(1280, "way")],
  ]),
  ...compared("gate", ["real"], COMPARED_TRUTHS, [
    ["2.5", "2.5 expected departures", gated({ expectedDepartures: 2.5 })],
    ["5ppm", "5 ppm, as published", gated({ fixedPpm: 5 })],
    [
      "representation1.5",
      "3.5 expected departures, 1.5 ppm of representation assumed",
      { observations: { error: { representationPpm: 1.5 } } },
    ],
  ]),
  ...compared("filter", ["real"], COMPARED_TRUTHS, [
    ["letkf", "LETKF", { filter: { method: "letkf" } }],
    ["adaptive", "EnSRF, adaptive order", { filter: { order: "adaptive" } }],
    ["rtps", "EnSRF, RTPS 0.5", { filter: { inflation: { rtps: 0.5 } } }],
  ]),
  ...compared("estimate", ["real"], COMPARED_TRUTHS, [
    [
      "both",
      "boundary offset and retrieval bias",
      { filter: { estimate: { boundaryOffset: { ppm: 0.5 }, retrievalBias: { ppm: 0.3 } } } },
    ],
  ]),
];

function gated(gate: Section): Section {
  return { observations: { gate: { expectedDepartures: null, ...gate } } };
}

function localized(zeroDistanceKm: number, centre = "observation"): Section {
  return { filter: { localization: { zeroDistanceKm, centre } } };
}

/** The whole of the published set-up: white noise of 5 % at start and sides, 1280 km, 5 ppm. */
function asPrinted(beta: number): Section {
  return [
    published(hourlyForm("paper", beta)),
    localized(1280),
    gated({ fixedPpm: 5 }),
    { background: { perturbationPpm: null, boundaryOffsetPpm: null, noiseShare: 0.05 } },
  ].reduce(substitute, {});
}

/** The published flux forecast, and localization as published: about the sounding. */
function published(ensemble: Section): Section {
  return { ensemble, filter: { localization: { centre: "observation" } } };
}

function hourlyForm(form: string, beta: number): Section {
  return { form, beta, lagDays: null };
}

/**
 * All cases, in the order in which they are worth running. The short form has three: ideal, real, and one that diverges.
 * @param all the scale of every case; absent: each set has its own
 */
export function skillCases(all?: Scale): SkillCase[] {
  const cases = variations
    .filter(({ set }) => all === undefined || set !== "coarse")
    .flatMap((variation) =>
      variation.truths.flatMap((truth) =>
        variation.kinds.map((kind) => caseOf(variation, kind, truth, all ?? variation.scale)),
      ),
    );
  return all === "short" ? cases.filter(({ id }) => SHORT.includes(id)) : cases;
}

const SHORT: readonly string[] = ["core-ideal-1", "core-real-1", "paper-beta80-ideal-1"];

function caseOf(variation: Variation, kind: Kind, truth: number, scale: Scale): SkillCase {
  const { set, name, variant, change = {}, network, weather } = variation;
  const id = [set, ...(name === undefined ? [] : [name]), kind, truth].join("-");
  return {
    id,
    set,
    variant,
    kind,
    truth,
    scale,
    maps: set === "core" && truth === REPORTED_TRUTHS[0],
    ...(weather !== undefined && { weather }),
    experiment(shipped) {
      const named = weather === undefined ? undefined : { file: weather, title: "SPEEDY" };
      const standard = twinExperiment(shipped, { kind, truth, network, weather: named });
      return [scaleChanges[scale], change, { title: `Twin experiment ${id}`, output: id }].reduce(substitute, standard);
    },
  };
}

const scaleChanges: Readonly<Record<Scale, Section>> = {
  standard: {},
  "128": {
    timeStepMinutes: 30,
    grid: {
      name: "china-128km",
      projection: "+proj=stere +lat_0=35 +lon_0=116 +k=1 +R=6370000",
      columns: 53,
      rows: 43,
      spacingKm: 128,
      centre: [116, 35],
    },
  },
  short: {
    period: { end: "2016-07-06", spinUpDays: 2 },
    timeStepMinutes: 60,
    vertical: THICK_LAYERS,
    grid: {
      name: "small",
      projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000",
      columns: 20,
      rows: 16,
      spacingKm: 200,
      centre: [116, 35],
    },
    ensemble: { members: 8 },
  },
};
