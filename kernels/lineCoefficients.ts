/**
 * What all lanes share of a sweep along one line of cells: number of sub-steps, and for each of them the coefficients
 * of the piecewise parabolic flux and the air mass after it.
 *
 * Slot i of the coefficients (5 float32) belongs to the face between the cells i - 1 and i:
 *     [F / m_i, F / m_(i-1), (1 - x/2 - g) / 2, (x/2 - g) / 2, m_(i-1) / m_i],
 *     x = |F| / m_upwind,  g = 3 (x/2) (1 - 2x/3)
 * with F the air through it in the sub-step [kg] and m the masses after it, but m_upwind the one before. What stands for
 * the masses beyond the ends makes the row before the first cell end as the mole fraction that passes the first face, and
 * what the last face gives to the row beyond the last cell is that of the last face, less that row.
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
  let worst: f64 = GREATEST_SHARE;
  let left = load<f64>(flux) * dt;
  for (let i = 0; i < n; i++) {
    flux += fluxStride;
    const right = load<f64>(flux) * dt;
    const m = load<f64>(mass);
    const least = min(m, m + left - right);
    if (!(least > 0)) unreachable();
    const leaving = max<f64>(right, 0) - min<f64>(left, 0);
    if (leaving > worst * least) worst = leaving / least;
    left = right;
    mass += massStride;
  }
  const count = ceil(worst / GREATEST_SHARE);
  if (!(count < MOST_SUBSTEPS)) unreachable();
  return <i32>count;
}

/**
 * Coefficients of one sub-step of `dt`; replaces the masses by those after it.
 * @param closed keeps the last rounding in the record; else what it holds at the end is the inflow from beyond
 */
export function lineCoefficients(
  n: i32,
  closed: bool,
  mass: usize,
  massStride: usize,
  flux: usize,
  fluxStride: usize,
  dt: f64,
  coefficients: usize,
): void {
  let slot = coefficients;
  let left = load<f64>(flux) * dt;
  let before: f64 = load<f64>(mass);
  let neighbour: f64 = 0;
  store<f32>(slot, -1, 4);
  for (let i = 0; i < n; i++) {
    const m = load<f64>(mass);
    faceShares(left, left > 0 ? before : m, slot);
    flux += fluxStride;
    const right = load<f64>(flux) * dt;
    const after = m + left - right;
    const reciprocal = 1 / after;
    store<f64>(mass, after);
    store<f32>(slot, <f32>(left * reciprocal));
    store<f32>(slot, <f32>(neighbour * reciprocal), 16);
    slot += SLOT;
    store<f32>(slot, <f32>(right * reciprocal), 4);
    neighbour = after;
    left = right;
    before = m;
    mass += massStride;
  }
  faceShares(left, before, slot);
  store<f32>(slot, closed ? 0 : 1);
  store<f32>(slot, closed ? 1 : 0, 16);
}

// @ts-ignore: decorator
@inline
function faceShares(air: f64, upwind: f64, slot: usize): void {
  const h = (0.5 * abs(air)) / upwind;
  const g = 3 * h * (1 - (4.0 / 3) * h);
  store<f32>(slot, <f32>(0.5 * (1 - h - g)), 8);
  store<f32>(slot, <f32>(0.5 * (h - g)), 12);
}
