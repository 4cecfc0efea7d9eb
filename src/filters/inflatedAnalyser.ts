/**
 * Covariance inflation after each analysis of an analyser, on the rows whose spread the analysis has made smaller
 * (kernels/inflation.ts): the others are as they were, so that what no observation reaches cannot grow. Means and lanes
 * that are no members stay, and so do rows without a place (parameters). The diagnostics tell of the analysis before it.
 */
import { launchInflateRows, launchMemberSpread } from "../kernels/inflation.js";
import type { Kernels } from "../kernels/load.js";
import type { Inflation } from "../kernels/reference/inflation.js";
import type { Analyser } from "./analysis.js";
import type { FilterLanes } from "./stateBlock.js";

export function withInflation(
  analyser: Analyser,
  kernels: Kernels,
  lanes: FilterLanes,
  inflation: Inflation,
): Analyser {
  const { rtpp, rtps, multiplicative } = inflation;
  if (rtpp === 0 && rtps === 0 && multiplicative === 1) return analyser;
  const { memory } = kernels;
  let spreads = memory.float32(0);
  let priors = memory.float32(0);
  return {
    analyse(blocks, ...rest) {
      const values = blocks.reduce((sum, { data }) => sum + data.length, 0);
      if (values / lanes.lanes > spreads.length) spreads = memory.float32(values / lanes.lanes);
      if (rtpp > 0 && values > priors.length) priors = memory.float32(values);
      let start = 0;
      const before = blocks.map(({ data }) => {
        const spread = spreads.subarray(start / lanes.lanes, (start + data.length) / lanes.lanes);
        const prior = rtpp > 0 ? priors.subarray(start, start + data.length) : undefined;
        prior?.set(data);
        launchMemberSpread(kernels, lanes, data, spread);
        start += data.length;
        return { spread, prior };
      });
      const diagnostics = analyser.analyse(blocks, ...rest);
      blocks.forEach(({ data }, b) => {
        launchInflateRows(kernels, lanes, inflation, data, before[b].prior, before[b].spread);
      });
      return diagnostics;
    },
  };
}
