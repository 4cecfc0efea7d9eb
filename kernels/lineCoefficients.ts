/**
 * What all lanes share of a sweep along a line of cells: number of sub-steps, and for each of them the coefficients
 * of the piecewise parabolic flux and the air mass after it. Two lines at a time, in float64: pair.ts.
 *
 * Slot i of the coefficients (5 float32) belongs to the face between the cells i - 1 and i:
 *     [F / m_i, F / m_(i-1), (1 - x/2 - g) / 2, (x/2 - g) / 2, m_(i-1) / m_i],
 *     x = |F| / m_upwind,  g = 3 (x/2) (1 - 2x/3)
 * with F the air through it in the sub-step [kg] and m the masses after it, but m_upwind the one before. What stands for
 * the masses beyond the ends makes the row before the first cell end as the mole fraction that passes the first face, and
 * what the last face gives to the row beyond the last cell is that of the last face, less that row.
 */

import { bothOf, storeBoth, storeFloats } from "./pair";

/** Bytes of a slot. */
export const SLOT: usize = 20;
/** The air that leaves a cell in one sub-step, at most, as a share of the cell. */
const GREATEST_SHARE: f64 = 0.99;
const MOST_SUBSTEPS: f64 = 1000;

/**
 * Sub-steps that each of two lines needs so that no cell gives away more air than it has, float64. As the mass of a cell is
 * linear in time during a sweep, its least value is the first or the last. Traps where a cell loses all of its air.
 * @param massNext bytes from a mass of the first line to that of the second; 0 for one line alone
 * @param fluxNext the same of fluxes
 */
export function countSubsteps(
  n: i32,
  mass: usize,
  massStride: usize,
  massNext: usize,
  flux: usize,
  fluxStride: usize,
  fluxNext: usize,
  dt: f64,
): v128 {
  const zero = f64x2.splat(0);
  const time = f64x2.splat(dt);
  let worst = f64x2.splat(GREATEST_SHARE);
  let sound = f64x2.eq(zero, zero);
  let left = f64x2.mul(bothOf(flux, fluxNext), time);
  for (let i = 0; i < n; i++) {
    flux += fluxStride;
    const right = f64x2.mul(bothOf(flux, fluxNext), time);
    const m = bothOf(mass, massNext);
    const least = f64x2.pmin(m, f64x2.sub(f64x2.add(m, left), right));
    sound = v128.and(sound, v128.and(f64x2.gt(m, zero), f64x2.gt(f64x2.sub(f64x2.add(m, left), right), zero)));
    const leaving = f64x2.sub(f64x2.pmax(zero, right), f64x2.pmin(zero, left));
    const isWorse = f64x2.gt(leaving, f64x2.mul(worst, least));
    if (v128.any_true(isWorse)) worst = v128.bitselect(f64x2.div(leaving, least), worst, isWorse);
    left = right;
    mass += massStride;
  }
  const counts = f64x2.ceil(f64x2.div(worst, f64x2.splat(GREATEST_SHARE)));
  sound = v128.and(sound, f64x2.lt(counts, f64x2.splat(MOST_SUBSTEPS)));
  if (!i64x2.all_true(sound)) unreachable();
  return counts;
}

/**
 * Coefficients of one sub-step of `dt` of two lines; replaces the masses by those after it.
 * @param closed keeps the last rounding in the record; else what it holds at the end is the inflow from beyond
 * @param apart bytes from the slots of the first line to those of the second
 */
export function lineCoefficients(
  n: i32,
  closed: bool,
  mass: usize,
  massStride: usize,
  massNext: usize,
  flux: usize,
  fluxStride: usize,
  fluxNext: usize,
  dt: f64,
  coefficients: usize,
  apart: usize,
): void {
  const zero = f64x2.splat(0);
  const time = f64x2.splat(dt);
  let slot = coefficients;
  let left = f64x2.mul(bothOf(flux, fluxNext), time);
  let before = bothOf(mass, massNext);
  let neighbour = zero;
  storeFloats(slot + 4, apart, f64x2.splat(-1));
  for (let i = 0; i < n; i++) {
    const m = bothOf(mass, massNext);
    faceShares(left, v128.bitselect(before, m, f64x2.gt(left, zero)), slot, apart);
    flux += fluxStride;
    const right = f64x2.mul(bothOf(flux, fluxNext), time);
    const after = f64x2.sub(f64x2.add(m, left), right);
    const reciprocal = f64x2.div(f64x2.splat(1), after);
    storeBoth(mass, massNext, after);
    storeFloats(slot, apart, f64x2.mul(left, reciprocal));
    storeFloats(slot + 16, apart, f64x2.mul(neighbour, reciprocal));
    slot += SLOT;
    storeFloats(slot + 4, apart, f64x2.mul(right, reciprocal));
    neighbour = after;
    left = right;
    before = m;
    mass += massStride;
  }
  faceShares(left, before, slot, apart);
  storeFloats(slot, apart, f64x2.splat(closed ? 0 : 1));
  storeFloats(slot + 16, apart, f64x2.splat(closed ? 1 : 0));
}

// @ts-ignore: decorator
@inline
function faceShares(air: v128, upwind: v128, slot: usize, apart: usize): void {
  const half = f64x2.splat(0.5);
  const h = f64x2.div(f64x2.mul(half, f64x2.abs(air)), upwind);
  const slope = f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.splat(4.0 / 3), h));
  const g = f64x2.mul(f64x2.mul(f64x2.splat(3), h), slope);
  storeFloats(slot + 8, apart, f64x2.mul(half, f64x2.sub(f64x2.sub(f64x2.splat(1), h), g)));
  storeFloats(slot + 12, apart, f64x2.mul(half, f64x2.sub(h, g)));
}
