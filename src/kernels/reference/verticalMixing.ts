/**
 * The definition of the mixing kernel, one tracer in one column, float64: backward Euler of
 *     m_k dq_k/dt = g_(k+1) (q_(k+1) - q_k) - g_k (q_k - q_(k-1)) + s_k,   s_k the emission into level 0,
 * solved for q by elimination (Thomas algorithm).
 */
export interface MixingColumn {
  /** Mole fraction of each level; replaced. */
  readonly values: Float64Array;
  /** Dry air of each level [kg]. */
  readonly mass: ArrayLike<number>;
  /** Turbulent exchange of air through the interfaces, [level + 1], [kg s-1]; the two ends are closed. */
  readonly exchange: ArrayLike<number>;
  /** Into level 0 [kg s-1 x mole fraction]. */
  readonly emission: number;
}

/** @param dt [s] */
export function mixColumn({ values, mass, exchange, emission }: MixingColumn, dt: number): void {
  const n = values.length;
  const factor = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const below = k === 0 ? 0 : exchange[k] * dt;
    const above = k === n - 1 ? 0 : exchange[k + 1] * dt;
    const source = k === 0 ? emission * dt : 0;
    const pivot = mass[k] + below + above - (k === 0 ? 0 : below * factor[k - 1]);
    factor[k] = above / pivot;
    values[k] = (mass[k] * values[k] + source + (k === 0 ? 0 : below * values[k - 1])) / pivot;
  }
  for (let k = n - 2; k >= 0; k--) values[k] += factor[k] * values[k + 1];
}
