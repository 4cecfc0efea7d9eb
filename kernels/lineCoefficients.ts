/**
 * What all lanes share of a sweep along one line of cells: number of sub-steps, and for each of them the coefficients
 * of the piecewise parabolic flux and the air mass after it.
 *
 * Slot i of the coefficients (5 float32) belongs to cell i and its left face:
 *     [F_left / m_new, F_right / m_new, 1 - x/2 - g, x/2 - g, m_new of cell i - 1 / m_new],
 *     x = |F| / m_upwind,  g = 3 (x/2) (1 - 2x/3)
 * with F the air through a face in the sub-step [kg]; the last slot holds the face after the last cell.
 */

/** Bytes of a slot. */
export const SLOT: usize = 20;
/** The air that leaves a cell in one sub-step, at most, as a share of the cell. */
const GREATEST_SHARE: f64 = 0.99;
const MOST_SUBSTEPS: f64 = 1000;

/**
 * Sub-steps that a line needs so that no cell gives away more air than it has. As the mass of a cell is linear in time
 * during a sweep, its least value is the first or the last. Traps where a cell loses all of its air.
 */
export function countSubsteps(n: i32, mass: usize, massStride: usize, flux: usize, fluxStride: usize, dt: f64): i32 {
  let worst: f64 = 0;
  let left = load<f64>(flux) * dt;
  for (let i = 0; i < n; i++) {
    const right = load<f64>(flux + <usize>(i + 1) * fluxStride) * dt;
    const m = load<f64>(mass + <usize>i * massStride);
    const least = min(m, m + left - right);
    if (!(least > 0)) unreachable();
    worst = max(worst, (max<f64>(right, 0) - min<f64>(left, 0)) / least);
    left = right;
  }
  const count = ceil(worst / GREATEST_SHARE);
  if (!(count < MOST_SUBSTEPS)) unreachable();
  return max<i32>(1, <i32>count);
}

/** Coefficients of one sub-step of `dt`; replaces the masses by those after it. */
export function lineCoefficients(
  n: i32,
  mass: usize,
  massStride: usize,
  flux: usize,
  fluxStride: usize,
  dt: f64,
  coefficients: usize,
): void {
  let slot = coefficients;
  let left = load<f64>(flux) * dt;
  let before: f64 = 0;
  let neighbour: f64 = 0;
  for (let i = 0; i <= n; i++) {
    const m = i < n ? load<f64>(mass + <usize>i * massStride) : before;
    const upwind = left > 0 && i > 0 ? before : m;
    const h = (0.5 * abs(left)) / upwind;
    const g = 3 * h * (1 - (4.0 / 3) * h);
    store<f32>(slot, <f32>(1 - h - g), 8);
    store<f32>(slot, <f32>(h - g), 12);
    if (i < n) {
      const right = load<f64>(flux + <usize>(i + 1) * fluxStride) * dt;
      const after = m + left - right;
      const reciprocal = 1 / after;
      store<f64>(mass + <usize>i * massStride, after);
      store<f32>(slot, <f32>(left * reciprocal));
      store<f32>(slot, <f32>(right * reciprocal), 4);
      store<f32>(slot, <f32>(neighbour * reciprocal), 16);
      neighbour = after;
      left = right;
    } else {
      store<f32>(slot, <f32>(left / m));
    }
    before = m;
    slot += SLOT;
  }
}
