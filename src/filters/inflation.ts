/**
 * Covariance inflation of float64 rows, means and perturbations apart. Means never change. The production form, on
 * float32 rows with their means inside, is inflatedAnalyser.ts.
 */
import type { PerturbedRows } from "./ensrf.js";
import { perturbationVariance, rowMean } from "./sampleMoments.js";

/**
 * Standard deviation of each row over the members, unbiased. @returns [row]
 * @example
 * import { spreadOf } from "openjdas";
 *
 * spreadOf({ members: 3, mean: Float64Array.of(400), perturbations: Float64Array.of(-2, 0, 2) }); // => [2]
 */
export function spreadOf({ members, mean, perturbations }: PerturbedRows): Float64Array {
  const spread = new Float64Array(mean.length);
  for (let row = 0; row < spread.length; row++) {
    spread[row] = Math.sqrt(perturbationVariance(perturbations, members, row * members));
  }
  return spread;
}

/**
 * Relaxation to prior perturbations (RTPP; Zhang, Snyder & Sun 2004, MWR 132,
 * doi:10.1175/1520-0493(2004)132<1238:IOIEAO>2.0.CO;2), in place:  x' <- (1 - relaxation) x' + relaxation xb'
 * @param prior      xb', perturbations before the analysis, [row][member]
 * @param relaxation 0 leaves the analysis, 1 restores the prior perturbations
 * @example
 * import { relaxToPriorPerturbations } from "openjdas";
 *
 * const rows = { members: 2, mean: Float64Array.of(400), perturbations: Float64Array.of(-1, 1) };
 * relaxToPriorPerturbations(rows, Float64Array.of(-3, 3), 0.5);
 * rows.perturbations; // => [-2, 2]
 */
export function relaxToPriorPerturbations(rows: PerturbedRows, prior: Float64Array, relaxation: number): void {
  const { perturbations } = rows;
  for (let i = 0; i < perturbations.length; i++) perturbations[i] += relaxation * (prior[i] - perturbations[i]);
}

/**
 * Multiplicative inflation, in place:  x' <- factor x', of prior or analysed perturbations.
 * @example
 * import { multiplyPerturbations } from "openjdas";
 *
 * const rows = { members: 2, mean: Float64Array.of(400), perturbations: Float64Array.of(-1, 1) };
 * multiplyPerturbations(rows, 1.5);
 * rows.perturbations; // => [-1.5, 1.5]
 */
export function multiplyPerturbations({ perturbations }: PerturbedRows, factor: number): void {
  for (let i = 0; i < perturbations.length; i++) perturbations[i] *= factor;
}

/**
 * Additive inflation, in place: draws, taken from their mean over the members, are added to the perturbations.
 * @param draws [row][member], in the unit of the rows
 * @example
 * import { addPerturbations } from "openjdas";
 *
 * const rows = { members: 2, mean: Float64Array.of(400), perturbations: Float64Array.of(-1, 1) };
 * addPerturbations(rows, Float64Array.of(0, 1));
 * rows.perturbations; // => [-1.5, 1.5]
 */
export function addPerturbations({ members, mean, perturbations }: PerturbedRows, draws: Float64Array): void {
  for (let row = 0; row < mean.length; row++) {
    const own = draws.subarray(row * members, (row + 1) * members);
    const centre = rowMean(own, members);
    for (let m = 0; m < members; m++) perturbations[row * members + m] += own[m] - centre;
  }
}

/**
 * Relaxation to prior spread (RTPS; Whitaker & Hamill 2012, MWR 140), in place and never deflating:
 *     x' <- x' max(1, 1 + relaxation (sb - sa) / sa)
 * Rows without analysis spread are left alone.
 * @param priorSpread sb, [row], from `spreadOf` before the analysis
 * @param relaxation  0 leaves the analysis spread, 1 restores the prior spread
 * @example
 * import { relaxToPriorSpread, spreadOf } from "openjdas";
 *
 * const rows = { members: 3, mean: Float64Array.of(400), perturbations: Float64Array.of(-1, 0, 1) };
 * relaxToPriorSpread(rows, Float64Array.of(3), 0.5);
 * spreadOf(rows); // => [2]
 */
export function relaxToPriorSpread(rows: PerturbedRows, priorSpread: Float64Array, relaxation: number): void {
  const { members, perturbations } = rows;
  spreadOf(rows).forEach((spread, row) => {
    if (spread === 0) return;
    const factor = Math.max(1, 1 + (relaxation * (priorSpread[row] - spread)) / spread);
    for (let m = 0; m < members; m++) perturbations[row * members + m] *= factor;
  });
}
