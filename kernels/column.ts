/**
 * Vertical step of each column: advection as in x and y, on layers of unequal thickness, then turbulent mixing and
 * emission. A parallel loop has one column as its unit; lane innermost. Twins: src/kernels/reference/advection.ts and
 * verticalMixing.ts.
 *
 * Mixing is backward Euler, m dq/dt = div(phi), phi_k = G_k (q_k - q_(k-1)) with G = dt * exchange [kg], solved for the
 * amounts phi [kg x mole fraction] that cross the interfaces:
 *     phi_k (1 + G_k / m_k + G_k / m_(k-1)) - (G_k / m_k) phi_(k+1) - (G_k / m_(k-1)) phi_(k-1)
 *         = G_k (q_k - q_(k-1)),     q_k += (phi_(k+1) - phi_k) / m_k,
 * after the emission of the step is added to level 0. What leaves one layer enters the next, and a constant stays constant to the last
 * bit, at any G; a system for q itself loses mass in float32 where G >> m.
 */
import { countSubsteps, lineCoefficients, SLOT } from "./lineCoefficients";
import { greatest, least, limit, roundingError } from "./vector";

/** Bytes of the constants of a level: two slope and three edge coefficients, see verticalSpacing.ts. */
const SPACING: usize = 20;
/** Bytes of a level's mixing coefficients: below, above, own (all over the pivot), 1 / m, m / m of the level below. */
const MIXING: usize = 20;

/**
 * @param cells    columns * rows
 * @param spacing  [level][5] float32
 * @param exchange [level + 1][cell] float64 [kg s-1]
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
  emission: usize,
  area: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const stride = <usize>cells * row;
  const massStride = <usize>cells * 8;
  const amounts = scratch + <usize>(levels + 1) * SLOT;
  const remainder = amounts + <usize>levels * 16;
  for (let cell = first; cell < last; cell++) {
    const q = state + <usize>cell * row;
    const m = mass + <usize>cell * 8;
    const f = flux + <usize>cell * 8;
    const substeps = countSubsteps(levels, m, massStride, f, massStride, dt);
    memory.fill(remainder, 0, row);
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(levels, m, massStride, f, massStride, dt / substeps, scratch);
      advectColumn(levels, lanes, q, stride, scratch, spacing, remainder);
    }
    mixingCoefficients(levels, m, exchange + <usize>cell * 8, massStride, dt, scratch);
    const emitted = <f32>((load<f64>(area + <usize>cell * 8) * dt * molarMass) / load<f64>(m));
    mixColumn(levels, lanes, q, stride, scratch, amounts, remainder, emission + <usize>cell * row, emitted);
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

function mixingCoefficients(n: i32, mass: usize, exchange: usize, stride: usize, dt: f64, coefficients: usize): void {
  let slot = coefficients;
  let lower = 1 / load<f64>(mass);
  let above: f64 = 0;
  store<f32>(slot, <f32>lower, 12);
  for (let k = 1; k < n; k++) {
    slot += MIXING;
    const upper = 1 / load<f64>(mass + <usize>k * stride);
    const g = load<f64>(exchange + <usize>k * stride) * dt;
    const pivot = 1 / (1 + g * upper + g * lower - g * lower * above);
    above = g * upper * pivot;
    store<f32>(slot, <f32>(g * lower * pivot));
    store<f32>(slot, <f32>above, 4);
    store<f32>(slot, <f32>(g * pivot), 8);
    store<f32>(slot, <f32>upper, 12);
    store<f32>(slot, <f32>(lower / upper), 16);
    lower = upper;
  }
}

/**
 * What rounding takes from a level is given to the one below, so that what is lost is that of the thinnest.
 * @param amounts 16 bytes a level @param remainder what rounding took from the top level before, one value a lane
 * @param emitted mole fraction that one unit of emission adds to level 0
 */
function mixColumn(
  n: i32,
  lanes: i32,
  column: usize,
  stride: usize,
  coefficients: usize,
  amounts: usize,
  remainder: usize,
  emission: usize,
  emitted: f32,
): void {
  for (let o: usize = 0, bytes = <usize>lanes * 4; o < bytes; o += 16) {
    let p = column + o;
    let c = coefficients;
    let a = amounts;
    let q = f32x4.add(v128.load(p), f32x4.mul(f32x4.splat(emitted), v128.load(emission + o)));
    v128.store(p, q);
    let phi = f32x4.splat(0);
    for (let k = 1; k < n; k++) {
      p += stride;
      c += MIXING;
      a += 16;
      const next = v128.load(p);
      const direct = f32x4.mul(v128.load32_splat(c, 8), f32x4.sub(next, q));
      phi = f32x4.add(direct, f32x4.mul(v128.load32_splat(c), phi));
      v128.store(a, phi);
      q = next;
    }
    phi = f32x4.splat(0);
    let lost = v128.load(remainder + o);
    for (let k = n - 1; k > 0; k--) {
      const crossing = f32x4.add(v128.load(a), f32x4.mul(v128.load32_splat(c, 4), phi));
      const gain = f32x4.mul(f32x4.sub(phi, crossing), v128.load32_splat(c, 12));
      const change = f32x4.add(gain, lost);
      q = v128.load(p);
      const after = f32x4.add(q, change);
      v128.store(p, after);
      lost = f32x4.mul(v128.load32_splat(c, 16), roundingError(after, q, change));
      phi = crossing;
      p -= stride;
      c -= MIXING;
      a -= 16;
    }
    const gain = f32x4.mul(phi, v128.load32_splat(c, 12));
    v128.store(p, f32x4.add(v128.load(p), f32x4.add(gain, lost)));
  }
}
