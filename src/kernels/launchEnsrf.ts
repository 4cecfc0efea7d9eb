/** Checks and launches the kernel `ensrfUpdate` (kernels/ensrfKernel.ts). */
import type { Kernels } from "./kernels.js";
import { pointer } from "./pointer.js";

/** Most observations of one call. */
export const ENSRF_OBSERVATIONS = 64;

/** The observations that reach each listed cell, in the order in which they are taken. */
export interface EnsrfLists {
  readonly cellCount: number;
  /** Cells that any observation reaches; the first `cellCount` count. */
  readonly cells: Int32Array;
  /** First entry of each listed cell, and the end of the last. */
  readonly starts: Int32Array;
  /** Number of the observation, [entry]. */
  readonly listed: Int32Array;
  /** (0, 1], [entry]. */
  readonly tapers: Float32Array;
}

/** What each observation does to a row; arrays for ENSRF_OBSERVATIONS of them. */
export interface EnsrfObservations {
  /** w, [observation][lane], zero in lanes that are no members; in 1 / (unit of the observation). */
  readonly weights: Float32Array;
  /** u, [observation][lane], zero in lanes that do not take part; in the unit of the observation. */
  readonly increments: Float32Array;
  /** u_k.w_j of observation j and an earlier k, [j][k]. */
  readonly overlaps: Float32Array;
  /** Set to 1 where a gain of the observation is not finite, [observation]. */
  readonly status: Int32Array;
}

/**
 * Updates rows in place.
 * @param levels pointers of the levels, each [cell][lane] float32; a multiple of 4, the last may be repeated to fill up
 */
export function launchEnsrfUpdate(
  kernels: Kernels,
  lanes: number,
  levels: Int32Array,
  lists: EnsrfLists,
  { weights, increments, overlaps, status }: EnsrfObservations,
): void {
  const { cellCount } = lists;
  if (levels.length % 4 !== 0) throw new RangeError(`${levels.length} levels; a multiple of 4 was expected`);
  if (cellCount === 0) return;
  const n = ENSRF_OBSERVATIONS;
  kernels.run(
    "ensrfUpdate",
    (levels.length / 4) * cellCount,
    pointer(kernels, "levels", levels, levels.length),
    pointer(kernels, "cells", lists.cells, lists.cells.length),
    cellCount,
    pointer(kernels, "starts", lists.starts, lists.cells.length + 1),
    pointer(kernels, "listed", lists.listed, lists.tapers.length),
    pointer(kernels, "tapers", lists.tapers, lists.listed.length),
    lanes,
    pointer(kernels, "weights", weights, n * lanes),
    pointer(kernels, "increments", increments, n * lanes),
    pointer(kernels, "overlaps", overlaps, n * n),
    n,
    pointer(kernels, "status", status, n),
  );
}
