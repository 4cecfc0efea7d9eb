/**
 * Fields of all members at once, lane innermost. Lanes that are no members are left alone; the last vector of a row is
 * masked where members are no multiple of 4. A parallel loop has one row (a cell, or a cell of a level) as its unit.
 * Twins: src/kernels/reference/membersReference.ts.
 */
import { maskOf, sumOfLanes } from "./vector";

/**
 * out_i = base + sum_p scale_p a_(p,i) in every member lane.
 * @param rows  of a parameter
 * @param base  [row] float64
 * @param scale [parameter][row] float64
 * @param value [parameter][row][lane] float32
 * @param out   [row][lane] float32
 */
export function combineParameters(
  rows: i32,
  parameters: i32,
  members: i32,
  lanes: i32,
  base: usize,
  scale: usize,
  value: usize,
  out: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const whole = <usize>(members >> 2) * 16;
  const mask = maskOf(members);
  for (let i = first; i < last; i++) {
    const target = out + <usize>i * row;
    const constant = f32x4.splat(<f32>load<f64>(base + <usize>i * 8));
    for (let o: usize = 0; o < <usize>members * 4; o += 16) {
      let sum = constant;
      for (let p = 0; p < parameters; p++) {
        const at = <usize>(p * rows + i);
        const factor = f32x4.splat(<f32>load<f64>(scale + at * 8));
        sum = f32x4.add(sum, f32x4.mul(factor, v128.load(value + at * row + o)));
      }
      v128.store(target + o, o < whole ? sum : v128.bitselect(sum, v128.load(target + o), mask));
    }
  }
}

/**
 * x_i <- min(max(x_i, lower), upper) in every member lane; a NaN stays one.
 * @param lower,upper [row] float64
 * @param value       [row][lane] float32
 */
export function boundMembers(
  members: i32,
  lanes: i32,
  lower: usize,
  upper: usize,
  value: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const whole = <usize>(members >> 2) * 16;
  const mask = maskOf(members);
  for (let i = first; i < last; i++) {
    const start = value + <usize>i * row;
    const least = f32x4.splat(<f32>load<f64>(lower + <usize>i * 8));
    const most = f32x4.splat(<f32>load<f64>(upper + <usize>i * 8));
    for (let o: usize = 0; o < <usize>members * 4; o += 16) {
      const x = v128.load(start + o);
      const bounded = f32x4.min(f32x4.max(x, least), most);
      v128.store(start + o, o < whole ? bounded : v128.bitselect(bounded, x, mask));
    }
  }
}

/**
 * Adds the mean of each row over the members to `mean`, their variance, 1 / (members - 1), to `variance`, and the lanes
 * after the members to `riders`. With departures x from the first member: mean = x_0 + (sum x) / N,
 * variance = (sum x^2 - (sum x)^2 / N) / (N - 1).
 * @param riders   [rider][row] float64, the first `riderCount` lanes after the members
 * @param mean,variance [row] float64
 */
export function addMoments(
  rows: i32,
  members: i32,
  lanes: i32,
  riderCount: i32,
  reference: f64,
  value: usize,
  mean: usize,
  variance: usize,
  riders: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const whole = <usize>(members >> 2) * 16;
  const partial = (members & 3) !== 0;
  const mask = maskOf(members);
  const degrees: f64 = members > 1 ? members - 1 : 1;
  for (let i = first; i < last; i++) {
    const start = value + <usize>i * row;
    const shift = v128.load32_splat(start);
    let sum = f32x4.splat(0);
    let squares = f32x4.splat(0);
    for (let o: usize = 0; o < whole; o += 16) {
      const x = f32x4.sub(v128.load(start + o), shift);
      sum = f32x4.add(sum, x);
      squares = f32x4.add(squares, f32x4.mul(x, x));
    }
    if (partial) {
      const x = v128.and(f32x4.sub(v128.load(start + whole), shift), mask);
      sum = f32x4.add(sum, x);
      squares = f32x4.add(squares, f32x4.mul(x, x));
    }
    const total = sumOfLanes(sum);
    const at = <usize>i * 8;
    const average = reference + <f64>f32x4.extract_lane(shift, 0) + total / members;
    store<f64>(mean + at, load<f64>(mean + at) + average);
    const spread = max<f64>(0, sumOfLanes(squares) - (total * total) / members) / degrees;
    store<f64>(variance + at, load<f64>(variance + at) + spread);
    for (let rider = 0; rider < riderCount; rider++) {
      const to = riders + (<usize>rider * rows + i) * 8;
      store<f64>(to, load<f64>(to) + reference + load<f32>(start + <usize>(members + rider) * 4));
    }
  }
}
