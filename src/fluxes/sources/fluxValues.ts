/**
 * What the numbers of a flux file can be: plausible [mol m-2 s-1], and some value at every step. Fill values, and cells
 * beyond the file's lattice, are zero flux; how much of the domain that is, is said in words.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { Regridder } from "../../grids/regrid.js";
import type { Lattice } from "../../io/cfLattice.js";
import { formatTime, type Time } from "../../time.js";
import type { FluxComponent } from "../fluxSource.js";

/**
 * [mol m-2 s-1]: a forest takes up some 6e-5 at noon, a power station in a box of 100 m gives 1. What is beyond is a fill
 * value that the file does not declare, or has other units.
 */
const PLAUSIBLE = {
  biosphere: [-2e-4, 2e-4],
  ocean: [-2e-4, 2e-4],
  fossil: [-2e-4, 1],
  fire: [-2e-4, 1],
} as const satisfies Record<FluxComponent, readonly [least: number, greatest: number]>;

/** @param field [box] in the units of the file @param factor to [mol m-2 s-1] @throws InputError where one cannot be */
export function checkPlausible(field: Float64Array, factor: number, component: FluxComponent, lattice: Lattice): void {
  const [least, greatest] = PLAUSIBLE[component];
  const bad = field.findIndex((value) => value * factor < least || value * factor > greatest);
  if (bad < 0) return;
  const { latitude, longitude } = lattice.axes;
  const columns = longitude.values.length;
  const [y, x] = [latitude.values[Math.floor(bad / columns)], longitude.values[bad % columns]];
  throw new InputError({
    where: lattice.where,
    found: `${field[bad]} at ${Number(y.toFixed(3))} N ${Number(x.toFixed(3))} E, which is ${(field[bad] * factor).toExponential(2)} mol m-2 s-1`,
    expected: `a ${component} flux from ${least} to ${greatest} mol m-2 s-1`,
    remedy:
      "it may be a fill value that the file does not declare: name it in the attribute _FillValue of the variable, for example with `ncatted`; or the units are others",
  });
}

/** Share of each cell that has fill values, [row][column]. @param field [box], NaN where it has none */
export function filledShare(field: Float64Array, regridder: Regridder): Float64Array {
  return regridder.apply(field.map((value) => (Number.isNaN(value) ? 1 : 0)));
}

/** @param start of the step @throws InputError where no cell of the grid has any value */
export function checkSomeValue(field: Float64Array, regridder: Regridder, where: string, start: Time): void {
  if (!field.some(Number.isNaN)) return;
  const filled = filledShare(field, regridder);
  if (filled.some((share, cell) => share < regridder.covered[cell] - 1e-9)) return;
  throw new InputError({
    where,
    found: `no value inside the domain${Number.isFinite(start) ? ` in the step from ${formatTime(start)}` : ""}`,
    expected: "fluxes for some of its cells at every step",
    remedy: "fetch the file again, or leave out the steps without values",
  });
}

/** @param filled share of each cell at the first step @returns sentences @throws CoverageError where no cell has a flux */
export function coverageRemarks(grid: Grid, regridder: Regridder, where: string, filled: Float64Array): string[] {
  const domain = grid.area.reduce((sum, area) => sum + area, 0);
  const share = (fraction: Float64Array): number =>
    fraction.reduce((sum, x, cell) => sum + x * grid.area[cell], 0) / domain;
  const beyond = 1 - share(regridder.covered);
  const missing = share(filled);
  if (beyond + missing > 1 - 1e-9) {
    throw new CoverageError({ where, found: "no value inside the domain", expected: "fluxes for some of its cells" });
  }
  const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
  const remarks: string[] = [];
  if (beyond > 1e-6) {
    remarks.push(`${where}: ${percent(beyond)} of the domain lies beyond the file; its flux is zero there.`);
  }
  if (missing > 1e-6) {
    remarks.push(
      `${where}: ${percent(missing)} of the domain has fill values (first time step); they are taken as zero flux.`,
    );
  }
  return remarks;
}
