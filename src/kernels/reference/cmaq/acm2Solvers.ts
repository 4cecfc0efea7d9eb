/** Direct solvers of the two matrices of ACM2, one right-hand side; all arrays [row]. */

/**
 * Row k holds `first[k]` in column 0 (k > 0), `diagonal[k]`, and `above[k]` in column k + 1: each level exchanges with
 * level 0 and the one above. Every level is eliminated from row 0 from below upwards, then solved from the top down.
 */
export function solveBordered(
  first: Float64Array,
  diagonal: Float64Array,
  above: Float64Array,
  right: Float64Array,
): Float64Array {
  const n = right.length;
  let weight = 1;
  let pivot = diagonal[0];
  let sum = right[0];
  for (let k = 1; k < n; k++) {
    weight *= -above[k - 1] / diagonal[k];
    pivot += weight * first[k];
    sum += weight * right[k];
  }
  const x = new Float64Array(n);
  x[0] = sum / pivot;
  for (let k = n - 1; k > 0; k--) {
    const next = k < n - 1 ? above[k] * x[k + 1] : 0;
    x[k] = (right[k] - first[k] * x[0] - next) / diagonal[k];
  }
  return x;
}

/** The Thomas algorithm. */
export function solveTridiagonal(
  below: Float64Array,
  diagonal: Float64Array,
  above: Float64Array,
  right: Float64Array,
): Float64Array {
  const n = right.length;
  const factor = new Float64Array(n);
  const x = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const pivot = k === 0 ? diagonal[0] : diagonal[k] - below[k] * factor[k - 1];
    factor[k] = above[k] / pivot;
    x[k] = (k === 0 ? right[0] : right[k] - below[k] * x[k - 1]) / pivot;
  }
  for (let k = n - 2; k >= 0; k--) x[k] -= factor[k] * x[k + 1];
  return x;
}
