/**
 * Implicit mixing of one column and its transpose, float64. The step of src/kernels/reference/verticalMixing.ts is
 *     (M + D) q_new = M q + s e_0,
 * M the air of the levels, D the symmetric matrix of the exchange, s the emission into level 0. So with w the solution
 * of (M + D) w = p_new, the sensitivity to q is p = M w, and that to s is w_0.
 */
export interface MixingColumn {
  /** Turbulent exchange through the interfaces, [level + 1], [kg s-1]; the ends are closed. */
  readonly exchange: Float64Array;
  /** @param values replaced @param mass [kg] @param source [kg x mole fraction] @param dt [s] */
  forward(values: Float64Array, mass: Float64Array, source: number, dt: number): void;
  /** @param values sensitivities, replaced @returns the sensitivity to the source [kg-1] */
  adjoint(values: Float64Array, mass: Float64Array, dt: number): number;
}

export function createMixingColumn(levels: number): MixingColumn {
  const exchange = new Float64Array(levels + 1);
  const factor = new Float64Array(levels);
  /** Solves (M + D) x = right, in place. */
  const solve = (right: Float64Array, mass: Float64Array, dt: number): void => {
    let below = 0;
    for (let k = 0; k < levels; k++) {
      const above = k === levels - 1 ? 0 : exchange[k + 1] * dt;
      const pivot = mass[k] + below + above - (k === 0 ? 0 : below * factor[k - 1]);
      factor[k] = above / pivot;
      right[k] = (right[k] + (k === 0 ? 0 : below * right[k - 1])) / pivot;
      below = above;
    }
    for (let k = levels - 2; k >= 0; k--) right[k] += factor[k] * right[k + 1];
  };
  return {
    exchange,
    forward(values, mass, source, dt) {
      for (let k = 0; k < levels; k++) values[k] *= mass[k];
      values[0] += source;
      solve(values, mass, dt);
    },
    adjoint(values, mass, dt) {
      solve(values, mass, dt);
      const toSource = values[0];
      for (let k = 0; k < levels; k++) values[k] *= mass[k];
      return toSource;
    },
  };
}
