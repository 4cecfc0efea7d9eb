/**
 * One sub-step along one line of cells by the piecewise parabolic method (Colella & Woodward 1984,
 * doi:10.1016/0021-9991(84)90143-8, eqs. 1.6-1.12), monotonic, in advective form
 *     q <- q + (F_l (q_l - q) - F_r (q_r - q)) / m_new,
 * exact where q is uniform. A cell is a row of lanes; rows are passed over one after the other, so that the lanes share
 * all coefficients and no lane waits for itself. What a cell hands to the next one lies in a record of each vector:
 *     d   the difference q_(i+1) - q_i
 *     h   half of the limited slope of cell i, its amount: the sign is that of d, and where signs differ h is 0
 *     l   twice the height of q_i above the left edge of cell i, its amount
 *     g   what comes into the cell through its left face, F_l (q_l - q) / m_new, with the rounding of the cell before
 *     (r, l) of the last two cells, made monotonic
 * As edges lie between their neighbours, r and l have the sign of d, and all limits are least values of amounts.
 *
 * What rounding takes from one cell is given to the next, so that a line loses at most one rounding: in a steady wind
 * the roundings of every step are the same, and the carbon of the domain would drift by 1e-9 a day.
 * Twin: src/kernels/reference/advectionReference.ts.
 */
import { SLOT } from "./lineCoefficients";
import { addProduct, copy, least, roundingError } from "./vector";

/** Bytes of the record of a vector, and where its parts lie. */
const RECORD: usize = 128;
const SLOPE: usize = 16;
const HEIGHT: usize = 32;
const GAIN: usize = 48;
const PARABOLAS: usize = 64;

/** Bytes that advectLine needs to work: two rows, then the records. */
export function workBytes(lanes: i32): usize {
  return <usize>lanes * (8 + RECORD / 4);
}

/**
 * In place, or from `source` to `target`.
 * @param closed  no air passes the ends, and the outermost cells are flat
 * @param spacing slots of spacing.ts, `spacingStride` bytes apart
 * @param first, last rows of what lies beyond the ends: what flows in, or the outermost cell
 */
export function advectLine(
  n: i32,
  lanes: i32,
  closed: bool,
  source: usize,
  sourceStride: usize,
  target: usize,
  targetStride: usize,
  coefficients: usize,
  spacing: usize,
  spacingStride: usize,
  first: usize,
  last: usize,
  work: usize,
): void {
  const row = <usize>lanes * 4;
  const beyond = work + row;
  const records = beyond + row;
  const second = source + sourceStride;
  if (closed) openRecords(row, source, second, records);
  else openRecords(row, first, source, records);
  copy(work, first, row);
  copy(beyond, last, row);
  const begin = closed ? 0 : -1;
  let behind = work;
  let here = closed ? source : work;
  let next = closed ? second : source;
  let written = closed ? target : work;
  let c = closed ? coefficients + SLOT : coefficients;
  let parabola = records + PARABOLAS;
  let previous = parabola + 32;
  for (let i = begin; i <= n; i++) {
    const after = i + 2 < n ? next + sourceStride : beyond;
    if (!closed) reconstruct(true, row, next, after, 0, records, parabola);
    else if (i < n) reconstruct(false, row, next, after, spacing, records, parabola);
    if (i > begin) {
      if ((i ? load<f32>(c, 4) : load<f32>(c)) > 0) cross(true, row, behind, here, written, c, records, previous);
      else cross(false, row, behind, here, written, c, records, parabola);
      c += SLOT;
      written = i ? written + targetStride : target;
    }
    behind = here;
    here = next;
    next = after;
    spacing += spacingStride;
    const swapped = parabola;
    parabola = previous;
    previous = swapped;
  }
}

/** After advectLine of an open line: adds what entered through its two ends; `air` [kg] positive to growing index. */
export function lineInflow(lanes: i32, work: usize, airFirst: f64, airLast: f64, inflow: usize): void {
  const row = <usize>lanes * 4;
  let record = work + 2 * row;
  for (let o: usize = 0; o < row; o += 16, record += RECORD) {
    addProduct(inflow + 2 * o, airFirst, v128.load(work + o));
    addProduct(inflow + 2 * o, -airLast, f32x4.add(v128.load(work + row + o), v128.load(record, GAIN)));
  }
}

/** After advectLine of a closed line: adds what rounding took from the last cell to a row. */
export function addRemainder(lanes: i32, work: usize, remainder: usize): void {
  const row = <usize>lanes * 4;
  let record = work + 2 * row;
  for (let o: usize = 0; o < row; o += 16, record += RECORD) {
    v128.store(remainder + o, f32x4.add(v128.load(remainder + o), v128.load(record, GAIN)));
  }
}

function openRecords(row: usize, first: usize, second: usize, record: usize): void {
  const zero = f32x4.splat(0);
  for (let o: usize = 0; o < row; o += 16, record += RECORD) {
    v128.store(record, f32x4.sub(v128.load(second + o), v128.load(first + o)));
    v128.store(record, zero, SLOPE);
    v128.store(record, zero, HEIGHT);
    v128.store(record, zero, GAIN);
  }
}

/** The parabola of a cell, from the differences to its two neighbours on the right, `next` and `after`. */
// @ts-ignore: decorator
@inline
function reconstruct(
  equal: bool,
  row: usize,
  next: usize,
  after: usize,
  spacing: usize,
  record: usize,
  parabola: usize,
): void {
  const signBit = i32x4.splat(0x80000000);
  const ahead = equal ? f32x4.splat(0.25) : v128.load32_splat(spacing);
  const back = equal ? ahead : v128.load32_splat(spacing, 4);
  const middle = equal ? ahead : v128.load32_splat(spacing, 8);
  const rightSlope = equal ? f32x4.splat(<f32>(2.0 / 3)) : v128.load32_splat(spacing, 12);
  const leftSlope = equal ? rightSlope : v128.load32_splat(spacing, 16);
  for (let o: usize = 0; o < row; o += 16, record += RECORD, parabola += RECORD) {
    const d1 = v128.load(record);
    const d2 = f32x4.sub(v128.load(after + o), v128.load(next + o));
    v128.store(record, d2);
    const D1 = v128.andnot(d1, signBit);
    const D2 = v128.andnot(d2, signBit);
    const opposed = i32x4.shr_s(v128.xor(d1, d2), 31);
    const central = equal ? f32x4.mul(ahead, f32x4.add(D1, D2)) : f32x4.add(f32x4.mul(ahead, D2), f32x4.mul(back, D1));
    const slope = v128.andnot(least(least(D1, D2), central), opposed);
    const before = v128.load(record, SLOPE);
    v128.store(record, slope, SLOPE);
    const rise = equal
      ? f32x4.mul(rightSlope, f32x4.sub(slope, before))
      : f32x4.sub(f32x4.mul(rightSlope, slope), f32x4.mul(leftSlope, before));
    const r = f32x4.sub(equal ? D1 : f32x4.mul(middle, D1), rise);
    const l = v128.load(record, HEIGHT);
    const height = equal ? f32x4.add(D1, rise) : f32x4.sub(f32x4.add(D1, D1), r);
    v128.store(record, v128.andnot(height, opposed), HEIGHT);
    v128.store(parabola, least(r, f32x4.add(l, l)));
    v128.store(parabola, least(l, f32x4.add(r, r)), 16);
  }
}

/** The face between two cells, `behind` and `here`; completes `behind`. `parabola` is that of the cell that air leaves. */
// @ts-ignore: decorator
@inline
function cross(
  rightward: bool,
  row: usize,
  behind: usize,
  here: usize,
  written: usize,
  coefficients: usize,
  record: usize,
  parabola: usize,
): void {
  const signBit = i32x4.splat(0x80000000);
  const enter = v128.load32_splat(coefficients);
  const leave = v128.load32_splat(coefficients, 4);
  const near = v128.load32_splat(coefficients, 8);
  const far = v128.load32_splat(coefficients, 12);
  const ratio = v128.load32_splat(coefficients, 16);
  for (let o: usize = 0; o < row; o += 16, record += RECORD, parabola += RECORD) {
    const q = v128.load(behind + o);
    const d = f32x4.sub(v128.load(here + o), q);
    const r = v128.load(parabola);
    const l = v128.load(parabola, 16);
    const height = rightward
      ? f32x4.sub(f32x4.mul(near, r), f32x4.mul(far, l))
      : f32x4.sub(f32x4.mul(far, r), f32x4.mul(near, l));
    const upwind = v128.xor(height, v128.and(d, signBit));
    const left = rightward ? upwind : f32x4.add(upwind, d);
    const right = rightward ? f32x4.sub(upwind, d) : upwind;
    const change = f32x4.sub(v128.load(record, GAIN), f32x4.mul(leave, left));
    const sum = f32x4.add(q, change);
    v128.store(written + o, sum);
    const lost = f32x4.mul(ratio, roundingError(sum, q, change));
    v128.store(record, f32x4.add(f32x4.mul(enter, right), lost), GAIN);
  }
}

/** The next multiple of 64. */
// @ts-ignore: decorator
@inline
export function aligned(address: usize): usize {
  return (address + 63) & ~63;
}
