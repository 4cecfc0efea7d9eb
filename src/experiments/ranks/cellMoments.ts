/** Moments of the members at each place, summed on the rank that has it, by the kernel and in the order of one process. */
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import { createRunningMoments, type MomentSums } from "../../kernels/launchMembers.js";
import { collectCells, type Dealt } from "./cellShares.js";

export interface CellMoments {
  /** @param part [level][own cell][lane] */
  add(part: Float32Array, reference: number): void;
  /** @returns those of all cells, [level][cell], on rank 0 */
  take(): MomentSums | undefined;
}

export function createCellMoments(
  kernels: Kernels,
  dealt: Dealt,
  levels: number,
  layout: Pick<LaneLayout, "members" | "lanes">,
  riderCount: number,
): CellMoments {
  const { communicator, grid, columns } = dealt;
  const { rank } = communicator;
  const own = levels * grid.rows * columns[rank].count;
  const all = levels * grid.rows * grid.columns;
  const moments = createRunningMoments(kernels, { ...layout, firstMember: 0 }, own, riderCount);
  const gather = (values: Float64Array, levelCount: number): Float64Array => {
    const whole = rank === 0 ? new Float64Array((values.length / own) * all) : undefined;
    collectCells(dealt, whole, values, levelCount, levelCount);
    return whole ?? values;
  };
  return {
    add: (part, reference) => moments.add(() => part, reference),
    take() {
      const sums = moments.take();
      const [mean, variance] = [sums.mean, sums.variance].map((values) => gather(values, levels));
      const riders = riderCount === 0 ? sums.riders : gather(sums.riders, riderCount * levels);
      return rank === 0 ? { mean, variance, riders } : undefined;
    },
  };
}
