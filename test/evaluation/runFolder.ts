/** A small run folder with seeded numbers, written as the program writes it. */
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { provincePolygons } from "../../src/io/provincePolygons.js";
import { allRegions } from "../../src/regions/allRegions.js";
import type { Region } from "../../src/regions/region.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { fates } from "../../src/observations/fate.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import { type BudgetTerms, writeBudgets } from "../../src/runs/budgetFile.js";
import { type FluxField, type HourlyField, writeFluxDay, writeHourlyFluxes } from "../../src/runs/fluxFile.js";
import { roundBits, roundToDigit } from "../../src/io/quantization.js";
import { type ObservationColumn, observationColumns, writeObservations } from "../../src/runs/observationFile.js";
import { writeGridFile } from "../../src/runs/gridFile.js";
import { writeRegionTotals } from "../../src/runs/regionTotalsFile.js";
import { writeRunRecord } from "../../src/runs/recordFile.js";
import type { RunFolder } from "../../src/runs/runFolder.js";
import { randomField } from "../../src/random.js";
import { fromPpm } from "../../src/units.js";
import { exampleRetrieval } from "../observations/exampleRetrieval.js";

export const START = Date.UTC(2016, 6, 30) / 1000;
export const DAYS = 4;
export const MEMBERS = 6;
export const SOUNDINGS = 240;

export const grid = createGrid(
  centredGrid("test", createProjection(obliqueStereographic(110, 35)), 12, 10, 450e3, [110, 35]),
);
/** Ocean in the two easternmost columns. */
export const landFraction = Float64Array.from({ length: grid.cells }, (_, c) => (c % 12 < 10 ? 1 : 0.25));
export const regions = allRegions(grid, landFraction, provincePolygons(), []);

const draw = randomField(7, "test");
/** So that other draws stay what they are. */
const ofOwn = randomField(8, "test");
let next = 0;
const normal = (): number => draw.normal(next++);

export interface Content {
  readonly control: boolean;
  readonly posterior: boolean;
  readonly twin: boolean;
  readonly observations: boolean;
  readonly members: boolean;
  readonly finished: boolean;
}

/** In what a run may differ from another, whose numbers are the same draws. */
export interface Variant {
  /** Beside its period. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Length of the run. */
  readonly days: number;
  /** Added to the posterior, and to the truth alone [mol m-2 s-1]. */
  readonly posteriorShift: number;
  readonly truthShift: number;
  /** Regions of its experiment file. */
  readonly own: readonly Region[];
  readonly inputs: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

const noVariant: Variant = { configuration: {}, days: DAYS, posteriorShift: 0, truthShift: 0, own: [], inputs: [] };

/** What was written, for tests to compute from. */
export interface Written {
  readonly folder: string;
  /** ppm, [observation] */
  readonly columns: Record<string, number[]>;
  readonly fate: number[];
  readonly time: number[];
  /** [day][hour * cells] [mol m-2 s-1] */
  readonly fluxes: Record<string, Float64Array[]>;
  /** [day][region * members] [mol s-1] */
  readonly members: Record<string, Float64Array[]>;
}

/** What was written, and where. */
type Placed = Omit<Written, "folder"> & { readonly folder: RunFolder };

export function aboutRun(path: string): RunFolder {
  const about = { title: "A small run", remarks: [], program: "0.1.0", history: "written by a test" };
  return { path, grid, vertical: verticalPreset("jdas-15"), landFraction, ...about };
}

const everything: Content = {
  control: true,
  posterior: true,
  twin: true,
  observations: true,
  members: true,
  finished: true,
};

export async function writeRun(
  content: Partial<Content> = {},
  spinUpDays = 1,
  variant: Partial<Variant> = {},
): Promise<Written> {
  const has = { ...everything, ...content };
  const { configuration, days, inputs, ...differing } = { ...noVariant, ...variant };
  next = 0;
  const folder = join(mkdtempSync(join(tmpdir(), "evaluation-")), "run");
  mkdirSync(folder);
  writeRunRecord(folder, {
    title: "A small run",
    remarks: ["TWIN EXPERIMENT", "synthetic weather"],
    experiment: "twin",
    configuration: { period: { start: START, end: START + days * 86400, spinUpDays }, ...configuration },
    versions: { program: "0.1.0", node: "20" },
    seed: 7,
    inputs: [...inputs],
    identity: "0123456789ab",
    started: "2016-08-03T00:00:00Z",
    ...(has.finished && { finished: "2016-08-03T01:00:00Z" }),
    timings: { preparation: 60, forcing: 90, analysis: 600, posterior: 240 },
    counts: {},
    budget: {},
  });
  const placed: Placed = { folder: aboutRun(folder), columns: {}, fate: [], time: [], fluxes: {}, members: {} };
  if (has.observations) await writeColumns(placed, has);
  for (let day = 0; day < days; day++) await writeFluxes(placed, has, differing, day);
  await writeGridFile(placed.folder, [...regions, ...differing.own]);
  await writeBudget(placed.folder);
  return { ...placed, folder };
}

async function writeColumns({ folder, columns, fate, time }: Placed, has: Content): Promise<void> {
  const truth: number[] = [];
  for (let i = 0; i < SOUNDINGS; i++) {
    time.push(START + ((i + 0.5) * DAYS * 86400) / SOUNDINGS);
    fate.push(i % 3 === 0 ? 0 : i % 3 === 1 ? 1 : i % fates.length);
    truth.push(400 + normal());
  }
  const near = (error: number): number[] =>
    truth.map((value, i) => (fate[i] <= 1 ? value + 0.3 + error * normal() : NaN));
  columns.xco2 = near(1);
  columns.xco2_uncertainty = truth.map(() => 0.5 + Math.abs(normal()));
  columns.background = near(0.9);
  columns.background_spread = truth.map(() => 0.6);
  columns.error = truth.map(() => 1.2);
  columns.analysis = near(0.4);
  if (has.control) columns.control = near(1.2);
  if (has.posterior) columns.posterior = near(0.6);
  if (has.twin) columns.truth = truth.map((value, i) => (fate[i] <= 1 ? value : NaN));
  const all = time.map((seconds, i): ScreenedObservation => {
    const uncertainty = fromPpm(columns.xco2_uncertainty[i]);
    const place = { longitude: 90 + (i % 40), latitude: 22 + (i % 25) };
    const observation = exampleRetrieval({ id: String(i), time: seconds, uncertainty, ...place });
    return { observation, cell: 0, fate: fates[fate[i]] };
  });
  const missing = time.map(() => NaN);
  const values = Object.fromEntries(
    observationColumns.map((name) => [name, Float64Array.from(columns[name] ?? missing, fromPpm)]),
  ) as Record<ObservationColumn, Float64Array>;
  await writeObservations(folder, all, { ...values, observed: Float64Array.from(columns.xco2, fromPpm) });
}

async function writeFluxes(
  { folder, fluxes, members }: Placed,
  has: Content,
  { posteriorShift, truthShift, own }: Pick<Variant, "posteriorShift" | "truthShift" | "own">,
  day: number,
): Promise<void> {
  const size = 24 * grid.cells;
  /** As they are kept in the file of the hours. */
  const rounded = (value: (i: number) => number): Float64Array => {
    const values = Float32Array.from({ length: size }, (_, i) => value(i));
    roundToDigit(values, 9);
    roundBits(values, 9);
    return Float64Array.from(values);
  };
  const truth = rounded(() => 1e-6 * normal());
  const off = (error: number): Float64Array => rounded((i) => truth[i] + error * 1e-6 * (0.5 + normal()));
  const fields = new Map<FluxField, Float64Array>([
    ["natural_prior", off(0.6)],
    ["fossil", truth.map(Math.abs)],
  ]);
  if (has.posterior) {
    fields.set(
      "natural_posterior",
      off(0.2).map((value) => value + posteriorShift),
    );
  }
  if (has.twin) {
    fields.set(
      "natural_truth",
      truth.map((value) => value + truthShift),
    );
  }
  for (const [name, data] of fields) (fluxes[name] ??= []).push(data);
  const all = [...regions, ...own];
  const totals = (): Float64Array =>
    Float64Array.from({ length: all.length * MEMBERS }, (_, i) =>
      i < regions.length * MEMBERS ? 1e6 * normal() : 1e6 * ofOwn.normal(i),
    );
  const known = {
    ...(has.members && { prior: totals() }),
    ...(has.members && has.posterior && { posterior: totals() }),
  };
  for (const [kind, data] of Object.entries(known)) (members[`region_total_${kind}`] ??= []).push(data);
  const daily = [...fields].map(([name, data]) => [name, meanField([data])] as const);
  await writeFluxDay(folder, START + day * 86400, new Map(daily));
  const { fossil: _, ...natural } = Object.fromEntries(fields) as Record<HourlyField | "fossil", Float64Array>;
  await writeHourlyFluxes(
    folder,
    START + day * 86400,
    new Map(Object.entries(natural) as [HourlyField, Float64Array][]),
  );
  await writeRegionTotals(folder, START + day * 86400, { regions: all, members: MEMBERS, ...known });
}

async function writeBudget(folder: RunFolder): Promise<void> {
  const budgets = new Map<string, Map<number, BudgetTerms>>();
  const content = new Map([
    ["analysis", 1e16],
    ["control", 1e16],
  ]);
  for (let day = 0; day < DAYS; day++) {
    for (const [run, start] of content) {
      const [emission, inflow] = [1e12 * normal(), 1e13 * normal()];
      const increment = run === "analysis" ? 1e11 * normal() : 0;
      const end = start + emission + inflow + increment;
      const days = budgets.get(run) ?? new Map<number, BudgetTerms>();
      budgets.set(run, days);
      days.set(START + day * 86400, { start, emission, inflow, increment, airCorrection: 0, end });
      content.set(run, end);
    }
  }
  await writeBudgets(folder, budgets);
}

/** Mean over the hours of some days, [cell] [mol m-2 s-1], written out anew. */
export function meanField(days: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: grid.cells }, (_, cell) => {
    let sum = 0;
    for (const day of days) for (let hour = 0; hour < 24; hour++) sum += day[hour * grid.cells + cell];
    return sum / (24 * days.length);
  });
}
