/**
 * Production form of the serial EnSRF (ensrf.ts): one hour's observations on float32 blocks of ensemble rows in kernel
 * memory, means inside. For each observation, with w = y' / ((N - 1) (HPH + R)), d = value - mean y,
 * alpha = 1 / (1 + sqrt(R / (HPH + R))) and the taper of each cell within reach,
 *     K = taper * sum_m x_m w_m,   x_m <- x_m + K (d - alpha y'_m)
 * in one kernel call over all levels of all blocks; the simulated observations of the hour follow in float64.
 * Lanes that are no members (passengers, padding) are read, never changed; they must hold finite numbers.
 */
import type { Kernels } from "../kernels/load.js";
import { checkBlock, checkObservation, collapsed, notFinite } from "./analysisFaults.js";
import { chordDistance, type HorizontalGeometry, type Localization, reachOf, taperAt } from "./localization.js";
import type { FilterLanes, FilterObservation, StateBlock } from "./stateBlock.js";

/** What the analysis did with one observation. o: value, b: ensemble mean before the hour's analysis, a: after it. */
export interface AnalysisDiagnostic {
  readonly id: string;
  /** o - b */
  readonly departure: number;
  /** o - a */
  readonly residual: number;
  /** HPH before and after the hour's analysis. */
  readonly backgroundVariance: number;
  readonly analysisVariance: number;
  /** R */
  readonly errorVariance: number;
  /** The members' simulated observation after the hour's analysis, [lane]; other lanes as they came. */
  readonly simulated: Float64Array;
  /** Cells within reach. */
  readonly cells: number;
}

export interface Analyser {
  /**
   * Analyses the blocks in place.
   * @param observations taken in this order
   * @param when         names the hour in messages
   * @throws NumericalError where a spread is not positive or a number is not finite
   */
  analyse(
    blocks: readonly StateBlock[],
    observations: readonly FilterObservation[],
    when: string,
  ): AnalysisDiagnostic[];
}

export function createAnalyser(
  kernels: Kernels,
  { members, lanes }: FilterLanes,
  geometry: HorizontalGeometry,
  localization: Localization,
): Analyser {
  const { memory } = kernels;
  const reachCells = memory.int32(geometry.cells);
  const reachTapers = memory.float32(geometry.cells);
  const weights = memory.float32(lanes);
  const increments = memory.float32(lanes);
  const status = memory.int32(1);
  let levels = memory.int32(64);

  /** Writes one pointer a level and returns their number. */
  const listLevels = (blocks: readonly StateBlock[]): number => {
    const pointers = blocks.flatMap((block) => {
      checkBlock(block, geometry.cells, lanes);
      const bytes = 4 * lanes * block.cells;
      return Array.from({ length: block.levels }, (_, level) => memory.pointer(block.data) + level * bytes);
    });
    if (pointers.length > levels.length) levels = memory.int32(2 * pointers.length);
    levels.set(pointers);
    return pointers.length;
  };

  return {
    analyse(blocks, observations, when) {
      const levelCount = listLevels(blocks);
      const simulated = observations.map((observation) => Float64Array.from(observation.simulated));
      const background = observations.map((observation, o) => {
        checkObservation(observation, members, when);
        return moments(simulated[o], members);
      });
      const reached = observations.map((observation, o) => {
        const { mean, variance } = moments(simulated[o], members);
        const total = variance + observation.errorVariance;
        if (!(variance > 0 && Number.isFinite(total))) throw collapsed(observation, variance, when);
        const departure = observation.value - mean;
        const alpha = 1 / (1 + Math.sqrt(observation.errorVariance / total));
        const weight = new Float64Array(members);
        const increment = new Float64Array(members);
        for (let m = 0; m < members; m++) {
          const perturbation = simulated[o][m] - mean;
          weight[m] = perturbation / ((members - 1) * total);
          increment[m] = departure - alpha * perturbation;
        }
        const reach = reachOf(localization, geometry, observation.position);
        const { cells } = reach;
        if (cells.length > 0 && levelCount > 0) {
          reachCells.set(cells);
          reachTapers.set(reach.tapers);
          weights.set(weight);
          increments.set(increment);
          status[0] = 0;
          kernels.run(
            "ensrfUpdate",
            levelCount * cells.length,
            memory.pointer(levels),
            memory.pointer(reachCells),
            memory.pointer(reachTapers),
            cells.length,
            lanes,
            memory.pointer(weights),
            memory.pointer(increments),
            memory.pointer(status),
          );
          if (status[0] !== 0) throw notFinite(blocks, cells, { members, lanes }, observation, when);
        }
        observations.forEach((other, p) => {
          const distance = chordDistance(observation.position, other.position, geometry.radius);
          const taper = taperAt(localization, distance);
          if (taper > 0) updateSimulated(simulated[p], weight, increment, taper);
        });
        return cells.length;
      });
      return observations.map((observation, o) => {
        const analysis = moments(simulated[o], members);
        return {
          id: observation.id,
          departure: observation.value - background[o].mean,
          residual: observation.value - analysis.mean,
          backgroundVariance: background[o].variance,
          analysisVariance: analysis.variance,
          errorVariance: observation.errorVariance,
          simulated: simulated[o],
          cells: reached[o],
        };
      });
    },
  };
}

/** Mean and unbiased variance of the first `members` values. */
function moments(values: Float64Array, members: number): { mean: number; variance: number } {
  let sum = 0;
  for (let m = 0; m < members; m++) sum += values[m];
  const mean = sum / members;
  let squares = 0;
  for (let m = 0; m < members; m++) squares += (values[m] - mean) ** 2;
  return { mean, variance: squares / (members - 1) };
}

function updateSimulated(values: Float64Array, weight: Float64Array, increment: Float64Array, taper: number): void {
  const pivot = values[0];
  let gain = 0;
  for (let m = 0; m < weight.length; m++) gain += taper * (values[m] - pivot) * weight[m];
  for (let m = 0; m < weight.length; m++) values[m] += gain * increment[m];
}
