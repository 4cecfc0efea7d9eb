/**
 * One sub-step of the linear advection along a line (parabolicLine.ts) and its transpose, float64: parabolas in the cells,
 * amounts that they carry through the faces, values after it; the transpose takes the same in the other order.
 */
import { SPACING_CONSTANTS } from "../../kernels/parabolicSpacing.js";

/** A line of n cells at work. Backwards the arrays after `air` hold the sensitivities to what they hold forwards. */
export interface SubstepWork {
  /** Constants of parabolicSpacing.ts, [cell][5] */
  readonly spacing: Float64Array;
  /** Of the rises of the parabolas, what faces carry [1]. */
  readonly share: number;
  /** Air through the n + 1 faces in the sub-step [kg]. */
  readonly air: Float64Array;
  /** Mole fraction of each cell, and what flows in at the first and the last face. */
  readonly values: Float64Array;
  readonly inflow: Float64Array;
  /** Difference, slope and rise to the lower edge, [cell], the first and the last with one more for the end. */
  readonly difference: Float64Array;
  readonly slope: Float64Array;
  readonly rise: Float64Array;
  /** Rise of the parabola from the cell's mean to its edges, [cell]. */
  readonly toRight: Float64Array;
  readonly toLeft: Float64Array;
  /** Through each face [kg x mole fraction]. */
  readonly carried: Float64Array;
}

export function substepWork(spacing: Float64Array, share: number): SubstepWork {
  const n = spacing.length / SPACING_CONSTANTS;
  const array = (length: number): Float64Array => new Float64Array(length);
  return {
    spacing,
    share,
    air: array(n + 1),
    values: array(n),
    inflow: array(2),
    difference: array(n + 1),
    slope: array(n),
    rise: array(n + 1),
    toRight: array(n),
    toLeft: array(n),
    carried: array(n + 1),
  };
}

/** Values after the sub-step. @param masses air before it from index `before` on, then that after it, [cell] [kg] */
export function forwardSubstep(work: SubstepWork, masses: Float64Array, before: number): void {
  const { air, values, carried } = work;
  const n = values.length;
  fitParabolas(work);
  carryAmounts(work, masses, before);
  for (let i = 0; i < n; i++) {
    const q = values[i];
    values[i] = q + (carried[i] - air[i] * q - (carried[i + 1] - air[i + 1] * q)) / masses[before + n + i];
  }
}

/** Sensitivities to the values before the sub-step from those to the values after it. */
export function adjointSubstep(work: SubstepWork, masses: Float64Array, before: number): void {
  const { air, values, inflow, difference, carried } = work;
  const n = values.length;
  let lower = 0;
  for (let i = 0; i < n; i++) {
    const upper = values[i] / masses[before + n + i];
    carried[i] = air[i] * (upper - lower);
    values[i] = upper * masses[before + i];
    lower = upper;
  }
  carried[n] = -air[n] * lower;
  carryAmountsBack(work, masses, before);
  fitParabolasBack(work);
  if (air[0] > 0) {
    values[0] += difference[0];
    inflow[0] -= difference[0];
  }
  for (let i = 1; i < n; i++) {
    values[i] += difference[i];
    values[i - 1] -= difference[i];
  }
  if (air[n] < 0) {
    inflow[1] += difference[n];
    values[n - 1] -= difference[n];
  }
}

/** Edges of the parabolas; flat in an end cell that nothing enters. */
function fitParabolas(work: SubstepWork): void {
  const { spacing, share, air, values, inflow, difference, slope, rise, toRight, toLeft } = work;
  const n = values.length;
  const end = (n - 1) * SPACING_CONSTANTS;
  const entersFirst = air[0] > 0;
  const entersLast = air[n] < 0;
  difference[0] = entersFirst ? values[0] - inflow[0] : 0;
  for (let i = 1; i < n; i++) difference[i] = values[i] - values[i - 1];
  difference[n] = entersLast ? inflow[1] - values[n - 1] : 0;
  for (let i = 0, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
    slope[i] = spacing[c] * difference[i + 1] + spacing[c + 1] * difference[i];
  }
  if (!entersFirst) slope[0] = 0;
  if (!entersLast) slope[n - 1] = 0;
  rise[0] = difference[0] / 2 - slope[0] / 6;
  for (let i = 1, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
    rise[i] = spacing[c + 2] * difference[i] - spacing[c + 3] * slope[i] + spacing[c + 4] * slope[i - 1];
  }
  rise[n] = spacing[end + 2] * difference[n] + spacing[end + 4] * slope[n - 1];
  for (let i = 0; i < n; i++) {
    toRight[i] = share * rise[i + 1];
    toLeft[i] = share * (difference[i] - rise[i]);
  }
  if (!entersFirst) toRight[0] = toLeft[0] = 0;
  if (!entersLast) toRight[n - 1] = toLeft[n - 1] = 0;
}

/** What flows through each face. */
function carryAmounts(
  { air, values, inflow, toRight, toLeft, carried }: SubstepWork,
  masses: Float64Array,
  before: number,
): void {
  const n = values.length;
  for (let i = 0; i <= n; i++) {
    const a = air[i];
    if (a > 0) {
      if (i === 0) carried[0] = a * inflow[0];
      else {
        const h = (0.5 * a) / masses[before + i - 1];
        const g = 3 * h * (1 - (4 / 3) * h);
        carried[i] = a * (values[i - 1] + (1 - h - g) * toRight[i - 1] - (h - g) * toLeft[i - 1]);
      }
    } else if (i === n) carried[n] = a * inflow[1];
    else {
      const h = (-0.5 * a) / masses[before + i];
      const g = 3 * h * (1 - (4 / 3) * h);
      carried[i] = a * (values[i] + (h - g) * toRight[i] - (1 - h - g) * toLeft[i]);
    }
  }
}

/** The transpose of `carryAmounts`. */
function carryAmountsBack(
  { air, values, inflow, toRight, toLeft, carried }: SubstepWork,
  masses: Float64Array,
  before: number,
): void {
  const n = values.length;
  toRight.fill(0);
  toLeft.fill(0);
  for (let i = 0; i <= n; i++) {
    const a = air[i];
    const one = carried[i];
    if (a > 0) {
      if (i === 0) inflow[0] += one;
      else {
        const h = (0.5 * a) / masses[before + i - 1];
        const g = 3 * h * (1 - (4 / 3) * h);
        values[i - 1] += one;
        toRight[i - 1] += (1 - h - g) * one;
        toLeft[i - 1] -= (h - g) * one;
      }
    } else if (i === n) inflow[1] += one;
    else {
      const h = (-0.5 * a) / masses[before + i];
      const g = 3 * h * (1 - (4 / 3) * h);
      values[i] += one;
      toRight[i] += (h - g) * one;
      toLeft[i] -= (1 - h - g) * one;
    }
  }
}

/** The transpose of `fitParabolas`, but for the differences of the values. */
function fitParabolasBack(work: SubstepWork): void {
  const { spacing, share, air, difference, slope, rise, toRight, toLeft } = work;
  const n = slope.length;
  const end = (n - 1) * SPACING_CONSTANTS;
  const entersFirst = air[0] > 0;
  const entersLast = air[n] < 0;
  if (!entersFirst) toRight[0] = toLeft[0] = 0;
  if (!entersLast) toRight[n - 1] = toLeft[n - 1] = 0;
  difference[0] = share * toLeft[0];
  rise[0] = -share * toLeft[0];
  for (let i = 1; i < n; i++) {
    difference[i] = share * toLeft[i];
    rise[i] = share * (toRight[i - 1] - toLeft[i]);
  }
  difference[n] = 0;
  rise[n] = share * toRight[n - 1];
  difference[0] += rise[0] / 2;
  slope[0] = -rise[0] / 6;
  for (let i = 1, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
    difference[i] += spacing[c + 2] * rise[i];
    slope[i] = -spacing[c + 3] * rise[i];
    slope[i - 1] += spacing[c + 4] * rise[i];
  }
  difference[n] += spacing[end + 2] * rise[n];
  slope[n - 1] += spacing[end + 4] * rise[n];
  if (!entersFirst) slope[0] = 0;
  if (!entersLast) slope[n - 1] = 0;
  for (let i = 0, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
    difference[i + 1] += spacing[c] * slope[i];
    difference[i] += spacing[c + 1] * slope[i];
  }
}
