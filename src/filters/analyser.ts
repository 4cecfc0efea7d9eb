/** What the production form of a filter is (ensrfAnalysis.ts, letkfAnalysis.ts), and what it says of each observation. */
import type { ObservedPlace } from "./localization.js";
import type { Turn } from "./observationSpace.js";
import { moments } from "./sampleMoments.js";
import type { FilterObservation, ParameterRows, StateBlock } from "./stateBlock.js";

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
  /** The members' simulated observation after the hour's analysis, [lane]; lanes that take no part as they came. */
  readonly simulated: Float64Array;
  /** Cells within reach at the time of the analysis. */
  readonly cells: number;
}

/** Hears what the observations do to any row. @returns cells within reach of each observation at the time of the analysis */
export type UpdateElsewhere = (
  observations: readonly FilterObservation[],
  turns: readonly Turn[],
  when: string,
) => readonly number[];

export interface Analyser {
  /**
   * Analyses the blocks in place.
   * @param observations in the order in which they are taken, unless the analyser chooses one
   * @param when         names the hour in messages
   * @param parameters   further rows, analysed in place with the same gain, in float64
   * @param elsewhere    updates further blocks, which do not lie here; of an analyser by turns alone
   * @throws NumericalError where a spread is not positive or a number is not finite
   */
  analyse(
    blocks: readonly StateBlock[],
    observations: readonly FilterObservation[],
    when: string,
    parameters?: readonly ParameterRows[],
    elsewhere?: UpdateElsewhere,
  ): AnalysisDiagnostic[];
  /** Taper of an observation on what is simulated at another place. */
  readonly taper: (observation: ObservedPlace) => (other: ObservedPlace) => number;
}

/**
 * @param simulated the members' simulated observations after the analysis, [observation][lane]
 * @param cells     within reach of each observation
 */
export function diagnosticsOf(
  observations: readonly FilterObservation[],
  simulated: readonly Float64Array[],
  cells: readonly number[],
  members: number,
): AnalysisDiagnostic[] {
  return observations.map((observation, o) => {
    const background = moments(observation.simulated, members);
    const analysis = moments(simulated[o], members);
    return {
      id: observation.id,
      departure: observation.value - background.mean,
      residual: observation.value - analysis.mean,
      backgroundVariance: background.variance,
      analysisVariance: analysis.variance,
      errorVariance: observation.errorVariance,
      simulated: simulated[o],
      cells: cells[o],
    };
  });
}
