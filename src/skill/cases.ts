/**
 * The twin experiments behind docs/skill.md: every case is a standard experiment with substitutions. Settings are chosen on
 * the truths of the set "settings" alone; all other sets use truths that nothing was chosen on. All but the set "core" and
 * one year are run on cells of 128 km, at a quarter of the time.
 */
import { causes } from "./causes.js";
import { type Network, networks, networkTitles } from "./networks.js";
import {
  matrixSizes,
  type Season,
  type Span,
  spanChanges,
  seasons,
  type Size,
  sizeChange,
  type TruthForm,
  truthFormChanges,
  truthForms,
} from "./matrix.js";
import { paperForms, THICK_LAYERS } from "./paperForms.js";
import { kinds, type Kind } from "./scores.js";
import { type Setting, settings, STANDARD } from "./settings.js";
import { type Section, substitute } from "./substitution.js";
import { twinExperiment } from "./twinExperiment.js";

export const caseSets = [
  /** Season x size of the prior's errors x form of the truth. */
  "matrix",
  /** A prior without error. */
  "perfect",
  /** Errors of a third, and parameters of as little spread. */
  "third-tuned",
  /** The whole of 2016. */
  "year",
  /** On truths for choosing: what is compared with the standard settings. */
  "settings",
  /** One kind of error less. */
  "causes",
  /** The shipped experiments as `jdas twin` runs them. */
  "core",
  "networks",
  "weather",
  "paper",
] as const;
export type CaseSet = (typeof caseSets)[number];

export interface SkillCase {
  /** For files: matrix-july-full-all-1. */
  readonly id: string;
  readonly set: CaseSet;
  /** What differs from the standard experiment besides season, size and truth, as tables say it. */
  readonly variant: string;
  readonly kind: Kind;
  readonly form: TruthForm;
  readonly season: Span;
  readonly size: Size;
  /** Seed of every draw. */
  readonly truth: number;
  readonly scale: Scale;
  /** Whether its maps are kept. */
  readonly maps: boolean;
  /** Weather file that it needs, by its name. */
  readonly weather?: string;
  /** As an experiment file holds it, of the shipped experiment of its kind. */
  experiment(shipped: Section): Section;
}

/** Size of the cells [km]; short: a tiny grid and 5 days, which shows that everything works. */
export type Scale = "64" | "128" | "short";

/** Truths that settings are chosen on. */
export const TUNED_TRUTHS = seeds(101, 10);
export const REPORTED_TRUTHS = seeds(1, 10);
/** Of what takes long, or is no part of a claim. */
export const FEW_TRUTHS = seeds(1, 4);
const FEWEST_TRUTHS = seeds(1, 2);
const SPEEDY = "speedy_t30_eastasia_201607.nc";

/** Cases that differ by their truth alone. */
interface Variation {
  readonly set: CaseSet;
  /** Between set and truth in identifiers. */
  readonly name: string;
  readonly truths: readonly number[];
  /** The later, the less it adds to the picture: the first truth is run in this round, the next in the one after it. */
  readonly round: number;
  readonly variant?: string;
  readonly kind?: Kind;
  readonly form?: TruthForm;
  readonly season?: Span;
  readonly size?: Size;
  readonly scale?: Scale;
  readonly change?: Section;
  readonly network?: Network;
  readonly weather?: string;
}

/** A third of the usual spread of the parameters, for a prior of a third of the standard errors. */
const THIRD_SIGMA: Section = { ensemble: { sigma: { day: 0.205, night: 0.099, additive: 0.087 } } };
/** Two seasons, of large fluxes and of small ones. */
const EXTREMES = ["july", "january"] as const satisfies readonly Season[];

const matrix = matrixSizes.flatMap((size) =>
  seasons.flatMap((season) =>
    truthForms.map(
      (form): Variation => ({
        set: "matrix",
        name: `${season}-${size}-${form}`,
        truths: REPORTED_TRUTHS,
        round: { full: 0, third: 3, half: 5 }[size],
        season,
        size,
        form,
      }),
    ),
  ),
);

const perfect = EXTREMES.flatMap((season) =>
  // Without errors of the prior there are no families of them.
  (["standard", "all"] as const).map(
    (form): Variation => ({
      set: "perfect",
      name: `${season}-${form}`,
      truths: REPORTED_TRUTHS,
      round: 2,
      season,
      form,
      size: "perfect",
    }),
  ),
);

const thirdTuned = seasons.map(
  (season): Variation => ({
    set: "third-tuned",
    name: `${season}-all`,
    truths: REPORTED_TRUTHS,
    round: 2,
    season,
    form: "all",
    size: "third",
    variant: "sigma a third",
    change: THIRD_SIGMA,
  }),
);

const years: readonly Variation[] = [
  { set: "year", name: "all", truths: FEW_TRUTHS, round: 3, season: "year", form: "all" },
  {
    set: "year",
    name: "64km-all",
    truths: seeds(1, 1),
    round: 6,
    season: "year",
    form: "all",
    scale: "64",
  },
];

/** What is judged by its fluxes needs no forward run with these; a truth that costs little affords many. */
const WITHOUT_FORWARD: Section = { runs: ["control", "analysis"] };
const inExtremes = (set: CaseSet, truths: readonly number[], changes: readonly Setting[]): Variation[] =>
  EXTREMES.flatMap((season) =>
    changes.map(
      ({ name, variant, change }): Variation => ({
        set,
        name: `${season}-${name}`,
        truths,
        round: 3,
        season,
        form: "all",
        variant,
        change: substitute(WITHOUT_FORWARD, change),
      }),
    ),
  );

const variations: readonly Variation[] = [
  ...matrix,
  ...perfect,
  ...thirdTuned,
  ...years,
  ...inExtremes("settings", TUNED_TRUTHS, settings),
  ...inExtremes("causes", REPORTED_TRUTHS, causes),
  ...kinds.map((kind): Variation => ({ set: "core", name: kind, truths: FEW_TRUTHS, round: 2, kind, scale: "64" })),
  ...networks
    .filter((network) => network !== "gosat")
    .map(
      (network): Variation => ({
        set: "networks",
        name: `${network.replace("+", "-")}-all`,
        truths: REPORTED_TRUTHS,
        round: 4,
        form: "all",
        variant: networkTitles[network],
        network,
      }),
    ),
  {
    set: "weather",
    name: "standard",
    truths: FEWEST_TRUTHS,
    round: 4,
    variant: "weather of SPEEDY",
    weather: SPEEDY,
  },
  ...paperForms.map(
    ({ name, variant, change }): Variation => ({
      set: "paper",
      name,
      truths: seeds(1, 1),
      round: 4,
      kind: "ideal",
      variant,
      change,
    }),
  ),
];

/** Cases of the trial: of each shape of result one, and two that can be compared. */
const SHORT: readonly string[] = [
  "core-ideal-1",
  "matrix-july-full-all-1",
  "settings-july-standard-101",
  "settings-july-rtps-101",
  "paper-beta80-1",
];

/**
 * All cases, in the order in which they are worth running: the first truth of every cell of the matrix at its full size, then
 * the second, with the rest of the picture between them.
 * @param short the trial: few cases on a tiny grid
 */
export function skillCases(short = false): SkillCase[] {
  const placed = variations.flatMap((variation) =>
    variation.truths.map((truth, i) => ({
      round: variation.round + i,
      own: caseOf(variation, truth, short ? "short" : (variation.scale ?? "128")),
    })),
  );
  const cases = placed.sort((a, b) => a.round - b.round).map(({ own }) => own);
  return short ? cases.filter(({ id }) => SHORT.includes(id)) : cases;
}

function caseOf(variation: Variation, truth: number, scale: Scale): SkillCase {
  const { set, name, variant = STANDARD.variant, kind = "real", form = "standard", size = "full" } = variation;
  const { season = "july", change = {}, network, weather } = variation;
  const id = `${set}-${name}-${truth}`;
  return {
    id,
    set,
    variant,
    kind,
    form,
    season,
    size,
    truth,
    scale,
    maps: set === "core" && truth === FEW_TRUTHS[0],
    ...(weather !== undefined && { weather }),
    experiment(shipped) {
      const named = weather === undefined ? undefined : { file: weather, title: "SPEEDY" };
      const standard = twinExperiment(shipped, { kind, truth, network, weather: named });
      return [
        spanChanges[season],
        sizeChange(size),
        ...truthFormChanges[form],
        change,
        scaleChanges[scale],
        { title: `Twin experiment ${id}`, output: id },
      ].reduce(substitute, standard);
    },
  };
}

function seeds(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** The domain on cells of 128 km. */
export const COARSE: Section = {
  timeStepMinutes: 30,
  grid: {
    name: "china-128km",
    projection: "+proj=stere +lat_0=35 +lon_0=116 +k=1 +R=6370000",
    columns: 53,
    rows: 43,
    spacingKm: 128,
    centre: [116, 35],
  },
};

const scaleChanges: Readonly<Record<Scale, Section>> = {
  "64": {},
  "128": COARSE,
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
