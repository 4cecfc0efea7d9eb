/** A small run folder with seeded numbers, in the layout that the program writes. */
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { provincePolygons } from "../../src/io/provincePolygons.js";
import { allRegions } from "../../src/regions/allRegions.js";
import { timeCoordinate } from "../../src/io/cfCoordinates.js";
import { gridVariables } from "../../src/io/gridVariables.js";
import { joinParts, type NumberVariable } from "../../src/io/outputDataset.js";
import { writeRunRecord } from "../../src/runs/record.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { fates } from "../../src/observations/fate.js";
import { randomField } from "../../src/random.js";
import { formatDay } from "../../src/time.js";

export const START = Date.UTC(2016, 6, 30) / 1000;
export const DAYS = 4;
export const MEMBERS = 6;
export const SOUNDINGS = 240;

export const grid = createGrid(
  centredGrid("test", createProjection(obliqueStereographic(110, 35)), 12, 10, 450e3, [110, 35]),
);
/** Ocean in the two easternmost columns. */
export const landFraction = Float64Array.from({ length: grid.cells }, (_, c) => (c % 12 < 10 ? 1 : 0.2));
export const regions = allRegions(grid, landFraction, provincePolygons());

const draw = randomField(7, "test");
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

const everything: Content = {
  control: true,
  posterior: true,
  twin: true,
  observations: true,
  members: true,
  finished: true,
};

export async function writeRun(content: Partial<Content> = {}, spinUpDays = 1): Promise<Written> {
  const has = { ...everything, ...content };
  next = 0;
  const folder = join(mkdtempSync(join(tmpdir(), "evaluation-")), "run");
  mkdirSync(folder);
  writeRunRecord(folder, {
    title: "A small run",
    remarks: ["TWIN EXPERIMENT", "synthetic weather"],
    experiment: "twin",
    configuration: { period: { start: START, end: START + DAYS * 86400, spinUpDays } },
    versions: { program: "0.1.0", node: "20" },
    seed: 7,
    inputs: [],
    started: "2016-08-03T00:00:00Z",
    ...(has.finished && { finished: "2016-08-03T01:00:00Z" }),
    timings: {},
    counts: {},
    budget: {},
  });
  const written: Written = { folder, columns: {}, fate: [], time: [], fluxes: {}, members: {} };
  if (has.observations) await writeSoundings(written, has);
  for (let day = 0; day < DAYS; day++) await writeFluxDay(written, has, day);
  await writeBudget(folder);
  return written;
}

async function writeSoundings({ folder, columns, fate, time }: Written, has: Content): Promise<void> {
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
  const attributes = (units: string): { units: string } => ({ units });
  const plain = (name: string, units: string, data: number[]): NumberVariable => ({
    name,
    type: "f8",
    dimensions: ["observation"],
    attributes: attributes(units),
    data,
  });
  await writeNetcdf(join(folder, "observations.nc"), {
    attributes: {},
    dimensions: { observation: SOUNDINGS },
    variables: [
      plain("time", "seconds since 1970-01-01 00:00:00", time),
      plain(
        "longitude",
        "degrees_east",
        time.map((_, i) => 90 + (i % 40)),
      ),
      plain(
        "latitude",
        "degrees_north",
        time.map((_, i) => 22 + (i % 25)),
      ),
      ...Object.entries(columns).map(([name, data]) => plain(name, "1e-6", data)),
      {
        name: "fate",
        type: "i1",
        dimensions: ["observation"],
        attributes: { flag_values: fates.map((_, i) => i), flag_meanings: fates.join(" ") },
        data: fate,
      },
    ],
  });
}

async function writeFluxDay({ folder, fluxes, members }: Written, has: Content, day: number): Promise<void> {
  const size = 24 * grid.cells;
  const truth = Float64Array.from({ length: size }, () => 1e-6 * normal());
  const off = (size: number): Float64Array => truth.map((value) => value + size * 1e-6 * (0.5 + normal()));
  const fields: Record<string, Float64Array> = { natural_prior: off(0.6), fossil: truth.map(Math.abs) };
  if (has.posterior) fields.natural_posterior = off(0.2);
  if (has.twin) fields.natural_truth = truth;
  for (const [name, data] of Object.entries(fields)) (fluxes[name] ??= []).push(data);
  const totals: Record<string, Float64Array> = {};
  if (has.members) {
    const ids = has.posterior ? ["region_total_prior", "region_total_posterior"] : ["region_total_prior"];
    for (const id of ids) {
      totals[id] = Float64Array.from({ length: regions.length * MEMBERS }, () => 1e6 * normal());
      (members[id] ??= []).push(totals[id]);
    }
  }
  const time = START + day * 86400;
  const hours = Array.from({ length: 24 }, (_, hour) => time + hour * 3600);
  const shape = joinParts(gridVariables(grid), timeCoordinate(hours, 3600));
  await writeNetcdf(join(folder, `flux_${formatDay(time).replace(/-/g, "")}.nc`), {
    attributes: {},
    dimensions: { ...shape.dimensions, region: regions.length, member: MEMBERS },
    variables: [
      ...shape.variables,
      { name: "land_fraction", type: "f8", dimensions: ["y", "x"], attributes: { units: "1" }, data: landFraction },
      ...Object.entries(fields).map(([name, data]): NumberVariable => {
        return { name, type: "f8", dimensions: ["time", "y", "x"], attributes: { units: "mol m-2 s-1" }, data };
      }),
      {
        name: "region_name",
        type: "string",
        dimensions: ["region"],
        attributes: {},
        data: regions.map(({ id }) => id),
      },
      ...Object.entries(totals).map(([name, data]): NumberVariable => {
        return { name, type: "f8", dimensions: ["region", "member"], attributes: { units: "mol s-1" }, data };
      }),
    ],
  });
}

async function writeBudget(folder: string): Promise<void> {
  const runs = ["analysis", "control"];
  const terms: Record<string, number[]> = { start: [], emission: [], inflow: [], increment: [], end: [] };
  const content = runs.map(() => 1e16);
  for (let day = 0; day < DAYS; day++) {
    runs.forEach((run, i) => {
      const [emission, inflow, increment] = [
        1e12 * normal(),
        1e13 * normal(),
        run === "analysis" ? 1e11 * normal() : 0,
      ];
      terms.start.push(content[i]);
      terms.emission.push(emission);
      terms.inflow.push(inflow);
      terms.increment.push(increment);
      content[i] += emission + inflow + increment;
      terms.end.push(content[i]);
    });
  }
  const time = timeCoordinate(
    Array.from({ length: DAYS }, (_, day) => START + day * 86400),
    86400,
  );
  await writeNetcdf(join(folder, "budget.nc"), {
    attributes: {},
    dimensions: { ...time.dimensions, run: runs.length },
    variables: [
      ...time.variables,
      { name: "run", type: "string", dimensions: ["run"], attributes: {}, data: runs },
      ...Object.entries(terms).map(([name, data]): NumberVariable => {
        return { name, type: "f8", dimensions: ["time", "run"], attributes: { units: "mol" }, data };
      }),
    ],
  });
}

/** Mean over the hours of some days, [cell] [mol m-2 s-1], written out anew. */
export function meanField(days: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: grid.cells }, (_, cell) => {
    let sum = 0;
    for (const day of days) for (let hour = 0; hour < 24; hour++) sum += day[hour * grid.cells + cell];
    return sum / (24 * days.length);
  });
}
