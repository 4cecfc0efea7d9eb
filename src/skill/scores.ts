/** The scores by which a twin experiment is judged, taken from its evaluation. */
import type { Evaluation } from "../evaluation/evaluation.js";
import type { ColumnRow, RunName } from "../evaluation/rows.js";
import type { FluxScale, FluxScore } from "../evaluation/fluxScores.js";

export const kinds = ["ideal", "real"] as const;
/** ideal: right weather and transport, retrievals with random errors alone; real: with the errors that those have. */
export type Kind = (typeof kinds)[number];

/** NaN where the run does not have it. */
export interface Scores {
  /** Error reduction of the period-mean natural flux [%]. */
  readonly R8: number;
  readonly R24: number;
  readonly blocks: number;
  readonly cells: number;
  /** Of the part of the mean that falls in the hours with the sun up, and of the rest [%]. */
  readonly R24Day: number;
  readonly R24Night: number;
  /** XCO2 RMSE against the noise-free truth at withheld soundings, over that of CTRL [1]. */
  readonly posteriorOverControl: number;
  readonly analysisOverControl: number;
  /** [1] */
  readonly chiSquare: number;
  /** Mean innovation of what was assimilated [ppm]. */
  readonly innovationBias: number;
  /** RMSE of the flux of R8 and R24 regions [umol m-2 s-1]. */
  readonly R8Prior: number;
  readonly R8Posterior: number;
  readonly R24Prior: number;
  readonly R24Posterior: number;
  /** As those of XCO2, of mole fractions at surface sites, where the network has them. */
  readonly sitesPosteriorOverControl: number;
  readonly sitesAnalysisOverControl: number;
  readonly sitesChiSquare: number;
}
export type ScoreName = keyof Scores;

export const scoreTitles: Readonly<Record<ScoreName, string>> = {
  R8: "R8 error reduction [%]",
  R24: "R24 error reduction [%]",
  blocks: "128 km error reduction [%]",
  cells: "cell error reduction [%]",
  R24Day: "R24 error reduction, flux by day [%]",
  R24Night: "R24 error reduction, flux by night [%]",
  posteriorOverControl: "FC / CTRL, XCO2 RMSE [1]",
  analysisOverControl: "AN / CTRL, XCO2 RMSE [1]",
  chiSquare: "innovation chi-square [1]",
  innovationBias: "innovation bias [ppm]",
  R8Prior: "R8 error, prior [umol m-2 s-1]",
  R8Posterior: "R8 error, posterior [umol m-2 s-1]",
  R24Prior: "R24 error, prior [umol m-2 s-1]",
  R24Posterior: "R24 error, posterior [umol m-2 s-1]",
  sitesPosteriorOverControl: "FC / CTRL, RMSE at sites [1]",
  sitesAnalysisOverControl: "AN / CTRL, RMSE at sites [1]",
  sitesChiSquare: "innovation chi-square, sites [1]",
};

export const scoreDecimals: Readonly<Record<ScoreName, number>> = {
  R8: 0,
  R24: 0,
  blocks: 0,
  cells: 0,
  R24Day: 0,
  R24Night: 0,
  posteriorOverControl: 2,
  analysisOverControl: 2,
  chiSquare: 2,
  innovationBias: 2,
  R8Prior: 2,
  R8Posterior: 2,
  R24Prior: 2,
  R24Posterior: 2,
  sitesPosteriorOverControl: 2,
  sitesAnalysisOverControl: 2,
  sitesChiSquare: 2,
};

export function scoresOf({ fluxes, observations }: Pick<Evaluation, "fluxes" | "observations">): Scores {
  const of = (scores: readonly FluxScore[] | undefined, scale: FluxScale) => scores?.find((one) => one.scale === scale);
  const flux = (scale: FluxScale) => of(fluxes?.scores, scale);
  const columns = (run: RunName): number => withheldError(observations?.columns, run);
  const sites = (run: RunName): number => withheldError(observations?.sites?.rows, run);
  return {
    R8: flux("R8")?.errorReduction ?? NaN,
    R24: flux("R24")?.errorReduction ?? NaN,
    blocks: flux("128 km")?.errorReduction ?? NaN,
    cells: flux("grid")?.errorReduction ?? NaN,
    R24Day: of(fluxes?.dayAndNight.day, "R24")?.errorReduction ?? NaN,
    R24Night: of(fluxes?.dayAndNight.night, "R24")?.errorReduction ?? NaN,
    posteriorOverControl: columns("FC") / columns("CTRL"),
    analysisOverControl: columns("AN") / columns("CTRL"),
    chiSquare: observations?.innovations?.chiSquare ?? NaN,
    innovationBias: observations?.innovations?.bias ?? NaN,
    R8Prior: flux("R8")?.prior ?? NaN,
    R8Posterior: flux("R8")?.posterior ?? NaN,
    R24Prior: flux("R24")?.prior ?? NaN,
    R24Posterior: flux("R24")?.posterior ?? NaN,
    sitesPosteriorOverControl: sites("FC") / sites("CTRL"),
    sitesAnalysisOverControl: sites("AN") / sites("CTRL"),
    sitesChiSquare: observations?.sites?.innovations?.chiSquare ?? NaN,
  };
}

/** RMSE against the noise-free truth at what was withheld, over the scored period [ppm]. */
export function withheldError(rows: readonly ColumnRow[] | undefined, run: RunName): number {
  const own = rows?.find((row) => row.run === run && row.against === "withheld truth" && row.period === "whole");
  return own?.rmse ?? NaN;
}
