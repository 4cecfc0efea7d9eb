/** Covariance inflation after an analysis. */
import type { PerturbedRows } from "./ensrf.js";
import type { FilterLanes, StateBlock } from "./stateBlock.js";

/** Standard deviation of each row over the members, unbiased. @returns [row] */
export function spreadOf({ members, mean, perturbations }: PerturbedRows): Float64Array {
  const spread = new Float64Array(mean.length);
  for (let row = 0; row < spread.length; row++) {
    let sum = 0;
    for (let m = 0; m < members; m++) sum += perturbations[row * members + m] ** 2;
    spread[row] = Math.sqrt(sum / (members - 1));
  }
  return spread;
}

/**
 * Relaxation to prior spread (RTPS; Whitaker & Hamill 2012, MWR 140), in place and never deflating:
 *     x' <- x' max(1, 1 + relaxation (sb - sa) / sa)
 * Rows without analysis spread are left alone.
 * @param priorSpread sb, [row], from `spreadOf` before the analysis
 * @param relaxation  0 leaves the analysis spread, 1 restores the prior spread
 */
export function relaxToPriorSpread(rows: PerturbedRows, priorSpread: Float64Array, relaxation: number): void {
  const { members, perturbations } = rows;
  spreadOf(rows).forEach((spread, row) => {
    if (spread === 0) return;
    const factor = Math.max(1, 1 + (relaxation * (priorSpread[row] - spread)) / spread);
    for (let m = 0; m < members; m++) perturbations[row * members + m] *= factor;
  });
}

/** Standard deviation of each row of a block over the members, unbiased. @returns [level][cell] */
export function blockSpread({ data }: StateBlock, { members, lanes }: FilterLanes): Float32Array {
  return Float32Array.from({ length: data.length / lanes }, (_, row) => rowMoments(data, row * lanes, members).spread);
}

/**
 * The same relaxation on float32 rows with their means inside; other lanes are left alone.
 * @param priorSpread from `blockSpread` before the analysis
 */
export function relaxBlockToPriorSpread(
  { data }: StateBlock,
  { members, lanes }: FilterLanes,
  priorSpread: Float32Array,
  relaxation: number,
): void {
  for (let row = 0; row < priorSpread.length; row++) {
    const start = row * lanes;
    const { mean, spread } = rowMoments(data, start, members);
    if (!(spread > 0 && spread < priorSpread[row])) continue;
    const factor = 1 + (relaxation * (priorSpread[row] - spread)) / spread;
    for (let i = start; i < start + members; i++) data[i] = mean + factor * (data[i] - mean);
  }
}

function rowMoments(data: Float32Array, start: number, members: number): { mean: number; spread: number } {
  let sum = 0;
  for (let i = start; i < start + members; i++) sum += data[i];
  const mean = sum / members;
  let squares = 0;
  for (let i = start; i < start + members; i++) squares += (data[i] - mean) ** 2;
  return { mean, spread: Math.sqrt(squares / (members - 1)) };
}
