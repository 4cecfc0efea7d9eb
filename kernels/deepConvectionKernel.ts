/**
 * Deep convection of tracers in a column with an updraft of dry air, M_k [kg s-1] through interface k, that takes air in
 * where it grows and gives air off where it shrinks, and as much air sinking around it (Tiedtke 1989,
 * doi:10.1175/1520-0493(1989)117<1779:ACMFSF>2.0.CO;2; Feichter & Crutzen 1990, doi:10.1034/j.1600-0889.1990.00008.x):
 *     u_(k+1) = u_k + w_k (q_k - u_k),    w_k = max(0, M_(k+1) - M_k) / M_(k+1),    u = q_k where M_k = 0
 *     phi_k = dt M_k (q_k - u_k),         q_k <- q_k + (phi_(k+1) - phi_k) / m_k,
 * explicit, in as many equal sub-steps as leave every layer some of its own air: no new extrema. A constant stays constant
 * to the last bit. `active` lists the columns that convect; the parallel loop goes over this list, others cost nothing.
 * Twin: src/kernels/reference/deepConvectionReference.ts.
 */
import { roundingError } from "./vector";

/** Greatest share of its air that a layer gives away in a sub-step. */
const GREATEST_SHARE: f64 = 0.99;
const MOST_SUBSTEPS: f64 = 1000;
/**
 * Bytes of a level's coefficients: M dt of its lower interface, w, 1 / m, m of the level above / m, and by what share
 * 1 / m is too small for having been rounded.
 */
const SLOT: usize = 20;

/** @param updraft [level + 1][cell] float64 [kg s-1], the two ends closed @param active int32 [line] */
export function convectDeeply(
  cells: i32,
  levels: i32,
  lanes: i32,
  dt: f64,
  state: usize,
  mass: usize,
  updraft: usize,
  active: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const stride = <usize>cells * row;
  const massStride = <usize>cells * 8;
  const amounts = scratch + <usize>(levels + 1) * SLOT;
  for (let line = first; line < last; line++) {
    const cell = load<i32>(active + <usize>line * 4);
    const m = mass + <usize>cell * 8;
    const f = updraft + <usize>cell * 8;
    let worst: f64 = 0;
    let below: f64 = 0;
    for (let k = 0; k < levels; k++) {
      const above = k < levels - 1 ? load<f64>(f + <usize>(k + 1) * massStride) : 0;
      const share = (dt * max(below, above)) / load<f64>(m + <usize>k * massStride);
      if (!(share >= 0)) unreachable();
      worst = max(worst, share);
      below = above;
    }
    if (worst === 0) continue;
    const count = ceil(worst / GREATEST_SHARE);
    if (!(count < MOST_SUBSTEPS)) unreachable();
    coefficientsOf(levels, m, f, massStride, dt / count, scratch);
    for (let s = 0; s < <i32>count; s++) substep(levels, lanes, state + <usize>cell * row, stride, scratch, amounts);
  }
}

function coefficientsOf(n: i32, mass: usize, updraft: usize, stride: usize, dt: f64, coefficients: usize): void {
  let below: f64 = 0;
  for (let k = 0; k < n; k++) {
    const slot = coefficients + <usize>k * SLOT;
    const m = load<f64>(mass + <usize>k * stride);
    const above = k < n - 1 ? load<f64>(updraft + <usize>(k + 1) * stride) : 0;
    const higher = k < n - 1 ? load<f64>(mass + <usize>(k + 1) * stride) : 0;
    store<f32>(slot, <f32>(below * dt));
    store<f32>(slot, below > 0 ? (above > below ? <f32>((above - below) / above) : 0) : 1, 4);
    const reciprocal = <f32>(1 / m);
    store<f32>(slot, reciprocal, 8);
    store<f32>(slot, <f32>(1 - m * <f64>reciprocal), 16);
    store<f32>(slot, <f32>(higher / m), 12);
    below = above;
  }
}

/** What rounding takes from a level is given to the one below, so that what is lost is that of the thinnest. */
function substep(n: i32, lanes: i32, column: usize, stride: usize, coefficients: usize, amounts: usize): void {
  const zero = f32x4.splat(0);
  for (let o: usize = 0, bytes = <usize>lanes * 4; o < bytes; o += 16) {
    let p = column + o;
    let c = coefficients;
    let a = amounts;
    let plume = v128.load(p);
    for (let k = 0; k < n; k++) {
      const own = f32x4.sub(v128.load(p), plume);
      v128.store(a, f32x4.mul(v128.load32_splat(c), own));
      plume = f32x4.add(plume, f32x4.mul(v128.load32_splat(c, 4), own));
      p += stride;
      c += SLOT;
      a += 16;
    }
    let sinking = zero;
    let lost = zero;
    for (let k = n - 1; k >= 0; k--) {
      p -= stride;
      c -= SLOT;
      a -= 16;
      const leaving = v128.load(a);
      const q = v128.load(p);
      const given = f32x4.mul(v128.load32_splat(c, 12), lost);
      const gain = f32x4.mul(f32x4.sub(sinking, leaving), v128.load32_splat(c, 8));
      const change = f32x4.add(gain, given);
      const after = f32x4.add(q, change);
      v128.store(p, after);
      lost = f32x4.add(roundingError(after, q, change), f32x4.mul(gain, v128.load32_splat(c, 16)));
      sinking = leaving;
    }
  }
}
