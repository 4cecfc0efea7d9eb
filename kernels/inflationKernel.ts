/**
 * Covariance inflation of ensemble rows after an analysis, float32, member innermost, means inside. Twin and equations:
 * src/kernels/reference/inflationReference.ts. A parallel loop has one row as its unit; lanes that are no members are
 * left alone.
 */
import { maskOf, sumOfLanes } from "./vector";

/** Standard deviation over the members of each row. @param rows [row][lane] @param spread [row] float32 */
export function memberSpread(
  members: i32,
  lanes: i32,
  rows: usize,
  spread: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  for (let i = first; i < last; i++) {
    const row = rows + <usize>i * <usize>lanes * 4;
    store<f32>(spread + <usize>i * 4, spreadOf(row, members, meanDeparture(row, members)));
  }
}

/**
 * @param rows   [row][lane] after the analysis, updated in place
 * @param prior  the same before it; only read where rtpp > 0
 * @param spread [row] float32, `memberSpread` before the analysis
 */
export function inflateRows(
  members: i32,
  lanes: i32,
  rtpp: f64,
  rtps: f64,
  multiplicative: f64,
  rows: usize,
  prior: usize,
  spread: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const bytes = <usize>lanes * 4;
  const share = f32x4.splat(<f32>rtpp);
  for (let i = first; i < last; i++) {
    const row = rows + <usize>i * bytes;
    const priorSpread = load<f32>(spread + <usize>i * 4);
    const mean = meanDeparture(row, members);
    const analysed = spreadOf(row, members, mean);
    if (!(analysed < priorSpread)) continue;
    if (rtpp > 0) {
      const before = prior + <usize>i * bytes;
      const pivot = v128.load32_splat(row);
      const priorPivot = v128.load32_splat(before);
      const shift = f32x4.splat(mean);
      const priorShift = f32x4.splat(meanDeparture(before, members));
      for (let o: usize = 0; o < <usize>members * 4; o += 16) {
        const x = v128.load(row + o);
        const now = f32x4.sub(f32x4.sub(x, pivot), shift);
        const then = f32x4.sub(f32x4.sub(v128.load(before + o), priorPivot), priorShift);
        storeMembers(row + o, f32x4.add(x, f32x4.mul(share, f32x4.sub(then, now))), x, members - <i32>(o >> 2));
      }
    }
    const centre = rtpp > 0 ? meanDeparture(row, members) : mean;
    const relaxed = rtpp > 0 ? spreadOf(row, members, centre) : analysed;
    if (!(relaxed > 0)) continue;
    const loss = <f64>priorSpread / relaxed;
    const relaxation = max<f64>(1, 1 + rtps * (loss - 1));
    const factor = relaxation * max<f64>(1, min<f64>(multiplicative, (1 + loss / relaxation) / 2));
    if (factor === 1) continue;
    const gain = f32x4.splat(<f32>(factor - 1));
    const middle = f32x4.splat(centre);
    const pivot = v128.load32_splat(row);
    for (let o: usize = 0; o < <usize>members * 4; o += 16) {
      const x = v128.load(row + o);
      const perturbation = f32x4.sub(f32x4.sub(x, pivot), middle);
      storeMembers(row + o, f32x4.add(x, f32x4.mul(gain, perturbation)), x, members - <i32>(o >> 2));
    }
  }
}

/** Stores the first `count` lanes of a vector, and the old ones of the rest. */
// @ts-ignore: decorator
@inline
function storeMembers(target: usize, value: v128, old: v128, count: i32): void {
  v128.store(target, count >= 4 ? value : v128.bitselect(value, old, maskOf(count)));
}

/** Mean of the departures from the first member. */
// @ts-ignore: decorator
@inline
function meanDeparture(row: usize, members: i32): f32 {
  const whole = <usize>(members >> 2) * 16;
  const pivot = v128.load32_splat(row);
  let sum = f32x4.splat(0);
  for (let o: usize = 0; o < whole; o += 16) sum = f32x4.add(sum, f32x4.sub(v128.load(row + o), pivot));
  if ((members & 3) !== 0) sum = f32x4.add(sum, v128.and(f32x4.sub(v128.load(row + whole), pivot), maskOf(members)));
  return <f32>(sumOfLanes(sum) / members);
}

/** @param mean from `meanDeparture` */
// @ts-ignore: decorator
@inline
function spreadOf(row: usize, members: i32, mean: f32): f32 {
  const whole = <usize>(members >> 2) * 16;
  const pivot = v128.load32_splat(row);
  const shift = f32x4.splat(mean);
  let squares = f32x4.splat(0);
  for (let o: usize = 0; o < whole; o += 16) {
    const x = f32x4.sub(f32x4.sub(v128.load(row + o), pivot), shift);
    squares = f32x4.add(squares, f32x4.mul(x, x));
  }
  if ((members & 3) !== 0) {
    const x = v128.and(f32x4.sub(f32x4.sub(v128.load(row + whole), pivot), shift), maskOf(members));
    squares = f32x4.add(squares, f32x4.mul(x, x));
  }
  return <f32>sqrt(sumOfLanes(squares) / (members - 1));
}
