/**
 * Fluxes from plain netCDF files on a longitude-latitude lattice: one variable, positive to the atmosphere, with or
 * without time, regridded conservatively. Each time step is held constant over the interval it stands for. Fill values,
 * and cells beyond the file's lattice, are zero flux; how much of the domain that is, is said in the remarks.
 */
import { InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import { createRegridder } from "../../grids/regrid.js";
import type { Lattice } from "../../io/cfLattice.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { openNetcdfFiles } from "../../io/openNetcdf.js";
import { recentSteps } from "../../io/recentSteps.js";
import type { Time } from "../../time.js";
import type { FluxComponent, FluxSource } from "../fluxSource.js";
import { fluxUnitFactor } from "../fluxUnits.js";
import { besides, fluxFiles } from "./fluxFiles.js";
import { type StepLength, sharesOfHour, type TimeStamp } from "./fluxSteps.js";
import { checkPlausible, checkSomeValue, coverageRemarks, filledShare } from "./fluxValues.js";

export interface NetcdfFluxChoice {
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

/**
 * @throws InputError, CoverageError as `netcdfFlux`
 * @example
 * import { createGrid, longitudeLatitudeGrid, openNetcdfFlux, toMicromoles } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 3, 3));
 * const choice = { files: ["nee.nc"], variable: "nee" } as const; // 3 gC m-2 d-1
 * const nee = await openNetcdfFlux(grid, "biosphere", choice);
 * toMicromoles(nee.hourly(1467331200)[0]).toFixed(2); // => "2.89"
 * nee.close();
 */
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
  const series = fluxFiles(files, choice.variable, choice);
  const { lattices, steps } = series;
  const { longitude, latitude } = lattices[0].axes;
  const regridder = createRegridder({ longitudeEdges: longitude.edges(), latitudeEdges: latitude.edges() }, grid);
  const where = `${component} fluxes, variable "${choice.variable}" of ${files.map(({ path }) => path).join(", ")}`;

  /** A variable of the files hour by hour, [row][column], [mol m-2 s-1]. */
  const hourlyOf = (own: readonly Lattice[]): ((time: Time) => Float64Array) => {
    const factors = own.map((lattice) => fluxUnitFactor(choice.units ?? lattice.units, lattice.where));
    const fieldOf = recentSteps(2, (step: number) => {
      const { file, index, start } = steps[step];
      const [lattice, factor] = [own[file], factors[file]];
      const field = lattice.step(index);
      checkPlausible(field, factor, component, lattice);
      checkSomeValue(field, regridder, lattice.where, start);
      return regridder.apply(field.map((value) => (Number.isNaN(value) ? 0 : value * factor)));
    });
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
  const first = lattices[0].step(0);
  const remarks = coverageRemarks(grid, regridder, where, filledShare(first, regridder));
  checkPlausible(first, fluxUnitFactor(choice.units ?? lattices[0].units, lattices[0].where), component, lattices[0]);
  return {
    component,
    title: `${component} fluxes of ${choice.variable}`,
    remarks,
    files: files.map(({ path }) => path),
    hourly: hourlyOf(lattices),
    ...(uptakeVariable === undefined
      ? {}
      : { grossUptake: uptakeOf(hourlyOf(besides(series, uptakeVariable)), uptakeVariable, where) }),
    close() {
      for (const file of files) file.close();
    },
  };
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
