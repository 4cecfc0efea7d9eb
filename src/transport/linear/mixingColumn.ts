/**
 * Implicit mixing of one column and its transpose, float64. The step of convectiveMixingReference.ts of kernels/reference,
 * and with D = 0 that of verticalMixingReference.ts, is
 *     B q_new = M q + s e_0,
 *     (B q)_k = m_k q_k - f_(k+1) + f_k,     f_k = g_k (q_k - q_(k-1)) + D_k (q_k - q_0)     (m, g and D in kg: times dt)
 * M the air of the levels, s the emission into level 0. Elimination from the top leaves q_k = a_k + b_k q_(k-1) + c_k q_0,
 * with u_k = g_(k+1) + D_(k+1) and a_k = (right_k + u_k a_(k+1)) / pivot_k. The transpose takes the same two passes the
 * other way round, each transposed: with w the solution of B^T w = p_new, the sensitivity to q is p = M w, to s it is w_0.
 */
export interface MixingColumn {
  /** Turbulent exchange through the interfaces, [level + 1], [kg s-1]; the ends are closed. */
  readonly exchange: Float64Array;
  /** Non-local exchange D, the same shape, never growing upwards from the first interface above ground. */
  readonly nonLocal: Float64Array;
  /** @param values replaced @param mass [kg] @param source [kg x mole fraction] @param dt [s] */
  forward(values: Float64Array, mass: Float64Array, source: number, dt: number): void;
  /** @param values sensitivities, replaced @returns the sensitivity to the source [kg-1] */
  adjoint(values: Float64Array, mass: Float64Array, dt: number): number;
}

export function createMixingColumn(levels: number): MixingColumn {
  const exchange = new Float64Array(levels + 1);
  const nonLocal = new Float64Array(levels + 1);
  /** u, the pivot, b and c; b and c stay 0 at level 0 and above the top. */
  const fromAbove = new Float64Array(levels);
  const pivot = new Float64Array(levels);
  const below = new Float64Array(levels + 1);
  const ground = new Float64Array(levels + 1);

  const eliminate = (mass: Float64Array, dt: number): void => {
    let above = 0;
    let sinkingAbove = 0;
    for (let k = levels - 1; k > 0; k--) {
      const near = exchange[k] * dt;
      const sinking = nonLocal[k] * dt;
      // Level k receives of the air that rises what sinks through its floor and not through its ceiling.
      const risen = sinking - sinkingAbove;
      fromAbove[k] = above;
      pivot[k] = mass[k] + above * (1 - below[k + 1]) + near + risen;
      below[k] = near / pivot[k];
      ground[k] = (risen + above * ground[k + 1]) / pivot[k];
      above = near + sinking;
      sinkingAbove = sinking;
    }
    fromAbove[0] = above;
    pivot[0] = mass[0] + above * (1 - below[1] - ground[1]);
  };
  return {
    exchange,
    nonLocal,
    forward(values, mass, source, dt) {
      eliminate(mass, dt);
      for (let k = 0; k < levels; k++) values[k] *= mass[k];
      values[0] += source;
      for (let k = levels - 1, a = 0; k >= 0; k--) {
        a = (values[k] + fromAbove[k] * a) / pivot[k];
        values[k] = a;
      }
      for (let k = 1; k < levels; k++) values[k] += below[k] * values[k - 1] + ground[k] * values[0];
    },
    adjoint(values, mass, dt) {
      eliminate(mass, dt);
      for (let k = levels - 1; k > 0; k--) {
        values[k - 1] += below[k] * values[k];
        values[0] += ground[k] * values[k];
      }
      for (let k = 0, passed = 0; k < levels; k++) {
        const w = (values[k] + passed) / pivot[k];
        passed = fromAbove[k] * w;
        values[k] = w;
      }
      const toSource = values[0];
      for (let k = 0; k < levels; k++) values[k] *= mass[k];
      return toSource;
    },
  };
}
