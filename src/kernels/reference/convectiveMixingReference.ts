/**
 * The definition of mixing by ACM2 (Pleim 2007, doi:10.1175/JAM2539.1) in amounts of air, one tracer in one column,
 * float64. Air of level 0 rises to the levels of the boundary layer and sinks back through each interface k, D_k [kg s-1];
 * level k receives D_k - D_(k+1) >= 0 of it, so that no level gains air. Backward Euler of
 *     m_k dq_k/dt = f_(k+1) - f_k + s_k,      f_k = g_k (q_k - q_(k-1)) + D_k (q_k - q_0).
 * For k >= 1 that is
 *     (m + g_(k+1) + g_k + D_k) q_k = m q_k^old + (g_(k+1) + D_(k+1)) q_(k+1) + g_k q_(k-1) + (D_k - D_(k+1)) q_0
 * (m and g in kg: times dt). From the top down each level is q_k = a_k + b_k q_(k-1) + c_k q_0, which leaves an equation of
 * q_0 alone. a, b and c are not negative and b + c < 1: what is positive stays so at any dt.
 * The kernel solves the same equations for dt f_k, see kernels/convectiveMixingKernel.ts.
 */
import type { ColumnAir, ColumnMixing, MixingColumn } from "./verticalMixingReference.js";

export interface ConvectiveAir extends ColumnAir {
  /** D, [level + 1], [kg s-1]; never growing upwards from the first interface above ground; the two ends are closed. */
  readonly nonLocal: ArrayLike<number>;
}

export type ConvectiveColumn = MixingColumn & ConvectiveAir;

/** @param dt [s] */
export function convectColumn({ values, emission, ...air }: ConvectiveColumn, dt: number): void {
  columnConvection(air, dt)(values, emission);
}

/** @param dt [s] */
export function columnConvection({ mass, exchange, nonLocal }: ConvectiveAir, dt: number): ColumnMixing {
  const n = mass.length;
  const pivot = new Float64Array(n);
  const fromAbove = new Float64Array(n);
  const constant = new Float64Array(n + 1);
  const below = new Float64Array(n + 1);
  const ground = new Float64Array(n + 1);
  const near = (k: number): number => (k < n ? exchange[k] * dt : 0);
  const sinking = (k: number): number => (k < n ? nonLocal[k] * dt : 0);
  for (let k = n - 1; k > 0; k--) {
    fromAbove[k] = near(k + 1) + sinking(k + 1);
    pivot[k] = mass[k] + fromAbove[k] * (1 - below[k + 1]) + near(k) + sinking(k) - sinking(k + 1);
    below[k] = near(k) / pivot[k];
    ground[k] = (sinking(k) - sinking(k + 1) + fromAbove[k] * ground[k + 1]) / pivot[k];
  }
  fromAbove[0] = near(1) + sinking(1);
  pivot[0] = mass[0] + fromAbove[0] * (1 - below[1] - ground[1]);
  return (values, emission) => {
    for (let k = n - 1; k > 0; k--) constant[k] = (mass[k] * values[k] + fromAbove[k] * constant[k + 1]) / pivot[k];
    values[0] = (mass[0] * values[0] + emission * dt + fromAbove[0] * constant[1]) / pivot[0];
    for (let k = 1; k < n; k++) values[k] = constant[k] + below[k] * values[k - 1] + ground[k] * values[0];
  };
}
