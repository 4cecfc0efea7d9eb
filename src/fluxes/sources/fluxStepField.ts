/** One step of a series of flux fields: the sum of its variables, checked, in SI and on the model's grid. */
import { SECONDS_PER_DAY } from "../../constants.js";
import type { Regridder } from "../../grids/regridder.js";
import type { FluxComponent } from "../fluxSource.js";
import { areasOf, boxesOf, windowOf } from "../../io/surfaceField.js";
import { agreedUnits, fluxUnitFactor, isOfCell } from "../fluxUnits.js";
import type { FluxFiles } from "./fluxFiles.js";
import type { Interval } from "./fluxSteps.js";
import { checkPlausible, checkSomeValue } from "./fluxValues.js";

export interface StepField {
  /** [row][column], [mol m-2 s-1]; fill values are zero. */
  readonly flux: Float64Array;
  /** Share of each cell without a value of any variable, and without one of some, [row][column]. */
  readonly filled: Float64Array;
  readonly partly: Float64Array;
}

/**
 * @param told units in the configuration @returns the field of a step
 * @throws InputError where units are not understood or contradict; then, at a step, where values cannot be
 */
export function stepReader(
  { parts, steps, boxes }: FluxFiles,
  told: string | undefined,
  component: FluxComponent,
  regridder: Regridder,
): (step: number) => StepField {
  const units = parts.map((ofFile) => ofFile.map(({ field }) => agreedUnits(told, field.units, field.where)));
  const areas = units.flat().some(isOfCell) ? areasOf(boxes) : undefined;
  // A global file is read where the domain is, and its first step everywhere: a fill value that no attribute declares stands
  // mostly where there is no land.
  const near = windowOf(boxes, regridder.met);
  const nearBoxes = boxesOf(boxes, near);
  const allBoxes = Int32Array.from({ length: regridder.boxes }, (_, box) => box);
  /** Of each variable, in how many cells the step that is read first has values. */
  const usual: number[] = [];
  return (number) => {
    const step = steps[number];
    const [window, within] = step.index === 0 ? [undefined, allBoxes] : [near, nearBoxes];
    const sum = new Float64Array(regridder.boxes);
    const missing = new Uint8Array(regridder.boxes);
    const ofFile = parts[step.file];
    ofFile.forEach(({ sign, field }, term) => {
      const divisors = isOfCell(units[step.file][term]) ? areas : undefined;
      const factor = sign * fluxUnitFactor(units[step.file][term], field.where, monthLength(step));
      const values = field.step(step.index, window);
      checkPlausible(values, factor, component, field.where, { boxes, within, divisors });
      const absent = new Uint8Array(regridder.boxes);
      values.forEach((value, i) => {
        const box = within[i];
        if (Number.isNaN(value)) absent[box] = 1;
        else sum[box] += (factor * value) / (divisors?.[box] ?? 1);
      });
      const valued = valuedCells(absent, regridder);
      checkSomeValue(valued, (usual[term] ??= valued), field.where, step.start);
      absent.forEach((one, box) => {
        missing[box] += one;
      });
    });
    const filled = shareWithout(missing, ofFile.length, regridder);
    const partly = ofFile.length === 1 ? filled : shareWithout(missing, 1, regridder);
    return { flux: regridder.apply(sum), filled, partly };
  };
}

/** @param missing variables without a value, [box] @returns share of each cell where they are so many or more, [row][column] */
function shareWithout(missing: Uint8Array, least: number, regridder: Regridder): Float64Array {
  const marks = new Float64Array(missing.length);
  let some = false;
  for (let box = 0; box < marks.length; box++) {
    if (missing[box] < least) continue;
    marks[box] = 1;
    some = true;
  }
  return some ? regridder.apply(marks) : new Float64Array(regridder.covered.length);
}

/** @param absent 1 where a variable has no value, [box] @returns how much of the grid has one [cells] */
function valuedCells(absent: Uint8Array, regridder: Regridder): number {
  const without = shareWithout(absent, 1, regridder);
  return regridder.covered.reduce((sum, covered, cell) => sum + Math.max(0, covered - without[cell]), 0);
}

/** Of a step that is a month [s]. */
function monthLength({ start, end }: Interval): number | undefined {
  const days = (end - start) / SECONDS_PER_DAY;
  return days > 27.5 && days < 31.5 ? end - start : undefined;
}
