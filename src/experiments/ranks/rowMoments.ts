/**
 * Moments of the members at each place, summed on the ranks: the state is transposed, so that each rank has all lanes of its
 * rows and sums them by the kernel, and in the order, of one process.
 */
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import { createRunningMoments, type MomentSums } from "../../kernels/launchMembers.js";
import { dealRows, type Dealt, transposeLanes } from "./laneShares.js";

export interface RowMoments {
  /** @param part lanes of this rank, [row][lane] */
  add(part: Float32Array, reference: number): void;
  /** @returns those of all rows, on rank 0 */
  take(): MomentSums | undefined;
}

export function createRowMoments(
  kernels: Kernels,
  dealt: Dealt,
  rows: number,
  members: number,
  riderCount: number,
): RowMoments {
  const { communicator, lanes } = dealt;
  const { rank, size } = communicator;
  const firsts = dealRows(rows, size);
  const own = firsts[rank + 1] - firsts[rank];
  const layout: LaneLayout = { members, firstMember: 0, lanes };
  const transposed = kernels.memory.float32(own * lanes);
  const packed = new Float32Array(own * lanes);
  const moments = createRunningMoments(kernels, layout, own, riderCount);
  const counts = Array.from({ length: size }, (_, r) => firsts[r + 1] - firsts[r]);
  const gather = (values: Float64Array): Float64Array => {
    const all = new Float64Array(rank === 0 ? rows : 0);
    communicator.gather(values, counts, all, 0);
    return all;
  };
  return {
    add(part, reference) {
      transposeLanes(dealt, firsts, part, transposed, packed);
      moments.add(() => transposed, reference);
    },
    take() {
      const sums = moments.take();
      const [mean, variance] = [gather(sums.mean), gather(sums.variance)];
      const riders = new Float64Array(rank === 0 ? riderCount * rows : 0);
      for (let r = 0; r < riderCount; r++) {
        const all = gather(sums.riders.subarray(r * own, (r + 1) * own));
        if (rank === 0) riders.set(all, r * rows);
      }
      return rank === 0 ? { mean, variance, riders } : undefined;
    },
  };
}
