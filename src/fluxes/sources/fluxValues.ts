/**
 * What the numbers of a flux file can be: plausible [mol m-2 s-1], and some value at every step. Fill values, and cells
 * beyond the file's lattice, are zero flux; how much of the domain that is, is said in words.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { Regridder } from "../../grids/regridder.js";
import { placeOf, type SurfaceBoxes } from "../../io/surfaceField.js";
import { COINCIDENCES, standsApart, usualFillOf } from "../../io/usualFills.js";
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

/**
 * @param field of the boxes `within`, in the units of the file @param factor to [mol m-2 s-1], after division by the area of each box where those are given
 * @throws InputError where one cannot be
 */
export function checkPlausible(
  field: Float64Array,
  factor: number,
  component: FluxComponent,
  where: string,
  { boxes, within, divisors }: CheckedBoxes,
): void {
  const [least, greatest] = PLAUSIBLE[component];
  const fluxOf = (i: number): number => (field[i] * factor) / (divisors?.[within[i]] ?? 1);
  const beyond = field.findIndex((_, i) => fluxOf(i) < least || fluxOf(i) > greatest);
  const bad = beyond < 0 ? undeclaredFill(field) : beyond;
  if (bad < 0) return;
  const { latitude, longitude } = placeOf(boxes, within[bad]);
  throw new InputError({
    where,
    found: `${field[bad]} at ${Number(latitude.toFixed(3))} N ${Number(longitude.toFixed(3))} E, which is ${fluxOf(bad).toExponential(2)} mol m-2 s-1`,
    expected: `a ${component} flux from ${least} to ${greatest} mol m-2 s-1`,
    remedy:
      "it may be a fill value that the file does not declare: name it in the attribute _FillValue of the variable, for example with `ncatted`; or the units are others",
  });
}

interface CheckedBoxes {
  readonly boxes: SurfaceBoxes;
  /** Numbers of those that are checked. */
  readonly within: Int32Array;
  /** [box] [m2] */
  readonly divisors: Float64Array | undefined;
}

/** @returns the first box of a usual fill value that stands in several and apart from all others, or -1 */
function undeclaredFill(field: Float64Array): number {
  const counts = new Map<number, number>();
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of field) {
    const fill = usualFillOf(value);
    if (fill !== undefined) counts.set(fill, (counts.get(fill) ?? 0) + 1);
    else {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  const found = [...counts].find(([fill, count]) => count >= COINCIDENCES && standsApart(fill, least, greatest));
  return found === undefined ? -1 : field.findIndex((other) => usualFillOf(other) === found[0]);
}

/** Of what the first step has, this much at least has a value in every other. */
const LEAST_VALUED = 0.1;

/**
 * @param valued how many cells have a value of a variable in a step, and in the first @param start of the step
 * @throws InputError where hardly any has: so would its flux be zero where it was none
 */
export function checkSomeValue(valued: number, ofFirst: number, where: string, start: Time): void {
  if (valued > LEAST_VALUED * ofFirst || ofFirst < 1e-9) return;
  const found =
    valued < 1e-9
      ? "no value inside the domain"
      : `values in ${((100 * valued) / ofFirst).toFixed(1)} % of where the first step has them`;
  throw new InputError({
    where,
    found: `${found}${Number.isFinite(start) ? ` in the step from ${formatTime(start)}` : ""}`,
    expected: "fluxes for the same part of the domain at every step",
    remedy: "fetch the file again, or leave out the steps without values",
  });
}

/** Share of the domain that may lie beyond a file without a word: sides of cells are great circles, those of boxes parallels. */
const BEYOND = 2e-4;

/** @param first step @returns sentences @throws CoverageError where no cell has a flux */
export function coverageRemarks(
  grid: Grid,
  regridder: Regridder,
  where: string,
  { filled, partly }: { readonly filled: Float64Array; readonly partly: Float64Array },
): string[] {
  const domain = grid.area.reduce((sum, area) => sum + area, 0);
  const share = (fraction: Float64Array): number =>
    fraction.reduce((sum, x, cell) => sum + x * grid.area[cell], 0) / domain;
  const beyond = 1 - share(regridder.covered);
  const missing = share(filled);
  const some = share(partly) - missing;
  if (beyond + missing > 1 - 1e-9) {
    throw new CoverageError({ where, found: "no value inside the domain", expected: "fluxes for some of its cells" });
  }
  const percent = (x: number): string => (x < 5e-4 ? "less than 0.1 %" : `${(100 * x).toFixed(1)} %`);
  const remarks: string[] = [];
  if (beyond > BEYOND) {
    remarks.push(`${where}: ${percent(beyond)} of the domain lies beyond the file; its flux is zero there.`);
  }
  if (missing > 1e-6) {
    remarks.push(
      `${where}: ${percent(missing)} of the domain has fill values (first time step); they are taken as zero flux.`,
    );
  }
  if (some > 1e-6) {
    remarks.push(
      `${where}: ${percent(some)} of the domain has a value in one variable and a fill value in another (first time step); that other is taken as zero.`,
    );
  }
  return remarks;
}
