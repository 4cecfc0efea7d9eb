/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, float64: Householder reduction to a tridiagonal matrix, then
 * implicit QR steps with Wilkinson's shift (Golub & Van Loan, Matrix Computations, section 8.3). Vectors are kept as
 * rows, so that every reflection and rotation runs along memory. Errors are of the size of round-off times the largest
 * eigenvalue. The kernels solve their local problems in the same way (kernels/symmetricEigenKernel.ts).
 */

/** Relative size below which a coupling of two rows counts as none. */
const NEGLIGIBLE = 2 ** -52;
/** Steps that a row may take on the average; 2 or 3 are usual. */
const STEPS_PER_ROW = 40;

export interface SymmetricEigen {
  /** In no special order, [n]. */
  readonly values: Float64Array;
  /** Orthonormal, [eigenvalue][n]. */
  readonly vectors: Float64Array;
}

/** @param matrix [n][n], symmetric, finite; left as it is */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const { diagonal, coupling, rows } = tridiagonalise(matrix, n);
  const negligible = NEGLIGIBLE * largest(diagonal, coupling);
  let end = n - 1;
  for (let step = 0; end > 0 && step < STEPS_PER_ROW * n; ) {
    if (Math.abs(coupling[end - 1]) <= negligible) {
      end--;
      continue;
    }
    let start = end - 1;
    while (start > 0 && Math.abs(coupling[start - 1]) > negligible) start--;
    shiftedStep(diagonal, coupling, rows, n, start, end);
    step++;
  }
  return { values: diagonal, vectors: rows };
}

interface Tridiagonal {
  /** [n] */
  readonly diagonal: Float64Array;
  /** Element between rows i and i + 1, [n - 1]. */
  readonly coupling: Float64Array;
  /** Q' of matrix = Q T Q', [n][n]. */
  readonly rows: Float64Array;
}

function tridiagonalise(matrix: Float64Array, n: number): Tridiagonal {
  const a = Float64Array.from(matrix);
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rows[i * n + i] = 1;
  const coupling = new Float64Array(Math.max(0, n - 1));
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    let square = 0;
    for (let i = k + 1; i < n; i++) square += a[k * n + i] ** 2;
    const first = a[k * n + k + 1];
    coupling[k] = first > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    for (let i = k + 1; i < n; i++) v[i] = a[k * n + i];
    v[k + 1] -= coupling[k];
    const norm = square - first * coupling[k];
    if (norm === 0) continue;
    // The reflection is I - v v' / norm.
    let along = 0;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += a[i * n + j] * v[j];
      w[i] = sum / norm;
      along += w[i] * v[i];
    }
    for (let i = k + 1; i < n; i++) w[i] -= (along / (2 * norm)) * v[i];
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) a[i * n + j] -= v[i] * w[j] + w[i] * v[j];
    }
    w.fill(0);
    for (let i = k + 1; i < n; i++) for (let j = 0; j < n; j++) w[j] += (v[i] / norm) * rows[i * n + j];
    for (let i = k + 1; i < n; i++) for (let j = 0; j < n; j++) rows[i * n + j] -= v[i] * w[j];
  }
  return { diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), coupling, rows };
}

/** One implicit QR step on rows start..end, whose couplings are not negligible. */
function shiftedStep(
  diagonal: Float64Array,
  coupling: Float64Array,
  rows: Float64Array,
  n: number,
  start: number,
  end: number,
): void {
  const half = (diagonal[end - 1] - diagonal[end]) / 2;
  const last = coupling[end - 1];
  const root = Math.sqrt(half * half + last * last);
  const shift = diagonal[end] - (last * last) / (half + (half < 0 ? -root : root));
  let x = diagonal[start] - shift;
  let z = coupling[start];
  for (let k = start; k < end; k++) {
    const length = Math.sqrt(x * x + z * z);
    const cosine = length === 0 ? 1 : x / length;
    const sine = length === 0 ? 0 : z / length;
    if (k > start) coupling[k - 1] = length;
    const [upper, lower, between] = [diagonal[k], diagonal[k + 1], coupling[k]];
    const mixed = 2 * cosine * sine * between;
    diagonal[k] = cosine * cosine * upper + mixed + sine * sine * lower;
    diagonal[k + 1] = sine * sine * upper - mixed + cosine * cosine * lower;
    coupling[k] = (cosine * cosine - sine * sine) * between + cosine * sine * (lower - upper);
    if (k < end - 1) {
      x = coupling[k];
      z = sine * coupling[k + 1];
      coupling[k + 1] *= cosine;
    }
    for (let i = k * n; i < k * n + n; i++) {
      const [a, b] = [rows[i], rows[i + n]];
      rows[i] = cosine * a + sine * b;
      rows[i + n] = cosine * b - sine * a;
    }
  }
}

function largest(...lists: Float64Array[]): number {
  return lists.reduce((most, list) => list.reduce((m, value) => Math.max(m, Math.abs(value)), most), 0);
}
