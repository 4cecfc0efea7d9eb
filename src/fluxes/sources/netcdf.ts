/**
 * Fluxes from netCDF files, on a longitude-latitude lattice or on cells of a projection: one variable or a sum of several,
 * positive to the atmosphere, with or without time, regridded conservatively. Each time step is held constant over the
 * interval it stands for. Fill values, and cells beyond the file's lattice, are zero flux; how much of the domain that is,
 * is said in the remarks.
 */
import { InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { Regridder } from "../../grids/regridder.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { keepNetcdfOpen } from "../../io/openNetcdf.js";
import { recentSteps } from "../../io/recentSteps.js";
import { regridderOf } from "../../io/surfaceField.js";
import type { Time } from "../../time.js";
import type { FluxComponent, FluxSource } from "../fluxSource.js";
import { type FluxCalendar, fluxCalendar, type FluxDates } from "./fluxCalendar.js";
import { type FluxTerm, parseFluxExpression } from "./fluxExpression.js";
import { type FluxFiles, fluxFiles, type StepChoice } from "./fluxFiles.js";
import { latitudeRemark } from "./latitudeRemark.js";
import { stepReader, type StepField } from "./fluxStepField.js";
import { coverageRemarks } from "./fluxValues.js";

export interface NetcdfFluxChoice extends StepChoice {
  /** For successive times, in the same boxes. */
  readonly files: readonly string[];
  /** A name or a sum of names (`reco - gpp`), or what it is in a file. */
  readonly variable: string | ((file: NetcdfFile) => string);
  /** What a product's format leaves unsaid is added to each file. */
  readonly view?: ((file: NetcdfFile) => NetcdfFile) | undefined;
  /** Where the variable's own attribute is missing or says less. */
  readonly units?: string | undefined;
  /** Gross uptake, positive, in the same files (biosphere). */
  readonly uptakeVariable?: string | undefined;
  /** How the dates of the files are used; as they are where nothing is said. */
  readonly dates?: FluxDates | undefined;
  /** In place of one made of the variable's name. */
  readonly title?: string | undefined;
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
export function openNetcdfFlux(grid: Grid, component: FluxComponent, choice: NetcdfFluxChoice): Promise<FluxSource> {
  return keepNetcdfOpen(choice.files, (files) =>
    netcdfFlux(grid, component, choice, choice.view === undefined ? files : files.map(choice.view)),
  );
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
  const { variable } = choice;
  const expressionOf = typeof variable === "string" ? () => variable : variable;
  const termsOf = (file: NetcdfFile): readonly FluxTerm[] => parseFluxExpression(expressionOf(file));
  const name = expressionOf(files[0]);
  const series = fluxFiles(files, termsOf, choice);
  const paths = files.map(({ path }) => path);
  const where = `${component} fluxes, variable "${name}" of ${shortList(paths)}`;
  const regridder = regridderOf(series.boxes, grid);
  const dates = series.months ? ({ kind: "every-year" } as const) : (choice.dates ?? { kind: "as-is" });
  const calendar = fluxCalendar(series.steps, dates, where);
  const use = { grid, component, regridder, calendar };
  const net = seriesOfHours(series, choice, use);
  const { uptakeVariable } = choice;
  const { boxes } = series;
  const ofPlaces = boxes.kind === "mesh" ? boxes.mesh.remark && `${where}: ${boxes.mesh.remark}` : undefined;
  return {
    component,
    title: choice.title ?? `${component} fluxes of ${name}`,
    remarks: [
      ...calendar.remarks,
      ...[ofPlaces, latitudeRemark(boxes, where)].filter((remark) => remark !== undefined),
      ...coverageRemarks(grid, regridder, where, net.first),
    ],
    files: paths,
    hourly: net.hourly,
    check: (start, end) => calendar.check(start, end),
    ...(uptakeVariable === undefined
      ? {}
      : {
          grossUptake: uptakeOf(
            seriesOfHours(besides(series, files, uptakeVariable, choice), choice, use).hourly,
            uptakeVariable,
            where,
          ),
        }),
    close() {
      for (const file of files) file.close();
    },
  };
}

interface Use {
  readonly grid: Grid;
  readonly component: FluxComponent;
  readonly regridder: Regridder;
  readonly calendar: FluxCalendar;
}

/** The sum of variables hour by hour, [row][column], [mol m-2 s-1]. */
function seriesOfHours(
  series: FluxFiles,
  { units }: NetcdfFluxChoice,
  { grid, component, regridder, calendar }: Use,
): { readonly hourly: (time: Time) => Float64Array; readonly first: StepField } {
  const fieldAt = stepReader(series, units, component, regridder);
  const first = fieldAt(0);
  const fieldOf = recentSteps(2, (step: number) => (step === 0 ? first : fieldAt(step)).flux);
  const hourly = (time: Time): Float64Array => {
    const result = new Float64Array(grid.cells);
    for (const { step, share } of calendar.at(time)) {
      const field = fieldOf(step);
      for (let cell = 0; cell < result.length; cell++) result[cell] += share * field[cell];
    }
    return result;
  };
  return { hourly, first };
}

/** Another variable of the same files, in the same boxes and steps. @throws InputError where it is not */
function besides(own: FluxFiles, files: readonly NetcdfFile[], variable: string, choice: StepChoice): FluxFiles {
  const terms = (file: NetcdfFile): readonly FluxTerm[] => [
    // The flux itself stands for the boxes and steps that the other must have.
    { sign: 1, variable: own.parts[files.indexOf(file)][0].field.variable.name },
    { sign: 1, variable },
  ];
  const both = fluxFiles(files, terms, choice);
  return { ...both, parts: both.parts.map(([, other]) => [other]) };
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

/** Paths of many files, as the first, the last and their number. */
function shortList(paths: readonly string[]): string {
  return paths.length < 4 ? paths.join(", ") : `${paths[0]} to ${paths[paths.length - 1]} (${paths.length} files)`;
}
