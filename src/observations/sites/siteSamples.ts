/**
 * Samples of surface sites from what files say of them: where the model is sampled (placement.ts), and which hours, intakes
 * and sites are used. A good sample that a rule sets aside keeps the first of these: its site is left out, its tower has
 * another intake, it is not an hour of its site.
 */
import { InputError } from "../../errors.js";
import { localSolarHour } from "../../time.js";
import { toPpm } from "../../units.js";
import type { ObservationSet, SiteFate, SiteSample } from "../observation.js";
import { inOrderOfTime } from "../mergeSets.js";
import { collectHours, type Counts, type SeriesHours, type Wanted } from "./collectHours.js";
import type { HourlyMean } from "./hourlyMeans.js";
import { kindOf, sampledHeight } from "./placement.js";
import { UNKNOWN_INTAKE } from "./plausible.js";
import { type SiteKind, type SiteRules, isListed, isWithin, namedSites, ofSite } from "./siteRules.js";
import type { SiteSeries } from "./siteSeries.js";

export interface SiteWorld extends Wanted {
  /** Height of the model's ground above the sea [m], by degrees. */
  readonly ground: (longitude: number, latitude: number) => number;
}

export interface SiteSampler {
  /** @throws InputError where a series cannot serve */
  take(series: SiteSeries): void;
  /** @throws InputError where the rules name a site or an intake that no series has */
  samples(): Pick<ObservationSet, "observations" | "notKept" | "remarks">;
}

/** Heights that differ by less are of one intake [m]. */
const SAME_INTAKE = 1;

export function createSiteSampler(rules: SiteRules, world: SiteWorld): SiteSampler {
  const counts: Counts = {};
  const known = new Set<string>();
  const collected: SeriesHours[] = [];
  return {
    take(series) {
      known.add(series.site);
      const hours = collectHours(series, world, counts);
      checkVersions(collected, hours);
      if (hours.means.length > 0) collected.push(hours);
    },
    samples() {
      checkNames(rules, known);
      const intakes = intakesUsed(rules, collected);
      const kinds = kindsOfSites(rules, world, collected);
      const observations = collected.flatMap(({ series, means }) =>
        means.map((mean) => sampleOf(series, mean, rules, world, intakes, kinds.get(series.site) ?? "ground")),
      );
      return {
        observations: inOrderOfTime(observations),
        notKept: counts,
        remarks: [...collected.flatMap(({ series }) => series.remarks ?? []), ...remarksOf(rules, collected)],
      };
    },
  };
}

/** @param intakes used of each site, [site], [m] */
function sampleOf(
  { site, sampling, platform }: SeriesHours["series"],
  mean: HourlyMean,
  rules: SiteRules,
  { ground }: SiteWorld,
  intakes: ReadonlyMap<string, readonly number[]>,
  kind: SiteKind,
): SiteSample {
  const { id, time, longitude, latitude, elevation, moleFraction, deviation, good, missing, scale } = mean;
  const height = Number.isNaN(mean.height) ? UNKNOWN_INTAKE : mean.height;
  const hour = localSolarHour(time, longitude);
  const isOther = sampling === "continuous" && !(intakes.get(site) ?? []).some((used) => isSame(used, height));
  const rejected: readonly (readonly [boolean, SiteFate])[] = [
    [platform === "aircraft" || !isChosen(rules, site), "not_chosen"],
    [isOther, "other_intake"],
    [!isWithin(rules.hours[sampling === "flask" ? "flask" : kind], hour), "other_hour"],
  ];
  const setAside = rejected.find(([applies]) => applies)?.[1];
  const validates = isListed(rules.validation, site);
  const isPlaced = !missing.includes("position");
  return {
    kind: "point",
    id,
    site,
    time,
    longitude,
    latitude,
    height: isPlaced ? sampledHeight({ height, elevation }, kind, ground(longitude, latitude)) : height,
    moleFraction,
    uncertainty: Number.isNaN(deviation) ? rules.uncertainty : deviation,
    good,
    measured: { intakeHeight: mean.height, altitude: elevation + mean.height, scale },
    ...(missing.length > 0 && { missing }),
    ...(setAside !== undefined && { setAside }),
    ...(validates && { validates }),
  };
}

function isChosen({ sites, exclude }: SiteRules, site: string): boolean {
  return (sites === undefined || isListed(sites, site)) && !isListed(exclude, site);
}

/** Of towers that are measured on and on: those listed, else the highest that has a good value. */
function intakesUsed(rules: SiteRules, collected: readonly SeriesHours[]): Map<string, readonly number[]> {
  const heights = new Map<string, number[]>();
  for (const { series, means } of collected) {
    if (series.sampling !== "continuous") continue;
    const good = means.filter((mean) => mean.good && mean.missing.length === 0);
    const found = (good.length > 0 ? good : means).map(({ height }) =>
      Number.isNaN(height) ? UNKNOWN_INTAKE : height,
    );
    heights.set(series.site, [...(heights.get(series.site) ?? []), ...found]);
  }
  return new Map(
    Array.from(heights, ([site, all]) => {
      const listed = ofSite(rules.intakes, site);
      const absent = listed?.filter((height) => !all.some((own) => isSame(own, height))) ?? [];
      if (absent.length > 0) {
        throw new InputError({
          where: `intakes of ${site}`,
          found: `none at ${absent.join(" and ")} m`,
          expected: `of ${[...new Set(all.map((height) => Math.round(height)))].toSorted((a, b) => a - b).join(", ")} m`,
          remedy: "name heights above the ground as the files have them",
        });
      }
      return [site, listed ?? [largest(all)]];
    }),
  );
}

function largest(heights: readonly number[]): number {
  return heights.reduce((most, height) => Math.max(most, height), 0);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < SAME_INTAKE;
}

/** One kind a site: what most of its hours have. */
function kindsOfSites(
  rules: SiteRules,
  { ground }: SiteWorld,
  collected: readonly SeriesHours[],
): Map<string, SiteKind> {
  const kinds = new Map<string, SiteKind>();
  for (const { series, means } of collected) {
    const told = ofSite(rules.kinds, series.site);
    const placed = means.find(({ missing, elevation }) => !missing.includes("position") && !Number.isNaN(elevation));
    if (placed === undefined) {
      if (told !== "mountain") continue;
      throw new InputError({
        where: `${series.path}: site ${series.site}`,
        found: "no elevation or altitude",
        expected: "the height of a mountain site above the sea",
        remedy: `leave ${series.site} out of "kinds"`,
      });
    }
    const own = kindOf(placed, ground(placed.longitude, placed.latitude));
    if (told !== undefined) kinds.set(series.site, told);
    else if (!kinds.has(series.site)) kinds.set(series.site, own);
  }
  return kinds;
}

/** A name that no file has was mistyped, or its file is not there. */
function checkNames(rules: SiteRules, known: ReadonlySet<string>): void {
  const faults = namedSites(rules)
    .filter(({ site }) => !known.has(site))
    .map(({ key, site }) => ({
      where: key,
      found: `site "${site}", of which no file holds anything`,
      expected: `one of ${[...known].toSorted((a, b) => (a < b ? -1 : 1)).join(", ")}`,
      remedy: "check the code, or add the file of that site",
    }));
  if (faults.length > 0) throw new InputError(faults);
}

/** Two files of one data set may follow each other, but not say the same hour. */
function checkVersions(earlier: readonly SeriesHours[], { series, means }: SeriesHours): void {
  for (const other of earlier) {
    if (other.series.name !== series.name) continue;
    const known = new Map(other.means.map((mean) => [`${mean.time} ${mean.height}`, mean]));
    const twice = means.find(({ time, height }) => known.has(`${time} ${height}`));
    if (twice === undefined) continue;
    throw new InputError({
      where: series.path,
      found: `sample ${twice.id} of data set "${series.name}", which was already read from ${other.series.path}`,
      expected: "each data set in one version",
      remedy: "name one of the two files",
    });
  }
}

function remarksOf(rules: SiteRules, collected: readonly SeriesHours[]): string[] {
  const sitesWhere = (holds: (mean: HourlyMean) => boolean): string =>
    [...new Set(collected.filter(({ means }) => means.some(holds)).map(({ series }) => series.site))].join(", ");
  const used = (mean: HourlyMean): boolean => mean.missing.length === 0;
  const unstated = sitesWhere((mean) => used(mean) && Number.isNaN(mean.deviation));
  const unknown = sitesWhere((mean) => used(mean) && Number.isNaN(mean.height));
  const flown = new Set(
    collected.filter(({ series }) => series.platform === "aircraft").map(({ series }) => series.site),
  );
  return [
    ...(unstated === ""
      ? []
      : [
          `no error is stated of samples of ${unstated}: ${Number(toPpm(rules.uncertainty).toPrecision(3))} ppm is taken`,
        ]),
    ...(unknown === "" ? [] : [`the height of the intake is not told of ${unknown}: ${UNKNOWN_INTAKE} m is taken`]),
    ...(flown.size === 0 ? [] : [`measurements aboard aircraft are left out: ${[...flown].join(", ")}`]),
  ];
}
