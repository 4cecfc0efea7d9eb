/** The sizes of errors that an experiment file has and the data may tell: where they stand in the file, and how far to look. */
import type { AnalysisPlan } from "../config/plan.js";
import type { ProfileRange } from "./profile.js";
import type { Setting } from "./search.js";

/** The keys that lead to a value of an experiment file. */
type Path = readonly string[];
/** An experiment file as plain data. */
export type Configuration = Readonly<Record<string, unknown>>;

export interface Size {
  readonly name: string;
  /** What people call it by who know the file: the end of its key. */
  readonly shortKey: string;
  /** "[ppm]"; empty for a factor on several keys. */
  readonly unit: string;
  /** The keys that it multiplies. */
  readonly keys: readonly Path[];
  /** In the file; 1 of a factor on several keys. */
  readonly value: number;
  readonly range: ProfileRange;
}

/** Most that the form of the file allows of a sigma. */
const LARGEST_SIGMA = 3;
/** Sections that a key is known without. */
const SECTIONS: ReadonlySet<string> = new Set(["ensemble", "error", "background"]);
const SIGMAS = ["day", "night", "additive"] as const;

/** @returns those that are at work in the experiment, in the order in which they are searched */
export function sizesOf(plan: AnalysisPlan, kinds: ReadonlySet<"column" | "point">): Size[] {
  const flux = fluxSizes(plan);
  const all = [...flux.slice(0, 1), ...errorSizes(plan, kinds), ...sideSizes(plan), ...flux.slice(1)];
  // A size that is zero has no logarithm: what the file leaves out stays out.
  return all.filter(({ value }) => value > 0);
}

/** The factor on all comes first. */
function fluxSizes({ ensemble }: AnalysisPlan): Size[] {
  if (ensemble.form !== "persistent") return [];
  const { sigma, scales } = ensemble;
  const largest = Math.max(...SIGMAS.map((name) => sigma[name]));
  if (largest === 0) return [];
  const keyOf = (name: string): Path => ["ensemble", "sigma", name];
  const most = (value: number): number => Math.log(LARGEST_SIGMA / value);
  return [
    {
      name: "flux sigma, all",
      shortKey: "sigma, all",
      unit: "",
      keys: SIGMAS.map(keyOf),
      value: 1,
      range: rangeOf(1.6, 8, most(largest)),
    },
    lengthSize(scales),
    ...SIGMAS.map((name) =>
      one(`flux sigma, ${name}`, "[1]", keyOf(name), sigma[name], rangeOf(1.8, 8, most(sigma[name]))),
    ),
  ];
}

/** Of all lengths together. */
function lengthSize(scales: readonly unknown[]): Size {
  const keys = scales.map((_, s) => ["ensemble", "scales", String(s), "correlationKm"]);
  return {
    name: "flux correlation lengths",
    shortKey: "correlationKm, all",
    unit: "",
    keys,
    value: 1,
    range: rangeOf(1.5, 4),
  };
}

function errorSizes({ observations: { error } }: AnalysisPlan, kinds: ReadonlySet<"column" | "point">): Size[] {
  const key = (name: string): Path => ["observations", "error", name];
  const columns = one("representation, columns", "[ppm]", key("representationPpm"), error.representationPpm);
  const sites = one("representation, sites", "[ppm]", key("siteRepresentationPpm"), error.siteRepresentationPpm);
  return [...(kinds.has("column") ? [columns] : []), ...(kinds.has("point") ? [sites] : [])];
}

/** Of mole fraction at the start and at the sides. */
function sideSizes({ perturbations, filter }: AnalysisPlan): Size[] {
  const { boundaryOffset } = filter.estimate;
  const sizes: Size[] = [];
  if (perturbations.kind === "smooth") {
    const { perturbationPpm, boundaryOffsetPpm } = perturbations;
    const key = (name: string): Path => ["background", name];
    sizes.push(one("start and sides, smooth", "[ppm]", key("perturbationPpm"), perturbationPpm));
    sizes.push(one("sides, offset", "[ppm]", key("boundaryOffsetPpm"), boundaryOffsetPpm));
  }
  if (boundaryOffset !== "none") {
    const key = ["filter", "estimate", "boundaryOffset", "ppm"];
    sizes.push(one("sides, estimated offset", "[ppm]", key, boundaryOffset.ppm));
  }
  return sizes;
}

function one(name: string, unit: string, key: Path, value: number, range = rangeOf(1.6, 8)): Size {
  const [outer, last] = key.slice(-2);
  return { name, shortKey: SECTIONS.has(outer) ? last : `${outer}.${last}`, unit, keys: [key], value, range };
}

/** @param step @param reach factors @param most natural logarithm of the largest factor that the file may have */
function rangeOf(step: number, reach: number, most = Infinity): ProfileRange {
  return { from: -Math.log(reach), to: Math.min(Math.log(reach), Math.max(0, most)), step: Math.log(step) };
}

/** @returns what the values at the keys of the sizes become, by the keys joined with points */
export function valuesOf(sizes: readonly Size[], setting: Setting, configuration: Configuration): Map<string, number> {
  const values = new Map<string, number>();
  sizes.forEach(({ keys }, i) => {
    for (const path of keys) {
      const key = path.join(".");
      const before = values.get(key) ?? (valueAt(configuration, path) as number);
      values.set(key, setting[i] === 0 ? before : Number((before * Math.exp(setting[i])).toPrecision(8)));
    }
  });
  return values;
}

/** @returns the configuration with those values */
export function withValues(configuration: Configuration, values: ReadonlyMap<string, unknown>): Configuration {
  return [...values].reduce<Configuration>(
    (result, [key, value]) => withValue(result, key.split("."), value),
    configuration,
  );
}

function withValue(section: unknown, [key, ...inner]: Path, value: unknown): Configuration {
  const own = inner.length === 0 ? value : withValue(valueAt((section ?? {}) as Configuration, [key]), inner, value);
  if (Array.isArray(section)) return section.map((entry: unknown, i) => (String(i) === key ? own : entry)) as never;
  return { ...(section as Configuration | undefined), [key]: own };
}

/** @returns what stands at a path; undefined where nothing does */
export function valueAt(configuration: Configuration, path: Path): unknown {
  return path.reduce<unknown>((section, key) => (section as Configuration | undefined)?.[key], configuration);
}

/** @returns the keys whose values are others in `after`, with lists whole: what goes into an experiment file */
export function changedSection(before: Configuration, values: ReadonlyMap<string, number>): Configuration | undefined {
  const after = withValues(before, values);
  const paths = [...values]
    .map(([key, value]) => ({ path: key.split("."), value }))
    .filter(({ path, value }) => valueAt(before, path) !== value)
    .map(({ path }) => path.slice(0, path.findIndex((key) => /^\d+$/.test(key)) >>> 0));
  if (paths.length === 0) return undefined;
  return withValues({}, new Map(paths.map((path) => [path.join("."), valueAt(after, path)])));
}
