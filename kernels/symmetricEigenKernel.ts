/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, float64, two at a time along rows. Rows are `stride` bytes
 * apart, a multiple of 16, with zeros after their n elements. Twin: src/kernels/reference/symmetricEigenReference.ts.
 */
import { addScaled, dotProduct } from "./vector64";

const NEGLIGIBLE: f64 = 2.220446049250313e-16;
const STEPS_PER_ROW: i32 = 40;

/**
 * @param matrix  [n][n], symmetric; destroyed
 * @param vectors [n][n], one eigenvector a row
 * @param values  [n]; `work` has room for 3 rows
 */
export function symmetricEigen(n: i32, stride: usize, matrix: usize, vectors: usize, values: usize, work: usize): void {
  tridiagonalise(n, stride, matrix, vectors, work);
  let most: f64 = 0;
  for (let i = 0; i < n; i++) {
    const value = load<f64>(matrix + <usize>i * (stride + 8));
    store<f64>(values + <usize>i * 8, value);
    most = max(most, abs(value));
    if (i < n - 1) most = max(most, abs(load<f64>(work + <usize>i * 8)));
  }
  const negligible = NEGLIGIBLE * most;
  let end = n - 1;
  let step = 0;
  while (end > 0 && step < STEPS_PER_ROW * n) {
    if (abs(load<f64>(work + <usize>(end - 1) * 8)) <= negligible) {
      end--;
      continue;
    }
    let start = end - 1;
    while (start > 0 && abs(load<f64>(work + <usize>(start - 1) * 8)) > negligible) start--;
    shiftedStep(values, work, vectors, stride, start, end);
    step++;
  }
}

/** Leaves the diagonal in the matrix and the couplings of rows i and i + 1 in the first row of `work`. */
function tridiagonalise(n: i32, stride: usize, matrix: usize, vectors: usize, work: usize): void {
  const v = work + stride;
  const w = v + stride;
  memory.fill(vectors, 0, <usize>n * stride);
  for (let i = 0; i < n; i++) store<f64>(vectors + <usize>i * (stride + 8), 1);
  memory.fill(v, 0, 2 * stride);
  for (let k = 0; k < n - 1; k++) {
    const at = <usize>k * 8;
    const row = matrix + <usize>k * stride;
    store<f64>(v + at, 0);
    let square: f64 = 0;
    for (let i = at + 8; i < <usize>n * 8; i += 8) {
      const value = load<f64>(row + i);
      store<f64>(v + i, value);
      square += value * value;
    }
    const next = load<f64>(row + at, 8);
    const coupling = next > 0 ? -sqrt(square) : sqrt(square);
    store<f64>(work + at, coupling);
    store<f64>(v + at, next - coupling, 8);
    const norm = square - next * coupling;
    if (norm === 0) continue;
    const skip = (at + 8) & ~15;
    const bytes = stride - skip;
    memory.fill(w, 0, stride);
    let along: f64 = 0;
    for (let i = k + 1; i < n; i++) {
      const sum = dotProduct(matrix + <usize>i * stride + skip, v + skip, bytes) / norm;
      store<f64>(w + <usize>i * 8, sum);
      along += sum * load<f64>(v + <usize>i * 8);
    }
    addScaled(w + skip, -along / (2 * norm), v + skip, bytes);
    for (let i = k + 1; i < n; i++) {
      const target = matrix + <usize>i * stride + skip;
      addScaled(target, -load<f64>(v + <usize>i * 8), w + skip, bytes);
      addScaled(target, -load<f64>(w + <usize>i * 8), v + skip, bytes);
    }
    memory.fill(w, 0, stride);
    for (let i = k + 1; i < n; i++) {
      addScaled(w, load<f64>(v + <usize>i * 8) / norm, vectors + <usize>i * stride, stride);
    }
    for (let i = k + 1; i < n; i++) {
      addScaled(vectors + <usize>i * stride, -load<f64>(v + <usize>i * 8), w, stride);
    }
  }
}

/** One implicit QR step on rows start..end. */
function shiftedStep(diagonal: usize, coupling: usize, vectors: usize, stride: usize, start: i32, end: i32): void {
  const bottom = load<f64>(diagonal + <usize>end * 8);
  const half = (load<f64>(diagonal + <usize>(end - 1) * 8) - bottom) / 2;
  const last = load<f64>(coupling + <usize>(end - 1) * 8);
  const root = sqrt(half * half + last * last);
  const shift = bottom - (last * last) / (half + (half < 0 ? -root : root));
  let x = load<f64>(diagonal + <usize>start * 8) - shift;
  let z = load<f64>(coupling + <usize>start * 8);
  for (let k = start; k < end; k++) {
    const d = diagonal + <usize>k * 8;
    const e = coupling + <usize>k * 8;
    const length = sqrt(x * x + z * z);
    const cosine = length === 0 ? 1 : x / length;
    const sine = length === 0 ? 0 : z / length;
    if (k > start) store<f64>(e - 8, length);
    const upper = load<f64>(d);
    const lower = load<f64>(d, 8);
    const between = load<f64>(e);
    const mixed = 2 * cosine * sine * between;
    store<f64>(d, cosine * cosine * upper + mixed + sine * sine * lower);
    store<f64>(d, sine * sine * upper - mixed + cosine * cosine * lower, 8);
    const left = (cosine * cosine - sine * sine) * between + cosine * sine * (lower - upper);
    store<f64>(e, left);
    if (k < end - 1) {
      x = left;
      const beyond = load<f64>(e, 8);
      z = sine * beyond;
      store<f64>(e, cosine * beyond, 8);
    }
    const c = f64x2.splat(cosine);
    const s = f64x2.splat(sine);
    const above = vectors + <usize>k * stride;
    for (let o: usize = 0; o < stride; o += 16) {
      const a = v128.load(above + o);
      const b = v128.load(above + stride + o);
      v128.store(above + o, f64x2.add(f64x2.mul(c, a), f64x2.mul(s, b)));
      v128.store(above + stride + o, f64x2.sub(f64x2.mul(c, b), f64x2.mul(s, a)));
    }
  }
}
