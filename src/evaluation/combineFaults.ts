/** Why runs cannot be combined: what is compared before their fluxes are read, and what after. */
import { CoverageError, type Fault, InputError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { kindOf } from "../regions/kinds.js";
import { differences } from "../runs/configurationIdentity.js";
import { formatDay } from "../time.js";
import type { RunRecord } from "../runs/recordFile.js";
import type { DifferingKey } from "./combination.js";
import type { RegionRow } from "./rows.js";
import type { RunDescription } from "./readRun.js";

/** What the records of a run tell of it. */
export interface RunAccount {
  readonly folder: string;
  readonly description: RunDescription;
  readonly record: RunRecord;
}

/** What is combined of a run. */
export interface RunTotals {
  readonly folder: string;
  readonly grid: Grid;
  readonly members: number;
  /** Days that fluxes were read of. */
  readonly days: number;
  readonly rows: readonly RegionRow[];
}

/** Keys that change no number of a run. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(["title", "remarks", "regions"]);
/** Two files hold the same place where their coordinates differ by less [degrees]. */
const SAME_PLACE = 1e-6;
/** Relative difference of areas that rounding may make. */
const SAME_AREA = 1e-6;

/** @returns keys of the configurations, input files of one path and programs that are not the same in all runs */
export function differingKeys(records: readonly RunRecord[]): DifferingKey[] {
  const [first, ...others] = records;
  const keys = others.flatMap(({ configuration }) =>
    differences(first.configuration, configuration).map(({ key }) => key),
  );
  const named = [...new Set(keys)].filter((key) => !WITHOUT_EFFECT.has(key));
  const ofConfiguration = named.map((key) => ({
    key,
    values: records.map(({ configuration }) => valueAt(configuration, key) ?? null),
  }));
  const hashes = records.map(({ inputs }) => new Map(inputs.map(({ path, sha256 }) => [path, sha256])));
  const ofInputs = [...hashes[0].keys()]
    .filter((path) => hashes.every((known) => known.has(path)))
    .map((path) => ({ key: `content of ${path}`, values: hashes.map((known) => known.get(path)?.slice(0, 12)) }));
  const programs = { key: "program", values: records.map(({ versions }) => versions.program) };
  return [...ofConfiguration, ...[...ofInputs, programs].filter(({ values }) => new Set(values).size > 1)];
}

function valueAt(configuration: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (section, key) =>
        typeof section === "object" && section !== null ? (section as Record<string, unknown>)[key] : undefined,
      configuration,
    );
}

/** @throws CoverageError where a run is not finished, has another period, or is one of the others once more */
export function checkAccounts(runs: readonly RunAccount[]): void {
  const [first, ...others] = runs;
  const days = ({ description: { scoredFrom, end } }: RunAccount): string =>
    `${formatDay(scoredFrom)} to ${formatDay(end)}`;
  const faults: Fault[] = [
    ...runs
      .filter(({ description }) => !description.finished)
      .map(({ folder }) => ({
        where: folder,
        found: "a run that was stopped, or goes on",
        expected: "a finished run",
        remedy: "go on with it (jdas run FILE --resume), or leave it out",
      })),
    ...others
      .filter((run) => days(run) !== days(first))
      .map((run) => ({
        where: `${run.folder}: scored period`,
        found: days(run),
        expected: `${days(first)}, that of ${first.folder}`,
        remedy: "combine runs of one period; the days of spin-up are not scored",
      })),
    ...runs.flatMap((run, i) => {
      const twin = runs.slice(0, i).find(({ record }) => differingKeys([record, run.record]).length === 0);
      return twin === undefined
        ? []
        : [
            {
              where: run.folder,
              found: `the same configuration, seed, inputs and program as ${twin.folder}`,
              expected: "a run that differs from the others",
              remedy: "leave it out: a run that counts twice makes the spread between runs too small",
            },
          ];
    }),
  ];
  if (faults.length > 0) throw new CoverageError(faults);
}

/** @throws InputError where a run has no posterior, or no members whose totals have a spread */
export function checkPosterior(folder: string, rows: readonly RegionRow[], members: number): void {
  const has = (key: "posterior" | "posteriorSpread"): boolean =>
    rows.length > 0 && rows.every((row) => Number.isFinite(row[key]));
  if (members > 1 && has("posterior") && has("posteriorSpread")) return;
  throw new InputError({
    where: folder,
    found: has("posterior") ? "no totals of its members for all regions" : "no posterior fluxes of all scored days",
    expected: "a run with an analysis (AN) of two members or more, as this version writes it",
    remedy: "run it with an analysis, or leave it out",
  });
}

/** @returns the runs without regions of an experiment file that not all of them have, and the names of those */
export function inCommon(runs: readonly RunTotals[]): { runs: RunTotals[]; leftOut: string[] } {
  const own = new Set(
    runs.flatMap(({ rows }) => rows.map(({ region }) => region)).filter((id) => kindOf(id) === "own"),
  );
  const leftOut = [...own].filter((id) => !runs.every(({ rows }) => rows.some(({ region }) => region === id)));
  return {
    runs: runs.map((run) => ({ ...run, rows: run.rows.filter(({ region }) => !leftOut.includes(region)) })),
    leftOut,
  };
}

/** @throws CoverageError where a run has other days, another grid or other regions than the first */
export function checkTotals([first, ...others]: readonly RunTotals[]): void {
  const faults = others.flatMap((run): Fault[] => {
    const fault = (what: string, found: string, expected: string): Fault => ({
      where: `${run.folder}: ${what}`,
      found,
      expected: `${expected}, as in ${first.folder}`,
      remedy: "combine runs of one grid, one land mask and the same days",
    });
    if (run.days !== first.days) return [fault("flux files", `${run.days} scored days`, `${first.days}`)];
    if (!sameGrid(run.grid, first.grid)) return [fault("grid", gridInWords(run.grid), gridInWords(first.grid))];
    const [own, expected] = [run.rows, first.rows].map((rows) => rows.map(({ region }) => region));
    const unknown =
      own.find((region) => !expected.includes(region)) ?? expected.find((region) => !own.includes(region));
    if (unknown !== undefined) {
      const here = own.includes(unknown);
      return [fault("regions", here ? `"${unknown}"` : `no "${unknown}"`, here ? "none such" : "one")];
    }
    const other = run.rows.find(({ area }, i) => Math.abs(area / first.rows[i].area - 1) > SAME_AREA);
    if (other === undefined) return [];
    const { area } = first.rows[run.rows.indexOf(other)];
    const squareKilometres = (value: number): string => `${(value / 1e6).toFixed(0)} km2`;
    return [fault(`region "${other.region}"`, squareKilometres(other.area), squareKilometres(area))];
  });
  if (faults.length > 0) throw new CoverageError(faults);
}

export function sameGrid(one: Grid, other: Grid): boolean {
  const same = (a: Float64Array, b: Float64Array): boolean =>
    a.every((value, i) => Math.abs(value - b[i]) < SAME_PLACE);
  return (
    one.columns === other.columns &&
    one.rows === other.rows &&
    same(one.longitude, other.longitude) &&
    same(one.latitude, other.latitude)
  );
}

function gridInWords({ columns, rows, longitude, latitude }: Grid): string {
  return `${columns} x ${rows} cells from ${longitude[0].toFixed(3)} E, ${latitude[0].toFixed(3)} N`;
}
