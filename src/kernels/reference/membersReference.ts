/** The definition of the kernels of kernels/membersKernel.ts, float64. Arrays [row][lane]; only member lanes count. */

/** Sums over time of what a row of an ensemble holds, [row], in the unit of the field and its square. */
export interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** The lanes after the members, [rider][row]. */
  readonly riders: readonly Float64Array[];
}

/**
 * out_i = base + sum_p scale_p a_(p,i) in every member lane.
 * @param base [row] @param scales [parameter][row] @param values [parameter][row][lane] @param out [row][lane]
 */
export function combineParameters(
  base: ArrayLike<number>,
  scales: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  members: number,
  lanes: number,
  out: Float32Array | Float64Array,
): void {
  const rows = base.length;
  for (let row = 0; row < rows; row++) {
    for (let member = 0; member < members; member++) {
      let sum = base[row];
      scales.forEach((scale, p) => (sum += scale[row] * values[(p * rows + row) * lanes + member]));
      out[row * lanes + member] = sum;
    }
  }
}

/** x_i <- min(max(x_i, lower), upper) in every member lane. @param lower,upper [row] @param values [row][lane] */
export function boundMembers(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  members: number,
  lanes: number,
  values: Float32Array | Float64Array,
): void {
  for (let row = 0; row < lower.length; row++) {
    for (let i = row * lanes; i < row * lanes + members; i++) {
      values[i] = Math.min(Math.max(values[i], lower[row]), upper[row]);
    }
  }
}

/**
 * Adds mean and variance, 1 / (N - 1), over the members of every row to running sums, and the lanes after the members.
 * @param reference what the values are anomalies from
 */
export function addMoments(
  values: ArrayLike<number>,
  reference: number,
  members: number,
  lanes: number,
  { mean, variance, riders }: Moments,
): void {
  for (let row = 0; row < mean.length; row++) {
    const start = row * lanes;
    let sum = 0;
    for (let lane = start; lane < start + members; lane++) sum += values[lane];
    const average = sum / members;
    let squares = 0;
    for (let lane = start; lane < start + members; lane++) squares += (values[lane] - average) ** 2;
    mean[row] += reference + average;
    variance[row] += squares / Math.max(1, members - 1);
    riders.forEach((rider, r) => (rider[row] += reference + values[start + members + r]));
  }
}
