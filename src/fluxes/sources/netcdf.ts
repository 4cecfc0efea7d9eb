/**
 * Fluxes from plain netCDF files on a longitude-latitude lattice: one variable, positive to the atmosphere, with or
 * without time, regridded conservatively. Each time step is held constant over the interval it stands for. Fill values,
 * and cells beyond the file's lattice, are zero flux; how much of the domain that is, is said in the remarks.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import { createRegridder, type Regridder } from "../../grids/regrid.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import { openNetcdfFiles } from "../../io/openNetcdf.js";
import type { Time } from "../../time.js";
import type { FluxComponent, FluxSource } from "../fluxSource.js";
import { fluxUnitFactor } from "../fluxUnits.js";
import { sharesOfHour, stepIntervals, type Interval, type StepLength, type TimeStamp } from "./fluxSteps.js";
import { layoutOf, readField, type Layout } from "./netcdfLayout.js";

export interface NetcdfFluxChoice {
  readonly source: "netcdf";
  /** Of the same variable and lattice, for successive times. */
  readonly files: readonly string[];
  readonly variable: string;
  /** In place of the variable's own attribute. */
  readonly units?: string | undefined;
  /** Gross uptake, positive, in the same files (biosphere). */
  readonly uptakeVariable?: string | undefined;
  /** Length of a time step, where the file has no time bounds and its spacing does not tell. */
  readonly steps?: StepLength | undefined;
  /** What part of a step its time names; `start` where the file has no time bounds. */
  readonly stamp?: TimeStamp | undefined;
}

/** @throws InputError, CoverageError as `netcdfFlux` */
export async function openNetcdfFlux(
  grid: Grid,
  component: FluxComponent,
  choice: NetcdfFluxChoice,
): Promise<FluxSource> {
  const files = await openNetcdfFiles(choice.files);
  try {
    return netcdfFlux(grid, component, choice, files);
  } catch (error) {
    for (const file of files) file.close();
    throw error;
  }
}

interface Step extends Interval {
  readonly file: NetcdfFile;
  readonly index: number;
}

/**
 * @throws InputError where a variable, its dimensions, times or units cannot be used
 * @throws CoverageError where the file has nothing for this grid
 */
export function netcdfFlux(
  grid: Grid,
  component: FluxComponent,
  choice: NetcdfFluxChoice,
  files: readonly NetcdfFile[],
): FluxSource {
  const layout = layoutOf(files[0], files[0].variable(choice.variable));
  const regridder = createRegridder(layout.boxes, grid);
  const steps = stepsOf(files, choice, layout);
  const where = `${component} fluxes, variable "${choice.variable}" of ${files.map(({ path }) => path).join(", ")}`;

  const read = (variableName: string): ((time: Time) => Float64Array) => {
    const factors = new Map(files.map((file) => [file, factorOf(file, file.variable(variableName), choice.units)]));
    const kept = new Map<number, Float64Array>();
    const fieldOf = (step: number): Float64Array => {
      let field = kept.get(step);
      if (field === undefined) {
        const { file, index } = steps[step];
        const source = readField(file.variable(variableName), layout, index);
        const factor = factors.get(file)!;
        field = regridder.apply(source.map((value) => (Number.isNaN(value) ? 0 : value * factor)));
        if (kept.size > 1) kept.clear();
        kept.set(step, field);
      }
      return field;
    };
    return (time) => {
      const result = new Float64Array(grid.cells);
      for (const { step, share } of sharesOfHour(steps, time, where)) {
        const field = fieldOf(step);
        for (let cell = 0; cell < result.length; cell++) result[cell] += share * field[cell];
      }
      return result;
    };
  };

  const { uptakeVariable } = choice;
  return {
    component,
    title: `${component} fluxes of ${choice.variable}`,
    remarks: [...coverageRemarks(grid, regridder, where, readField(files[0].variable(choice.variable), layout, 0))],
    files: files.map(({ path }) => path),
    hourly: read(choice.variable),
    ...(uptakeVariable === undefined ? {} : { grossUptake: uptakeOf(read(uptakeVariable), uptakeVariable, where) }),
    close() {
      for (const file of files) file.close();
    },
  };
}

/** Steps of all files by time; without time, one that lasts for ever. */
function stepsOf(files: readonly NetcdfFile[], choice: NetcdfFluxChoice, layout: Layout): Step[] {
  if (layout.time === undefined) {
    if (files.length === 1) return [{ start: -Infinity, end: Infinity, file: files[0], index: 0 }];
    throw new InputError({
      where: files.map(({ path }) => path).join(", "),
      found: `several files, but variable "${choice.variable}" has no time`,
      expected: "one file, or a time dimension",
    });
  }
  const steps = files.flatMap((file) => {
    const own = layoutOf(file, file.variable(choice.variable));
    if (own.time === undefined || !sameBoxes(own, layout)) {
      throw new InputError({
        where: file.path,
        found: "another time axis or lattice of longitudes and latitudes",
        expected: `those of ${files[0].path}`,
      });
    }
    const intervals = stepIntervals(file, own.time, choice.steps, choice.stamp ?? "start");
    return intervals.map((interval, index) => ({ ...interval, file, index }));
  });
  steps.sort((a, b) => a.start - b.start);
  for (let i = 1; i < steps.length; i++) {
    if (steps[i].start >= steps[i - 1].end - 1) continue;
    throw new InputError({
      where: `${steps[i - 1].file.path}, ${steps[i].file.path}`,
      found: "time steps that overlap",
      expected: "each time once",
      remedy: 'check the files and, where they have no time bounds, "steps" and "stamp"',
    });
  }
  return steps;
}

function sameBoxes(a: Layout, b: Layout): boolean {
  const same = (x: ArrayLike<number>, y: ArrayLike<number>): boolean =>
    x.length === y.length && Array.from(x).every((value, i) => Math.abs(value - y[i]) < 1e-6);
  return (
    a.northFirst === b.northFirst &&
    same(a.boxes.longitudeEdges, b.boxes.longitudeEdges) &&
    same(a.boxes.latitudeEdges, b.boxes.latitudeEdges)
  );
}

function factorOf(file: NetcdfFile, variable: NetcdfVariable, told: string | undefined): number {
  const place = `${file.path}: variable "${variable.name}"`;
  const own = variable.attributes.units;
  return fluxUnitFactor(told ?? (typeof own === "string" ? own : ""), place);
}

/** Uptake must be positive: one of the other sign would turn respiration and uptake around. */
function uptakeOf(read: (time: Time) => Float64Array, variable: string, where: string): (time: Time) => Float64Array {
  return (time) => {
    const uptake = read(time);
    if (uptake.reduce((sum, value) => sum + value, 0) >= 0) return uptake;
    throw new InputError({
      where,
      found: `negative gross uptake in variable "${variable}"`,
      expected: "gross uptake counted positive",
    });
  };
}

function* coverageRemarks(grid: Grid, regridder: Regridder, where: string, first: Float64Array): Generator<string> {
  const filled = regridder.apply(first.map((value) => (Number.isNaN(value) ? 1 : 0)));
  const domain = grid.area.reduce((sum, area) => sum + area, 0);
  const share = (fraction: Float64Array): number =>
    fraction.reduce((sum, x, cell) => sum + x * grid.area[cell], 0) / domain;
  const beyond = 1 - share(regridder.covered);
  const missing = share(filled);
  if (beyond + missing > 1 - 1e-9) {
    throw new CoverageError({ where, found: "no value inside the domain", expected: "fluxes for some of its cells" });
  }
  const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
  if (beyond > 1e-6) yield `${where}: ${percent(beyond)} of the domain lies beyond the file; its flux is zero there.`;
  if (missing > 1e-6) {
    yield `${where}: ${percent(missing)} of the domain has fill values (first time step); they are taken as zero flux.`;
  }
}
