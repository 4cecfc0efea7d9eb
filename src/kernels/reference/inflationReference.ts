/**
 * Twin of kernels/inflationKernel.ts: covariance inflation of ensemble rows with their means inside, after an analysis.
 * Rows whose spread s the analysis has not made smaller than the prior's sb are left alone; on the others, in this order,
 *     x' <- (1 - rtpp) x' + rtpp xb'                    relaxation to prior perturbations (Zhang et al. 2004, MWR 132)
 *     x' <- x' max(1, 1 + rtps (sb - s) / s)            to prior spread (Whitaker & Hamill 2012, MWR 140)
 *     x' <- x' max(1, min(multiplicative, (1 + sb / s) / 2))
 * with s that of the perturbations as they then are. The factor gives a row at most half of what the analysis has taken
 * from it: else what an observation hardly reaches would be inflated hour by hour and never be analysed down again. Means
 * stay.
 */

export interface Inflation {
  /** Relaxation to prior perturbations and to prior spread: 0 leaves the analysis, 1 restores the prior. */
  readonly rtpp: number;
  readonly rtps: number;
  /** Factor on the perturbations, 1 or more. */
  readonly multiplicative: number;
}

type Row = Float32Array | Float64Array;

/** Standard deviation over the members, unbiased. @param row [lane]; lanes from `members` on are not read */
export function memberSpread(row: Row, members: number): number {
  const perturbations = perturbationsOf(row, members);
  return spreadOf(perturbations);
}

/**
 * Inflates one row in place.
 * @param row         [lane] after the analysis; lanes from `members` on are left alone
 * @param prior       the same before it; only read where rtpp > 0
 * @param priorSpread `memberSpread` of the row before it
 */
export function inflateRow(
  row: Row,
  prior: Row,
  priorSpread: number,
  members: number,
  { rtpp, rtps, multiplicative }: Inflation,
): void {
  const analysed = perturbationsOf(row, members);
  // As float32, so that a row as it was does not count as smaller by round-off.
  if (!(Math.fround(spreadOf(analysed)) < Math.fround(priorSpread))) return;
  const before = rtpp > 0 ? perturbationsOf(prior, members) : analysed;
  const relaxed = analysed.map((x, m) => x + rtpp * (before[m] - x));
  const spread = spreadOf(relaxed);
  const factor = spread > 0 ? inflationFactor(priorSpread / spread, rtps, multiplicative) : 1;
  for (let m = 0; m < members; m++) row[m] += factor * relaxed[m] - analysed[m];
}

/** @param loss spread before the analysis over the present one [1] */
export function inflationFactor(loss: number, rtps: number, multiplicative: number): number {
  const relaxation = Math.max(1, 1 + rtps * (loss - 1));
  return relaxation * Math.max(1, Math.min(multiplicative, (1 + loss / relaxation) / 2));
}

function perturbationsOf(row: Row, members: number): Float64Array {
  const [pivot] = row;
  let sum = 0;
  for (let m = 0; m < members; m++) sum += row[m] - pivot;
  return Float64Array.from({ length: members }, (_, m) => row[m] - pivot - sum / members);
}

function spreadOf(perturbations: Float64Array): number {
  return Math.sqrt(perturbations.reduce((sum, x) => sum + x * x, 0) / (perturbations.length - 1));
}
