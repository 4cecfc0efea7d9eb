/**
 * The definition of the mixing kernel, one tracer in one column, float64: backward Euler of
 *     m_k dq_k/dt = g_(k+1) (q_(k+1) - q_k) - g_k (q_k - q_(k-1)) + s_k,   s_k the emission into level 0,
 * solved for q by elimination (Thomas algorithm). What all tracers of the column share is computed once.
 */
export interface ColumnAir {
  /** Dry air of each level [kg]. */
  readonly mass: ArrayLike<number>;
  /** Turbulent exchange of air through the interfaces, [level + 1], [kg s-1]; the two ends are closed. */
  readonly exchange: ArrayLike<number>;
}

export interface MixingColumn extends ColumnAir {
  /** Mole fraction of each level; replaced. */
  readonly values: Float64Array;
  /** Into level 0 [kg s-1 x mole fraction]. */
  readonly emission: number;
}

/** Mixes one tracer, in place. @param emission into level 0 [kg s-1 x mole fraction] */
export type ColumnMixing = (values: Float64Array, emission: number) => void;

/** @param dt [s] */
export function mixColumn({ values, emission, ...air }: MixingColumn, dt: number): void {
  columnMixing(air, dt)(values, emission);
}

/** @param dt [s] */
export function columnMixing({ mass, exchange }: ColumnAir, dt: number): ColumnMixing {
  const n = mass.length;
  const pivot = new Float64Array(n);
  const factor = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const below = k === 0 ? 0 : exchange[k] * dt;
    const above = k === n - 1 ? 0 : exchange[k + 1] * dt;
    pivot[k] = mass[k] + below + above - (k === 0 ? 0 : below * factor[k - 1]);
    factor[k] = above / pivot[k];
  }
  return (values, emission) => {
    values[0] = (mass[0] * values[0] + emission * dt) / pivot[0];
    for (let k = 1; k < n; k++) values[k] = (mass[k] * values[k] + exchange[k] * dt * values[k - 1]) / pivot[k];
    for (let k = n - 2; k >= 0; k--) values[k] += factor[k] * values[k + 1];
  };
}
