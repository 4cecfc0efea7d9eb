/** What observations say: soundings of columns, or hourly means of surface sites. */
import { type Observation, observedValue, type ObservationSet, type SiteSample } from "../observations/observation.js";
import type { Retrieval } from "../observations/retrieval.js";
import { scaleRemarks } from "../observations/sites/calibrationScales.js";
import { openRole } from "../products/openRole.js";
import type { Registry } from "../products/registry.js";
import type { Section } from "../products/section.js";
import { formatTime } from "../time.js";
import { toPpm } from "../units.js";
import { contextOn, wholeDomain } from "./domains.js";
import { extentOf } from "./grids.js";
import type { ColumnFacts, OneSiteFacts, SiteFacts } from "./inspection.js";
import type { Opened } from "./opened.js";

/** All times that an observation of CO2 can have. */
const EVER = { start: Date.UTC(1950, 0, 1) / 1000, end: Date.UTC(2100, 0, 1) / 1000 };
/** Of the standard atmosphere at the sea [Pa]. */
const GROUND = 101325;

export async function observationFacts(registry: Registry, section: Section): Promise<Opened<ColumnFacts | SiteFacts>> {
  const grid = wholeDomain([]);
  const surfacePressure = new Float64Array(grid.cells).fill(GROUND);
  const context = contextOn(grid, EVER, { surfacePressure: () => surfacePressure });
  const set: ObservationSet = await openRole(registry, "observations", section, async (role) =>
    (await role.open())(section, context),
  );
  const { observations } = set;
  const suspicions: string[] = [];
  const notKept = Object.entries(set.notKept ?? {}).map(
    ([fate, count]) => `${count} values were read and are not kept as they are: ${fate.replaceAll("_", " ")}`,
  );
  const columns = observations.filter((one): one is Retrieval => one.kind === "column");
  const samples = observations.filter((one): one is SiteSample => one.kind === "point");
  const facts = columns.length > 0 ? columnFacts(columns) : samples.length > 0 ? siteFacts(samples) : undefined;
  if (facts === undefined) suspicions.push("no observation that could be used");
  return {
    facts,
    remarks: [...set.remarks, ...scaleRemarks(observations), ...notKept],
    suspicions,
    places: {
      longitude: observations.map(({ longitude }) => longitude),
      latitude: observations.map(({ latitude }) => latitude),
      ppm: observations.map((one) => (isUsable(one) ? toPpm(observedValue(one)) : Number.NaN)),
      title: set.title,
    },
  };
}

function isUsable({ good, missing }: Observation): boolean {
  return good && missing === undefined;
}

function columnFacts(columns: readonly Retrieval[]): ColumnFacts {
  const usable = columns.filter(isUsable);
  const errors = usable.map(({ uncertainty }) => toPpm(uncertainty));
  return {
    kind: "columns",
    soundings: columns.length,
    good: columns.filter(({ good }) => good).length,
    incomplete: columns.filter(({ missing }) => missing !== undefined).length,
    ...spanOf(columns),
    ...extentOf(
      columns.map(({ longitude }) => longitude),
      columns.map(({ latitude }) => latitude),
    ),
    ...rangeOf(usable),
    meanErrorPpm: errors.reduce((sum, error) => sum + error, 0) / errors.length,
  };
}

function siteFacts(samples: readonly SiteSample[]): SiteFacts {
  const sites = [...new Set(samples.map(({ site }) => site))];
  const of = (site: string): SiteSample[] => samples.filter((sample) => sample.site === site);
  return { kind: "sites", sites: sites.map((site) => oneSite(site, of(site))) };
}

function oneSite(site: string, samples: readonly SiteSample[]): OneSiteFacts {
  const usable = samples.filter(isUsable);
  const measured = samples.flatMap((sample) => sample.measured ?? []);
  const known = (values: readonly number[]): number[] => [...new Set(values)].filter(Number.isFinite);
  const altitudes = known(measured.map(({ altitude }) => altitude));
  const [{ longitude, latitude }] = samples;
  return {
    site,
    longitude,
    latitude,
    intakes: known(measured.map(({ intakeHeight }) => Number(intakeHeight.toFixed(1)))).toSorted((a, b) => a - b),
    altitude: altitudes.length === 0 ? null : Math.max(...altitudes),
    scales: [...new Set(measured.map(({ scale }) => scale))].filter((scale) => scale !== ""),
    samples: samples.length,
    good: usable.length,
    ...spanOf(samples),
    ...rangeOf(usable),
  };
}

function spanOf(observations: readonly Observation[]): { readonly first: string; readonly last: string } {
  const times = observations.map(({ time }) => time).filter(Number.isFinite);
  const words = (time: number): string => (Number.isFinite(time) ? formatTime(time) : "not told");
  return { first: words(least(times)), last: words(-least(times.map((time) => -time))) };
}

function rangeOf(observations: readonly Observation[]) {
  const ppm = observations.map((one) => toPpm(observedValue(one)));
  return {
    meanPpm: ppm.reduce((sum, value) => sum + value, 0) / ppm.length,
    minimumPpm: least(ppm),
    maximumPpm: -least(ppm.map((value) => -value)),
  };
}

function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
}
