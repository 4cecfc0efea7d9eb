/**
 * Production form of the serial EnSRF (ensrf.ts): one hour's observations on float32 blocks of ensemble rows in kernel
 * memory, means inside. The observations are first taken in turn in observation space (observationSpace.ts), then the
 * blocks take all of them, in batches: each row the observations that reach its cell, in their order.
 * Perturbed analyses take the members' gain. Other lanes (passengers, padding) are read, never changed; they must hold finite
 * numbers.
 */
import { ENSRF_OBSERVATIONS, launchEnsrfUpdate } from "../kernels/launchEnsrf.js";
import type { Kernels } from "../kernels/load.js";
import { type Analyser, diagnosticsOf } from "./analyser.js";
import { checkBlock, checkObservation, checkParameters, notFinite } from "./analysisFaults.js";
import { type BlockLevel, groupLevels, levelsOf } from "./levelGroups.js";
import { type HorizontalGeometry, type Localization, partsOf, reachesOf } from "./localization.js";
import { takeTurns, type Turn } from "./observationSpace.js";
import type { ObservationOrder } from "./order.js";
import { createReachLists } from "./reachLists.js";
import { simulatedTapers } from "./simulatedTapers.js";
import type { FilterLanes } from "./stateBlock.js";

/**
 * The serial filter in its production form.
 *
 * @example
 * import { createEnsrfAnalyser, createGrid, EARTH_RADIUS, laneLayout, loadKernels, longitudeLatitudeGrid, unitVector } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("two cells", 104, 28, 2, 2, 2, 1));
 * const geometry = { cells: 2, unitVectors: grid.unitVectors, radius: EARTH_RADIUS };
 * const kernels = await loadKernels(1);
 * const data = kernels.memory.float32(2 * 4); // [cell][lane]
 * data.set([9, 11, 9, 11, 19, 21, 19, 21]);
 * const analyser = createEnsrfAnalyser(kernels, laneLayout(4), geometry, { kind: "gaspari-cohn", zeroDistance: 100e3 });
 * const [diagnostic] = analyser.analyse(
 *   [{ name: "a field", data, levels: 1, cells: 2 }],
 *   [
 *     {
 *       id: "1",
 *       position: unitVector(104, 28), // the first cell; the second one is 196 km away
 *       value: 13,
 *       errorVariance: 4 / 3,
 *       simulated: Float64Array.of(9, 11, 9, 11),
 *     },
 *   ],
 *   "2016-07-01T06:00Z",
 * );
 * [diagnostic.departure, diagnostic.cells]; // => [3, 1]
 * data.subarray(4); // => [19, 21, 19, 21]
 * await kernels.close();
 */
export function createEnsrfAnalyser(
  kernels: Kernels,
  filterLanes: FilterLanes,
  geometry: HorizontalGeometry,
  localization: Localization,
  order: ObservationOrder = "given",
): Analyser {
  const { memory } = kernels;
  const { members, lanes } = filterLanes;
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

  const taperOf = simulatedTapers(localization, geometry);

  return {
    taper: taperOf,
    analyse(blocks, observations, when, parameters = []) {
      for (const block of blocks) checkBlock(block, geometry.cells, lanes);
      for (const rows of parameters) checkParameters(rows, { members, lanes }, when);
      for (const observation of observations) checkObservation(observation, members, when);
      const levels = levelsOf(blocks);
      const parts = [{ hoursBefore: 0 }, ...blocks.flatMap(partsOf)];
      const simulated = observations.map((observation) => observation.simulated.slice());
      const turns = takeTurns(observations, simulated, parameters, filterLanes, order, taperOf, when);
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
          const observation = observations[present[bad].observation];
          throw notFinite([...spoilt], group.reaches[bad].cells, { members, lanes }, geometry, when, observation);
        }
      }
      return diagnosticsOf(observations, simulated, cells, members);
    },
  };
}

/** @param increment [lane] @param weight [member], which come first */
function dot(increment: Float64Array, weight: Float64Array): number {
  let sum = 0;
  for (let m = 0; m < weight.length; m++) sum += increment[m] * weight[m];
  return sum;
}
