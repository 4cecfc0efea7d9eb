/**
 * What the observations of an hour do to blocks of ensemble rows in the serial EnSRF, once their turns are known: in batches, each
 * row takes the observations that reach its cell, in their order. A row is updated by itself, so blocks and cells may be
 * dealt out.
 */
import { ENSRF_OBSERVATIONS, launchEnsrfUpdate } from "../kernels/launchEnsrf.js";
import type { Kernels } from "../kernels/load.js";
import { notFinite } from "./analysisFaults.js";
import { type BlockLevel, groupLevels, levelsOf } from "./levelGroups.js";
import { type HorizontalGeometry, type Localization, type ObservedPlace, partsOf, reachesOf } from "./localization.js";
import type { Turn } from "./observationSpace.js";
import { createReachLists } from "./reachLists.js";
import type { FilterLanes, StateBlock } from "./stateBlock.js";

/** An observation as rows see it. */
export interface NamedPlace extends ObservedPlace {
  readonly id: string;
}

export interface EnsrfRows {
  /**
   * Updates the blocks in place.
   * @param when names the hour in messages
   * @returns cells within reach of each observation at the time of the analysis
   * @throws NumericalError where a number is not finite
   */
  update(
    blocks: readonly StateBlock[],
    observations: readonly NamedPlace[],
    turns: readonly Turn[],
    when: string,
  ): number[];
}

export function createEnsrfRows(
  kernels: Kernels,
  { members, lanes }: FilterLanes,
  geometry: HorizontalGeometry,
  localization: Localization,
): EnsrfRows {
  const { memory } = kernels;
  const listReaches = createReachLists(memory, geometry.cells);
  const batch = {
    weights: memory.float32(ENSRF_OBSERVATIONS * lanes),
    increments: memory.float32(ENSRF_OBSERVATIONS * lanes),
    overlaps: memory.float32(ENSRF_OBSERVATIONS ** 2),
    status: memory.int32(ENSRF_OBSERVATIONS),
  };
  let pointers = memory.int32(64);

  /** Four pointers to a group of rows; the last is repeated to fill up. */
  const pointersOf = (levels: readonly BlockLevel[]): Int32Array => {
    const count = Math.ceil(levels.length / 4) * 4;
    if (count > pointers.length) pointers = memory.int32(2 * count);
    for (let i = 0; i < count; i++) {
      const { block, level } = levels[Math.min(i, levels.length - 1)];
      pointers[i] = memory.pointer(block.data) + 4 * lanes * block.cells * level;
    }
    return pointers.subarray(0, count);
  };

  const setBatch = (turns: readonly Turn[]): void => {
    turns.forEach(({ weight, increment }, k) => {
      batch.weights.set(weight, k * lanes);
      batch.increments.set(increment, k * lanes);
      for (let j = k + 1; j < turns.length; j++) {
        batch.overlaps[j * ENSRF_OBSERVATIONS + k] = dot(increment, turns[j].weight);
      }
    });
    batch.status.fill(0);
  };

  return {
    update(blocks, observations, turns, when) {
      const levels = levelsOf(blocks);
      const parts = [{ hoursBefore: 0 }, ...blocks.flatMap(partsOf)];
      const cells = observations.map(() => 0);
      for (let first = 0; first < turns.length; first += ENSRF_OBSERVATIONS) {
        const present = turns.slice(first, first + ENSRF_OBSERVATIONS);
        const reaches = present.map((turn) => {
          const [now, ...ofLevels] = reachesOf(localization, geometry, observations[turn.observation], parts);
          cells[turn.observation] = now.cells.length;
          return ofLevels;
        });
        setBatch(present);
        for (const group of groupLevels(levels, reaches)) {
          launchEnsrfUpdate(kernels, lanes, pointersOf(group.levels), listReaches(group.reaches), batch);
          const bad = batch.status.indexOf(1);
          if (bad < 0) continue;
          const spoilt = new Set(group.levels.map(({ block }) => block));
          const { id } = observations[present[bad].observation];
          throw notFinite([...spoilt], group.reaches[bad].cells, { members, lanes }, geometry, when, id);
        }
      }
      return cells;
    },
  };
}

/** @param increment [lane] @param weight [member], which come first */
function dot(increment: Float64Array, weight: Float64Array): number {
  let sum = 0;
  for (let m = 0; m < weight.length; m++) sum += increment[m] * weight[m];
  return sum;
}
