/** `monthly_flux.nc`: mean fluxes of the scored days of each month. */
import type { Grid } from "../grids/grid.js";
import { timeCoordinate } from "../io/cfCoordinates.js";
import { gridVariables } from "../io/gridVariables.js";
import { joinParts, type NumberVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { type FluxField, fluxVariable } from "./fluxFile.js";
import { fieldsAlone } from "./runFolder.js";

const NAME = "monthly_flux.nc";

export const monthlyFluxFile: FileKind = {
  shown: NAME,
  known: /^monthly_flux\.nc$/,
  holds: "fluxes, means of the scored days of each month",
};

export interface MonthOfFluxes {
  /** Start of its first scored day, end of its last. */
  readonly start: Time;
  readonly end: Time;
  readonly days: number;
  /** [row][column] [mol m-2 s-1] */
  readonly fields: Readonly<Partial<Record<FluxField, ArrayLike<number>>>>;
}

/**
 * Fields that every month has.
 * @param about title and comment of the run's @param months in order, at least one @throws OutputError where it cannot be written
 */
export async function writeMonthlyFluxes(
  folder: string,
  about: { readonly title: string; readonly comment: string },
  grid: Grid,
  months: readonly MonthOfFluxes[],
): Promise<void> {
  const names = Object.keys(months[0].fields) as FluxField[];
  const fluxes = names.flatMap((name): NumberVariable[] => {
    const data = new Float64Array(months.length * grid.cells);
    for (const [month, { fields }] of months.entries()) {
      const field = fields[name];
      if (field === undefined) return [];
      data.set(field, month * grid.cells);
    }
    return [fluxVariable(grid, name, data)];
  });
  const ends = months.map(({ end }) => end);
  const time = timeCoordinate(
    months.map(({ start }) => start),
    ends,
  );
  const parts = joinParts(time, gridVariables(grid));
  const days: NumberVariable = {
    name: "days",
    type: "i4",
    dimensions: ["time"],
    attributes: { long_name: "days of the month that are scored", units: "1" },
    data: months.map((month) => month.days),
  };
  await writeNetcdf(`${folder}/${NAME}`, {
    attributes: {
      title: `${about.title}: surface fluxes of CO2 by month`,
      comment: about.comment,
      ...fieldsAlone(parts.variables),
    },
    dimensions: parts.dimensions,
    variables: [...parts.variables, days, ...fluxes],
  });
}
