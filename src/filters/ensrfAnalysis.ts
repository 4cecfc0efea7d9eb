/**
 * Production form of the serial EnSRF (ensrf.ts): one hour's observations on float32 blocks of ensemble rows in kernel
 * memory, means inside. The observations are first taken in turn in observation space (observationSpace.ts), then the
 * blocks take all of them (ensrfRows.ts).
 * Perturbed analyses take the members' gain. Other lanes (passengers, padding) are read, never changed; they must hold finite
 * numbers.
 */
import type { Kernels } from "../kernels/load.js";
import { type Analyser, diagnosticsOf } from "./analyser.js";
import { checkBlock, checkObservation, checkParameters } from "./analysisFaults.js";
import { createEnsrfRows } from "./ensrfRows.js";
import type { HorizontalGeometry, Localization } from "./localization.js";
import { takeTurns } from "./observationSpace.js";
import type { ObservationOrder } from "./order.js";
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
  const { members, lanes } = filterLanes;
  const gridRows = createEnsrfRows(kernels, filterLanes, geometry, localization);
  const taperOf = simulatedTapers(localization, geometry);
  return {
    taper: taperOf,
    analyse(blocks, observations, when, parameters = [], elsewhere) {
      for (const block of blocks) checkBlock(block, geometry.cells, lanes);
      for (const rows of parameters) checkParameters(rows, { members, lanes }, when);
      for (const observation of observations) checkObservation(observation, members, when);
      const simulated = observations.map((observation) => observation.simulated.slice());
      const turns = takeTurns(observations, simulated, parameters, filterLanes, order, taperOf, when);
      const there = elsewhere?.(observations, turns, when);
      const isElsewhere = there !== undefined && blocks.length === 0;
      const cells = isElsewhere ? there : gridRows.update(blocks, observations, turns, when);
      return diagnosticsOf(observations, simulated, cells, members);
    },
  };
}
