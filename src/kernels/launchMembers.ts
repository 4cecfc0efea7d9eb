/**
 * Checked launches of the kernels over members (kernels/membersKernel.ts). All arrays must come from the kernel memory.
 * Moments are of the members held here: of several parts they can be joined, but not to the bits of one ensemble, as a
 * kernel sums every fourth member first.
 */
import type { LaneLayout } from "../fields/ensemble.js";
import type { Kernels } from "./kernels.js";
import { pointer } from "./pointer.js";

/**
 * out_i = base + sum_p scale_p a_(p,i) in the lanes of members and of perturbed analyses, and in those between.
 * @param base [row] @param scales [parameter][row] @param values [parameter][row][lane] @param out [row][lane]
 */
export function launchCombineParameters(
  kernels: Kernels,
  layout: LaneLayout,
  base: Float64Array,
  scales: Float64Array,
  values: Float32Array,
  out: Float32Array,
): void {
  const { lanes } = layout;
  const rows = base.length;
  const parameters = scales.length / rows;
  const pointers = [
    pointer(kernels, "base", base, rows),
    pointer(kernels, "scales", scales, parameters * rows),
    pointer(kernels, "parameters", values, parameters * rows * lanes),
    pointer(kernels, "combination", out, rows * lanes),
  ] as const;
  kernels.run("combineParameters", rows, rows, parameters, lastLane(layout), lanes, ...pointers);
}

/** How far the lanes go whose fluxes are estimated. */
function lastLane({ members, perturbed }: LaneLayout): number {
  return perturbed === undefined ? members : perturbed.first + perturbed.count;
}

/** x_i <- min(max(x_i, lower), upper) in the same lanes. @param lower,upper [row] @param values [row][lane] */
export function launchBoundMembers(
  kernels: Kernels,
  layout: LaneLayout,
  lower: Float64Array,
  upper: Float64Array,
  values: Float32Array,
): void {
  const { lanes } = layout;
  const rows = lower.length;
  const pointers = [
    pointer(kernels, "lower", lower, rows),
    pointer(kernels, "upper", upper, rows),
    pointer(kernels, "values", values, rows * lanes),
  ] as const;
  kernels.run("boundMembers", rows, lastLane(layout), lanes, ...pointers);
}

/** Running sums of what the rows of an ensemble hold, in the unit of the field and its square. */
export interface MomentSums {
  /** Mean and variance, 1 / (members - 1), over the members, [row] */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** The lanes after the members, [rider][row] */
  readonly riders: Float64Array;
}

/** Zero sums for ensembles of `rows` rows. @param riderCount lanes after the members that are summed too */
export function createMomentSums(kernels: Kernels, rows: number, riderCount: number): MomentSums {
  const { memory } = kernels;
  return {
    mean: memory.float64(rows),
    variance: memory.float64(rows),
    riders: memory.float64(riderCount * rows),
  };
}

export function clearMomentSums({ mean, variance, riders }: MomentSums): void {
  for (const sum of [mean, variance, riders]) sum.fill(0);
}

/** Moments of an ensemble that changes, summed over the times at which they are added. */
export interface RunningMoments {
  /** @param values as they are now, [row][lane], anomalies from `reference` */
  add(values: () => Float32Array, reference: number): void;
  /** The sums until now, which begin anew; the next `add` may overwrite them. */
  take(): MomentSums;
}

export function createRunningMoments(
  kernels: Kernels,
  layout: LaneLayout,
  rows: number,
  riderCount: number,
): RunningMoments {
  const sums = createMomentSums(kernels, rows, riderCount);
  let isTaken = false;
  return {
    add(values, reference) {
      if (isTaken) clearMomentSums(sums);
      isTaken = false;
      launchAddMoments(kernels, layout, reference, values(), sums);
    },
    take() {
      isTaken = true;
      return sums;
    },
  };
}

/** Adds the moments of an ensemble to sums. @param values [row][lane], anomalies from `reference` */
export function launchAddMoments(
  kernels: Kernels,
  { members, lanes }: LaneLayout,
  reference: number,
  values: Float32Array,
  { mean, variance, riders }: MomentSums,
): void {
  const rows = mean.length;
  const riderCount = riders.length / rows;
  if (members + riderCount > lanes) throw new RangeError(`${riderCount} lanes do not follow ${members} of ${lanes}`);
  const pointers = [
    pointer(kernels, "values", values, rows * lanes),
    pointer(kernels, "mean", mean, rows),
    pointer(kernels, "variance", variance, rows),
    pointer(kernels, "riders", riders, riderCount * rows),
  ] as const;
  kernels.run("addMoments", rows, rows, members, lanes, riderCount, reference, ...pointers);
}
