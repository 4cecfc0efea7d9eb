/**
 * Covariance inflation after each analysis of an analyser, on the rows whose spread the analysis has made smaller
 * (kernels/inflationKernel.ts): the others are as they were, so that what no observation reaches cannot grow. Means and
 * lanes that are no members stay, and so do rows without a place (parameters). The diagnostics tell of the analysis before it.
 */
import { launchInflateRows, launchMemberSpread } from "../kernels/launchInflation.js";
import type { Kernels } from "../kernels/load.js";
import type { Inflation } from "../kernels/reference/inflationReference.js";
import type { Analyser } from "./analyser.js";
import type { FilterLanes } from "./stateBlock.js";

/**
 * @returns the analyser with inflation after each analysis; itself where the settings ask for none
 *
 * @example
 * import { createEnsrfAnalyser, laneLayout, loadKernels, unitVector, withInflation } from "openjdas";
 *
 * const kernels = await loadKernels(1);
 * const geometry = { cells: 1, unitVectors: Float64Array.from(unitVector(104, 28)), radius: 6370e3 };
 * const data = kernels.memory.float32(4);
 * data.set([9, 11, 9, 11]);
 * const plain = createEnsrfAnalyser(kernels, laneLayout(4), geometry, { kind: "none" });
 * const inflation = { rtpp: 0, rtps: 1, multiplicative: 1 }; // restores the prior spread
 * const analyser = withInflation(plain, kernels, laneLayout(4), inflation);
 * const simulated = Float64Array.from(data);
 * const observation = { id: "1", position: unitVector(104, 28), value: 13, errorVariance: 4 / 3, simulated };
 * analyser.analyse([{ name: "a field", data, levels: 1, cells: 1 }], [observation], "2016-07-01T06:00Z");
 * (data[1] - data[0]).toFixed(3); // => "2.000"
 * await kernels.close();
 */
export function withInflation(
  analyser: Analyser,
  kernels: Kernels,
  lanes: FilterLanes,
  inflation: Inflation,
): Analyser {
  const { rtpp, rtps, multiplicative } = inflation;
  if (rtpp === 0 && rtps === 0 && multiplicative === 1) return analyser;
  const { memory } = kernels;
  /** Blocks before the analysis, in the order of the list: as days come to it, only theirs are added. */
  const kept: { spread: Float32Array; prior: Float32Array | undefined }[] = [];
  const roomFor = (b: number, values: number): (typeof kept)[number] => {
    const rows = values / lanes.lanes;
    if (b >= kept.length || kept[b].spread.length < rows) {
      kept[b] = { spread: memory.float32(rows), prior: rtpp > 0 ? memory.float32(values) : undefined };
    }
    const { spread, prior } = kept[b];
    return { spread: spread.subarray(0, rows), prior: prior?.subarray(0, values) };
  };
  return {
    taper: (observation) => analyser.taper(observation),
    analyse(blocks, ...rest) {
      const before = blocks.map(({ data }, b) => {
        const room = roomFor(b, data.length);
        room.prior?.set(data);
        launchMemberSpread(kernels, lanes, data, room.spread);
        return room;
      });
      const diagnostics = analyser.analyse(blocks, ...rest);
      blocks.forEach(({ data }, b) => {
        launchInflateRows(kernels, lanes, inflation, data, before[b].prior, before[b].spread);
      });
      return diagnostics;
    },
  };
}
