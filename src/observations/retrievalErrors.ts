/**
 * Errors of the retrievals of a twin experiment that their stated errors do not tell: a bias that is smooth in space
 * (1000 km) and constant in time, one by covariates with errors that neighbours share (covariateErrors.ts), and outliers of
 * one size, as undetected cloud makes them.
 */
import { createCorrelation } from "../fields/correlatedNoise.js";
import type { Grid } from "../grids/grid.js";
import { randomField } from "../random.js";
import { covariateErrors } from "./covariateErrors.js";
import type { Retrieval } from "./retrieval.js";

/** Correlation length of the bias [m]. */
const LENGTH = 1000e3;

export interface RetrievalErrorSettings {
  readonly seed: number;
  /** Standard deviation of the bias [mol mol-1]. */
  readonly bias: number;
  /** Standard deviations of the bias by covariates and of the error that neighbours share [mol mol-1]. */
  readonly covariateBias: number;
  readonly sharedNoise: number;
  /** Share of the retrievals that are outliers [1], and by how much [mol mol-1]. */
  readonly outlierShare: number;
  readonly outlier: number;
}

export interface RetrievalErrors {
  /** [row][column], [mol mol-1] */
  readonly bias: Float64Array;
  isOutlier(retrieval: Pick<Retrieval, "id">): boolean;
  /** Biases, shared error and outlier of a retrieval [mol mol-1]. @param cell of the grid that holds it */
  of(retrieval: Pick<Retrieval, "id" | "time" | "longitude" | "latitude">, cell: number): number;
}

export function retrievalErrors(
  grid: Grid,
  { seed, bias, covariateBias, sharedNoise, outlierShare, outlier }: RetrievalErrorSettings,
): RetrievalErrors {
  const field = createCorrelation(grid, LENGTH)
    .sample(randomField(seed, "retrievalBias"))
    .map((value) => bias * value);
  const isOutlier: RetrievalErrors["isOutlier"] = ({ id }) => {
    const number = BigInt(id);
    const draws = randomField(seed, "retrievalOutlier", 0, Number(number >> 32n));
    return draws.uniform(Number(number & 0xffffffffn)) < outlierShare;
  };
  const ofCovariates = covariateErrors(grid, { seed, bias: covariateBias, shared: sharedNoise });
  return {
    bias: field,
    isOutlier,
    of: (retrieval, cell) => field[cell] + ofCovariates(retrieval, cell) + (isOutlier(retrieval) ? outlier : 0),
  };
}
