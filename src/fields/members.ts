/**
 * All that is made of the members of a row: sum, mean, spread, covariance, correlation, totals of cells. A row holds its
 * members first, [lane], N of them:
 *     mean = (sum x) / N,   spread^2 = (sum (x - mean)^2) / (N - 1)
 * Contract, for an ensemble that lies in parts (`LaneLayout.firstMember`): a sum runs in the order of the members,
 * nothing else enters it, and it can go on `from` what the members before have come to. Passed on from part to part, and
 * only then divided by the N of all parts, it has the bits of one ensemble in one place. A mean, a spread or a centring
 * called on one part is that part's own.
 * Filters know no fields and have theirs in filters/sampleMoments.ts; kernels sum in vectors: kernels/launchMembers.ts.
 */
import type { LaneLayout } from "./ensemble.js";

export interface MeanAndSpread {
  readonly mean: number;
  readonly spread: number;
}

/** @param values any rows @param start of the row in them @param from the sum of the members before */
export function memberSum(values: ArrayLike<number>, members: number, start = 0, from = 0): number {
  let sum = from;
  for (let i = start; i < start + members; i++) sum += values[i];
  return sum;
}

export function memberMean(values: ArrayLike<number>, members: number, start = 0): number {
  return memberSum(values, members, start) / members;
}

/** Sum of the squared departures from `mean`. @param from that of the members before */
export function squaredDepartures(
  values: ArrayLike<number>,
  members: number,
  mean: number,
  start = 0,
  from = 0,
): number {
  let squares = from;
  for (let i = start; i < start + members; i++) squares += (values[i] - mean) ** 2;
  return squares;
}

/** The spread of a single member is 0. @param values any rows @param start of the row in them */
export function meanAndSpread(values: ArrayLike<number>, members: number, start = 0): MeanAndSpread {
  const mean = memberMean(values, members, start);
  const squares = squaredDepartures(values, members, mean, start);
  return { mean, spread: Math.sqrt(squares / Math.max(1, members - 1)) };
}

/**
 * The mean as sum of x / N, which rounds otherwise than `memberMean`: draws of mole fraction are centred by it, and keep
 * their numbers. @param count N of all parts @param from the mean that the members before have come to
 */
export function meanOfShares(
  values: ArrayLike<number>,
  members: number,
  start = 0,
  count: number = members,
  from = 0,
): number {
  let mean = from;
  for (let i = start; i < start + members; i++) mean += values[i] / count;
  return mean;
}

/** Takes a mean from the members of a row, in place. */
export function takeMean(values: Float64Array, members: number, mean: number, start = 0): void {
  for (let i = start; i < start + members; i++) values[i] -= mean;
}

/** Sum over the members of fields that lie apart, [member] of [cell]. @returns [cell] */
export function sumOfFields(fields: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(fields[0].length);
  for (const field of fields) for (let cell = 0; cell < sum.length; cell++) sum[cell] += field[cell];
  return sum;
}

/** Covariance of rows that lie apart, [row] of [member]. @returns [row][row], in the square of their unit */
export function covariance(rows: readonly Float64Array[]): Float64Array {
  const n = rows.length;
  const departures = rows.map((values) => {
    const mean = memberMean(values, values.length);
    return values.map((value) => value - mean);
  });
  const result = new Float64Array(n * n);
  for (let r = 0; r < n; r++) {
    for (let s = 0; s <= r; s++) {
      let sum = 0;
      for (let i = 0; i < departures[r].length; i++) sum += departures[r][i] * departures[s][i];
      result[r * n + s] = sum / (departures[r].length - 1);
      result[s * n + r] = result[r * n + s];
    }
  }
  return result;
}

/** @returns Pearson correlation of two rows [1]; NaN where one has no spread */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>, members: number): number {
  const meanA = meanOfShares(a, members);
  const meanB = meanOfShares(b, members);
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < members; i++) {
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
    ab += (a[i] - meanA) * (b[i] - meanB);
  }
  return ab / Math.sqrt(aa * bb);
}

/** Some cells of a grid, and what each counts in a total. */
export interface WeightedCells {
  readonly cells: ArrayLike<number>;
  /** [index in `cells`] */
  readonly weights: ArrayLike<number>;
}

/** Total of weight x field over some cells, for each member. @param field [cell][lane] @param out [member], added to */
export function addWeightedCells(
  { cells, weights }: WeightedCells,
  field: Float32Array | Float64Array,
  { members, lanes }: Pick<LaneLayout, "members" | "lanes">,
  out: Float64Array,
): void {
  for (let i = 0; i < cells.length; i++) {
    const row = cells[i] * lanes;
    for (let m = 0; m < members; m++) out[m] += weights[i] * field[row + m];
  }
}

/**
 * Totals over regions for every member: sum of share x weight x field over the cells of each, whose list is made once.
 * @param regions share of each cell that counts, [cell] [1]
 * @param weights of the cells, [cell], such as their areas
 * @returns what turns a field, [cell][lane], into [region][member]
 */
export function memberTotals(
  regions: readonly { readonly share: Float64Array }[],
  weights: ArrayLike<number>,
  layout: Pick<LaneLayout, "members" | "lanes">,
): (field: Float64Array) => Float64Array {
  const lists = regions.map(({ share }): WeightedCells => {
    const cells = new Int32Array(share.length);
    let count = 0;
    for (let cell = 0; cell < share.length; cell++) if (share[cell] !== 0) cells[count++] = cell;
    const counted = cells.slice(0, count);
    return { cells: counted, weights: Float64Array.from(counted, (cell) => share[cell] * weights[cell]) };
  });
  const { members } = layout;
  return (field) => {
    const totals = new Float64Array(regions.length * members);
    lists.forEach((list, r) => {
      addWeightedCells(list, field, layout, totals.subarray(r * members, (r + 1) * members));
    });
    return totals;
  };
}
