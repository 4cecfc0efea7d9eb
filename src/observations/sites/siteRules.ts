/** Which samples of surface sites are used, and how: what a section of the experiment file says of its sites. */

/**
 * Where the model is sampled for a site: `ground`, at the height of the intake above the model's ground; `mountain`, at that
 * of the intake above the sea.
 */
export const siteKinds = ["ground", "mountain"] as const;
export type SiteKind = (typeof siteKinds)[number];

/** Hours of local solar time that are used, `[from, to)`, over midnight where `to` is less. */
export type Hours = "all" | readonly [from: number, to: number];

export interface SiteRules {
  /** Codes of the sites that are used, all where none is named, and of those that are not. */
  readonly sites?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  /** Codes of the sites that are kept from the assimilation. */
  readonly validation?: readonly string[] | undefined;
  /** By code, where it is not to follow from the height of the model's ground. */
  readonly kinds?: Readonly<Record<string, SiteKind>> | undefined;
  /** By code, heights above the ground of the intakes that are used [m]; the highest where none is named. */
  readonly intakes?: Readonly<Record<string, readonly number[]>> | undefined;
  readonly hours: Readonly<Record<SiteKind | "flask", Hours>>;
  /** Standard error of a value whose file states none [mol mol-1]. */
  readonly uncertainty: number;
}

/** @param hour of local solar time, [0, 24) */
export function isWithin(hours: Hours, hour: number): boolean {
  if (hours === "all") return true;
  const [from, to] = hours;
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

export function isListed(codes: readonly string[] | undefined, site: string): boolean {
  return codes?.some((code) => code.toUpperCase() === site) ?? false;
}

/** What a table by code has for a site. */
export function ofSite<T>(table: Readonly<Record<string, T>> | undefined, site: string): T | undefined {
  return Object.entries(table ?? {}).find(([code]) => code.toUpperCase() === site)?.[1];
}

/** The codes that rules name, with the key that each stands under. */
export function namedSites(rules: SiteRules): { readonly key: string; readonly site: string }[] {
  const { sites = [], exclude = [], validation = [], kinds = {}, intakes = {} } = rules;
  const lists = { sites, exclude, validation, kinds: Object.keys(kinds), intakes: Object.keys(intakes) };
  return Object.entries(lists).flatMap(([key, codes]) => codes.map((code) => ({ key, site: code.toUpperCase() })));
}
