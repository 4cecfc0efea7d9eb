/** What a run was, in words for a reader who has the page alone: its kind, what was done, what it was made of. */
import { formatDay } from "../../time.js";
import type { Grid } from "../../grids/grid.js";
import type { RunRecord } from "../../runs/recordFile.js";
import type { Evaluation } from "../evaluation.js";
import { numbers, type PageTable, tableOf, words } from "./pageTable.js";

/** Whom to cite for a product, and on what terms. */
export interface Provenance {
  readonly title: string;
  readonly citation: string;
  readonly licence: string;
}
/** By the name that `source` has in a configuration. */
export type Provenances = ReadonlyMap<string, Provenance>;

type Section = Readonly<Record<string, unknown>>;

/** The method and the article that it follows. */
export const METHOD_CITATION =
  "Kou, X., Peng, Z., Zhang, M., Hu, F., Han, X., Li, Z. and Lei, L.: The carbon sink in China as seen from GOSAT with a regional " +
  "inversion system based on CMAQ and ensemble Kalman smoother, Atmos. Chem. Phys. 23, 6719–6741, 2023, " +
  "doi:10.5194/acp-23-6719-2023";

/** What a run waits for within its stages: forcing, and the run FC behind the analysis. */
const WITHIN_STAGES: ReadonlySet<string> = new Set(["forcing", "posterior"]);

/** @returns "Twin experiment, synthetic weather"; empty where all is measured */
export function kindOfRun(
  { twin }: Pick<Evaluation, "twin">,
  { configuration }: Pick<RunRecord, "configuration">,
): string {
  const kinds = [
    ...(twin ? ["twin experiment"] : []),
    ...(section(configuration.meteorology).source === "synthetic" ? ["synthetic weather"] : []),
  ];
  const text = kinds.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What was done, in sentences. */
export function whatWasDone(
  evaluation: Evaluation,
  { configuration, versions, seed, timings, started }: RunRecord,
  grid: Grid | undefined,
  titles: Provenances,
): string[] {
  const { period, twin, observations } = evaluation;
  const [ensemble, filter] = [section(configuration.ensemble), section(configuration.filter)];
  const has = (run: string): boolean => !Array.isArray(configuration.runs) || configuration.runs.includes(run);
  const members = `${String(ensemble.members)} members`;
  const method =
    filter.method === "letkf" ? "local ensemble transform Kalman filter" : "serial ensemble square-root Kalman filter";
  const hours = hoursOf(timings);
  const estimated = has("analysis")
    ? `An ensemble of ${members} was carried by the transport model hour by hour, and at each hour the ${method} corrected ` +
      `mole fractions and natural fluxes, those of the last ${String(ensemble.lagDays)} days too (an ensemble smoother after Kou et al. 2023).`
    : "Nothing was estimated: the transport model was run with the prior fluxes.";
  return [
    ...(twin
      ? [
          "This is a twin experiment: a known truth makes the observations, the inversion sees only those, and its result is compared with that truth.",
        ]
      : []),
    estimated,
    ...(has("control") || has("posterior") ? [`Runs without an analysis: ${freeRuns(has)}.`] : []),
    gridInWords(configuration, grid),
    `The run is of ${period.start} to ${dayBefore(period.end)} (UTC); scored are the ${period.scoredDays} days from ${period.scoredFrom} on.`,
    ...(observations === undefined
      ? []
      : [
          `Observations: ${sourcesInWords(configuration, "observations", titles)}; ${observations.fates.assimilated} were assimilated.`,
        ]),
    `Weather: ${sourcesInWords(configuration, "meteorology", titles)}. Prior fluxes: ${sourcesInWords(configuration, "fluxes", titles)}. ` +
      `Mole fractions at the start and the sides: ${sourcesInWords(configuration, "background", titles)}.`,
    `Computed by ${versions.program} (Node ${versions.node.replace(/^v/, "")}${versions.kernels === undefined ? "" : `, ${versions.kernels}`}) with seed ${seed}, ` +
      `begun ${started.slice(0, 10)}${hours > 0 ? `, in ${hours < 1 ? `${Math.max(1, Math.round(60 * hours))} minutes` : `${hours.toFixed(1)} hours`}` : ""}.`,
  ];
}

/** Of the parts that follow each other. */
function hoursOf(timings: RunRecord["timings"]): number {
  const parts = Object.entries(timings).filter(([part]) => !WITHIN_STAGES.has(part));
  return parts.reduce((sum, [, seconds]) => sum + seconds, 0) / 3600;
}

function freeRuns(has: (run: string) => boolean): string {
  return [
    ...(has("control") ? ["CTRL with the prior fluxes"] : []),
    ...(has("posterior") ? ["FC with the posterior fluxes"] : []),
  ].join(", ");
}

function gridInWords(configuration: Section, grid: Grid | undefined): string {
  const named = (value: unknown): string => {
    const name = typeof value === "string" ? value : section(value).name;
    return typeof name === "string" ? `"${name}"` : "of its own";
  };
  const cells = grid === undefined ? "" : `, ${grid.columns} × ${grid.rows} cells of ${spacingInWords(grid)}`;
  const layers = section(configuration.vertical).sigma;
  const vertical = Array.isArray(layers) ? `${layers.length - 1} layers` : `layers ${named(configuration.vertical)}`;
  return `Grid ${named(configuration.grid)}${cells}; ${vertical}.`;
}

function spacingInWords({ projection, dx, dy }: Grid): string {
  return projection.definition === "longlat"
    ? `${Number(dx.toPrecision(4))}° × ${Number(dy.toPrecision(4))}°`
    : `${Number((dx / 1e3).toPrecision(4))} km`;
}

function dayBefore(day: string): string {
  return formatDay(Date.parse(`${day}T00:00:00Z`) / 1000 - 86400);
}

/** A product that a run was made with: in which role, under which name. */
export interface UsedSource {
  /** "observations", "fluxes.fossil". */
  readonly role: string;
  readonly name: string;
}

/** @returns every source that the configuration names, each role and name once */
export function usedSources(configuration: Section): UsedSource[] {
  const found: UsedSource[] = [];
  const visit = (value: unknown, role: string): void => {
    if (Array.isArray(value)) for (const part of value) visit(part, role);
    else if (typeof value === "object" && value !== null) {
      const { source, ...others } = value as Section;
      if (typeof source === "string") found.push({ role, name: source });
      for (const other of Object.values(others)) visit(other, role);
    }
  };
  const fluxes = (of: unknown, role: string): void => {
    for (const [component, value] of Object.entries(section(of))) {
      visit(typeof value === "string" ? { source: value } : value, `${role}: ${component}`);
    }
  };
  visit(configuration.meteorology, "weather");
  fluxes(configuration.fluxes, "prior fluxes");
  visit(configuration.background, "start and sides");
  visit(configuration.observations, "observations");
  const { fluxes: ofTruth, ...truth } = section(configuration.twin);
  visit(truth, "truth");
  fluxes(ofTruth, "true fluxes");
  return found.filter(
    ({ role, name }, i) => found.findIndex((other) => other.role === role && other.name === name) === i,
  );
}

function sourcesInWords(configuration: Section, key: string, titles: Provenances): string {
  const names = [...new Set(usedSources({ [key]: configuration[key] }).map(({ name }) => name))];
  return names.map((name) => titles.get(name)?.title ?? name).join(", ") || "none";
}

/** Products with whom to cite, files with their hashes, prior totals, all settings. */
export function madeOfTables(record: RunRecord, provenances: Provenances): PageTable[] {
  const sources = usedSources(record.configuration).map((used) => ({ ...used, ...provenances.get(used.name) }));
  const totals = Object.entries(record.fluxTotals ?? {}).map(([component, total]) => ({ component, ...total }));
  return [
    ...tableOf("sources", "Products", sources, [
      words("role", ({ role }) => role),
      words("product", ({ title, name }) => title ?? name),
      words("to cite", ({ citation }) => citation ?? ""),
      words("terms", ({ licence }) => licence ?? ""),
    ]),
    ...tableOf("files", "Input files", record.inputs, [
      words("file", ({ path }) => path.split("/").at(-1) ?? path),
      numbers("size", "bytes", 0, ({ bytes }) => bytes),
      words("SHA-256", ({ sha256 }) => sha256),
    ]),
    ...tableOf("prior-totals", "Prior totals of the domain, a year at the rate of the days looked at", totals, [
      words("component", ({ component }) => component),
      numbers("net flux", "PgC/yr", 3, ({ PgCPerYear }) => PgCPerYear),
      numbers("days looked at", "1", 0, ({ days }) => days),
      numbers("of", "1", 0, ({ of }) => of),
    ]),
  ];
}

/** Every setting by its path. */
export function settingsTable({ configuration }: RunRecord): PageTable[] {
  const columns = [words<Setting>("key", ({ key }) => key), words<Setting>("value", ({ value }) => value)];
  return tableOf("all-settings", "All settings of the run", settingsOf(configuration, ""), columns);
}

interface Setting {
  readonly key: string;
  readonly value: string;
}

function settingsOf(value: unknown, path: string): Setting[] {
  if (typeof value !== "object" || value === null) return [{ key: path, value: String(value) }];
  if (Array.isArray(value) && value.every((part) => typeof part !== "object" || part === null)) {
    return [{ key: path, value: value.join(", ") }];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    settingsOf(inner, path === "" ? key : Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  );
}

/** A value of a configuration in a line; a dash where the key is absent. */
export function settingInWords(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return settingsOf(value, "")
    .map(({ key, value: own }) => (key === "" ? own : `${key}: ${own}`))
    .join(", ");
}

function section(value: unknown): Section {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Section) : {};
}
