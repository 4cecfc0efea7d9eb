/**
 * Vertical step of each column: advection as in x and y, on layers of unequal thickness, then turbulent mixing and
 * emission (mixing.ts, convection.ts). A parallel loop has one column as its unit; lane innermost. Twin of the
 * advection: src/kernels/reference/advection.ts.
 */
import { CONVECTION, convectColumn, convectionCoefficients } from "./convection";
import { countSubsteps, lineCoefficients, SLOT } from "./lineCoefficients";
import { mixColumn, mixingCoefficients } from "./mixing";
import { greatest, least, limit, roundingError } from "./vector";

/** Bytes of the constants of a level: two slope and three edge coefficients, see src/kernels/parabolicSpacing.ts. */
const SPACING: usize = 20;

/**
 * @param cells    columns * rows
 * @param spacing  [level][5] float32
 * @param exchange [level + 1][cell] float64 [kg s-1]
 * @param nonLocal the same, air that sinks through the interface while as much of level 0 rises; 0 where there is none
 * @param emission [cell][lane] float32 [mol m-2 s-1]; `area` [cell] float64 [m2]; `molarMass` of air [kg mol-1]
 */
export function moveVertically(
  cells: i32,
  levels: i32,
  lanes: i32,
  dt: f64,
  molarMass: f64,
  state: usize,
  mass: usize,
  flux: usize,
  spacing: usize,
  exchange: usize,
  nonLocal: usize,
  emission: usize,
  area: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const stride = <usize>cells * row;
  const massStride = <usize>cells * 8;
  const amounts = scratch + <usize>(levels + 1) * CONVECTION;
  const remainder = amounts + <usize>levels * 32;
  for (let cell = first; cell < last; cell++) {
    const q = state + <usize>cell * row;
    const m = mass + <usize>cell * 8;
    const f = flux + <usize>cell * 8;
    const substeps = countSubsteps(levels, m, massStride, f, massStride, dt);
    for (let o: usize = 0; o < row; o += 16) v128.store(remainder + o, f32x4.splat(0));
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(levels, m, massStride, f, massStride, dt / substeps, scratch);
      advectColumn(levels, lanes, q, stride, scratch, spacing, remainder);
    }
    const g = exchange + <usize>cell * 8;
    const emitted = <f32>((load<f64>(area + <usize>cell * 8) * dt * molarMass) / load<f64>(m));
    const source = emission + <usize>cell * row;
    if (nonLocal && load<f64>(nonLocal + massStride + <usize>cell * 8) > 0) {
      convectionCoefficients(levels, m, g, nonLocal + <usize>cell * 8, massStride, dt, scratch);
      convectColumn(levels, lanes, q, stride, scratch, amounts, remainder, source, emitted);
    } else {
      mixingCoefficients(levels, m, g, massStride, dt, scratch);
      mixColumn(levels, lanes, q, stride, scratch, amounts, remainder, source, emitted);
    }
  }
}

/**
 * As advectLine, in place, between closed ends, where the outermost layers are flat. D = 2d, s the limited slope. What
 * rounding takes from the top level is added to `remainder`, one value a lane.
 */
function advectColumn(
  n: i32,
  lanes: i32,
  column: usize,
  stride: usize,
  coefficients: usize,
  spacing: usize,
  remainder: usize,
): void {
  const zero = f32x4.splat(0);
  for (let o: usize = 0, bytes = <usize>lanes * 4; o < bytes; o += 16) {
    let p = column + o;
    let c = coefficients;
    let z = spacing;
    let q0 = v128.load(p);
    let q1 = v128.load(p + stride);
    let d1 = f32x4.sub(q1, q0);
    let D1 = f32x4.add(d1, d1);
    let s0 = zero;
    let l = zero;
    let before = zero;
    let q = q0;
    let gain = zero;
    let lost = zero;
    for (let k = 0; k < n; k++) {
      let q2 = q1;
      let d2 = zero;
      let D2 = zero;
      let s1 = zero;
      if (k + 2 < n) {
        q2 = v128.load(p + 2 * stride);
        d2 = f32x4.sub(q2, q1);
        D2 = f32x4.add(d2, d2);
        const above = f32x4.mul(v128.load32_splat(z + SPACING), d2);
        const below = f32x4.mul(v128.load32_splat(z + SPACING, 4), d1);
        s1 = limit(f32x4.add(above, below), D1, D2, zero);
      }
      const r = f32x4.add(
        f32x4.mul(v128.load32_splat(z, 8), d1),
        f32x4.sub(f32x4.mul(v128.load32_splat(z, 16), s0), f32x4.mul(v128.load32_splat(z, 12), s1)),
      );
      const low = least(greatest(r, l), zero);
      const high = greatest(least(r, l), zero);
      const low2 = f32x4.add(low, low);
      const high2 = f32x4.add(high, high);
      const dr = greatest(least(r, high2), low2);
      const dl = greatest(least(l, high2), low2);
      if (!(load<f32>(c) > 0)) {
        const out = f32x4.sub(f32x4.mul(v128.load32_splat(c, 12), dr), f32x4.mul(v128.load32_splat(c, 8), dl));
        if (k) {
          const loss = f32x4.mul(v128.load32_splat(c - SLOT, 4), f32x4.add(out, before));
          const change = f32x4.add(f32x4.sub(gain, loss), lost);
          const after = f32x4.add(q, change);
          v128.store(p - stride, after);
          lost = f32x4.mul(v128.load32_splat(c, 16), roundingError(after, q, change));
        }
        gain = f32x4.mul(v128.load32_splat(c), out);
      }
      c += SLOT;
      if (load<f32>(c) > 0) {
        const out = f32x4.sub(f32x4.mul(v128.load32_splat(c, 8), dr), f32x4.mul(v128.load32_splat(c, 12), dl));
        const loss = f32x4.mul(v128.load32_splat(c - SLOT, 4), out);
        const change = f32x4.add(f32x4.sub(gain, loss), lost);
        const after = f32x4.add(q0, change);
        v128.store(p, after);
        lost = f32x4.mul(v128.load32_splat(c, 16), roundingError(after, q0, change));
        gain = f32x4.mul(v128.load32_splat(c), f32x4.sub(out, d1));
      }
      before = d1;
      l = f32x4.sub(d1, r);
      q = q0;
      q0 = q1;
      q1 = q2;
      d1 = d2;
      D1 = D2;
      s0 = s1;
      p += stride;
      z += SPACING;
    }
    const change = f32x4.add(gain, lost);
    const after = f32x4.add(q, change);
    v128.store(p - stride, after);
    v128.store(remainder + o, f32x4.add(v128.load(remainder + o), roundingError(after, q, change)));
  }
}
