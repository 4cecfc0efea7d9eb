/**
 * Production form of the LETKF (letkf.ts): one hour's observations on float32 blocks of ensemble rows in kernel memory,
 * means inside. The levels that every observation reaches alike share one local transform a cell; the simulated
 * observations of the hour, each at its own place, and rows without a place (parameters) follow in float64.
 * Lanes that are no members (passengers, padding) are read, never changed; they must hold finite numbers.
 */
import { createLetkfLauncher } from "../kernels/launchLetkf.js";
import type { Kernels } from "../kernels/load.js";
import { type LocalObservations, transformRow } from "../kernels/reference/letkfReference.js";
import { type Analyser, diagnosticsOf } from "./analyser.js";
import { checkBlock, checkObservation, checkParameters, collapsed, notFinite } from "./analysisFaults.js";
import { cachedTransform } from "./letkf.js";
import { groupLevels, levelsOf } from "./levelGroups.js";
import { type HorizontalGeometry, type Localization, partsOf, type Reach, reachesOf } from "./localization.js";
import { moments } from "./sampleMoments.js";
import { simulatedTapers } from "./simulatedTapers.js";
import type { FilterLanes, FilterObservation } from "./stateBlock.js";

/**
 * The LETKF in its production form.
 *
 * @example
 * import { createGrid, createLetkfAnalyser, EARTH_RADIUS, laneLayout, loadKernels, longitudeLatitudeGrid, unitVector } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("two cells", 104, 28, 2, 2, 2, 1));
 * const geometry = { cells: 2, unitVectors: grid.unitVectors, radius: EARTH_RADIUS };
 * const kernels = await loadKernels(1);
 * const data = kernels.memory.float32(2 * 4); // [cell][lane]
 * data.set([9, 11, 9, 11, 19, 21, 19, 21]);
 * const analyser = createLetkfAnalyser(kernels, laneLayout(4), geometry, { kind: "gaspari-cohn", halfWidth: 50e3 });
 * const [diagnostic] = analyser.analyse(
 *   [{ name: "a field", data, levels: 1, cells: 2 }],
 *   [
 *     {
 *       id: "1",
 *       position: unitVector(104, 28),
 *       value: 13,
 *       errorVariance: 4 / 3,
 *       simulated: Float64Array.of(9, 11, 9, 11),
 *     },
 *   ],
 *   "2016-07-01T06:00Z",
 * );
 * diagnostic.residual.toFixed(3); // => "1.500"
 * await kernels.close();
 */
export function createLetkfAnalyser(
  kernels: Kernels,
  { members, lanes, perturbed }: FilterLanes,
  geometry: HorizontalGeometry,
  localization: Localization,
): Analyser {
  if (perturbed !== undefined)
    throw new RangeError("the LETKF takes no perturbed analyses: only the serial filter does");
  const launcher = createLetkfLauncher(kernels);
  const taperOf = simulatedTapers(localization, geometry);
  return {
    taper: taperOf,
    analyse(blocks, observations, when, parameters = []) {
      for (const block of blocks) checkBlock(block, geometry.cells, lanes);
      for (const rows of parameters) checkParameters(rows, { members, lanes }, when);
      const background = observations.map((observation) => {
        checkObservation(observation, members, when);
        const sample = moments(observation.simulated, members);
        if (!(sample.variance > 0 && Number.isFinite(sample.variance + observation.errorVariance))) {
          throw collapsed(observation, sample.variance, when);
        }
        return sample;
      });
      if (observations.length === 0) return [];
      const local = scaledObservations(observations, background, members);
      launcher.begin({ members, lanes, ...local });
      const parts = [{ hoursBefore: 0 }, ...blocks.flatMap(partsOf)];
      const found = observations.map((observation) => reachesOf(localization, geometry, observation, parts));
      const reaches = found.map(([, ...ofLevels]) => ofLevels);
      for (const group of groupLevels(levelsOf(blocks), reaches)) {
        const { cells, tapers } = localTapers(group.reaches, geometry.cells);
        if (cells.length === 0) continue;
        const pointers = group.levels.map(
          ({ block, level }) => kernels.memory.pointer(block.data) + 4 * level * block.cells * lanes,
        );
        if (!launcher.update(pointers, cells, tapers)) {
          throw notFinite(blocks, cells, { members, lanes }, geometry, when);
        }
      }

      const transformOf = cachedTransform(local, members);
      const tapers = observations.map(taperOf);
      const simulated = observations.map((other) => {
        const values = Float64Array.from(other.simulated);
        transformRow(
          values,
          transformOf((o) => tapers[o](other)),
          members,
        );
        return values;
      });
      for (const { rows, data, taper } of parameters) {
        for (let row = 0; row < rows; row++) {
          transformRow(
            data.subarray(row * lanes, (row + 1) * lanes),
            transformOf((o) => taper(o, row)),
            members,
          );
        }
      }
      const reached = found.map(([now]) => now.cells.length);
      return diagnosticsOf(observations, simulated, reached, members);
    },
  };
}

/** y' and departures in units of the observation error, as the transform takes them. */
function scaledObservations(
  observations: readonly FilterObservation[],
  background: readonly { readonly mean: number }[],
  members: number,
): LocalObservations {
  return {
    scaled: Float64Array.from({ length: observations.length * members }, (_, i) => {
      const o = Math.floor(i / members);
      const { simulated, errorVariance } = observations[o];
      return (simulated[i % members] - background[o].mean) / Math.sqrt(errorVariance * (members - 1));
    }),
    departures: Float64Array.from(
      observations,
      ({ value, errorVariance }, o) => (value - background[o].mean) / Math.sqrt(errorVariance),
    ),
  };
}

/** The cells that any observation reaches, in rising order, and their tapers [index in `cells`][observation]. */
function localTapers(reaches: readonly Reach[], gridCells: number): { cells: Int32Array; tapers: Float32Array } {
  const reached = new Uint8Array(gridCells);
  for (const { cells } of reaches) for (const cell of cells) reached[cell] = 1;
  const cells = Int32Array.from(reached.keys()).filter((cell) => reached[cell] === 1);
  const indices = new Int32Array(gridCells);
  cells.forEach((cell, index) => {
    indices[cell] = index;
  });
  const tapers = new Float32Array(cells.length * reaches.length);
  reaches.forEach((reach, o) => {
    for (let i = 0; i < reach.cells.length; i++) {
      tapers[indices[reach.cells[i]] * reaches.length + o] = reach.tapers[i];
    }
  });
  return { cells, tapers };
}
