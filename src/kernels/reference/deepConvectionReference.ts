/**
 * The definition of deep convection, one tracer in one column, float64: an updraft M_k [kg s-1] of dry air that takes air
 * in where it grows and gives air off where it shrinks, and as much air sinking around it, upwind:
 *     u_(k+1) = u_k + w_k (q_k - u_k),    w_k = max(0, M_(k+1) - M_k) / M_(k+1),    u = q_k where M_k = 0
 *     q_k <- q_k + dt (M_(k+1) (q_(k+1) - u_(k+1)) - M_k (q_k - u_k)) / m_k,
 * in as many equal sub-steps as leave every layer some of its own air.
 */
const GREATEST_SHARE = 0.99;

export interface DeepColumn {
  /** Mole fraction of each level; replaced. */
  readonly values: Float64Array;
  /** Dry air of each level [kg]. */
  readonly mass: ArrayLike<number>;
  /** M, [level + 1], [kg s-1], not negative; the two ends are closed. */
  readonly updraft: ArrayLike<number>;
}

/** @returns sub-steps of a column @throws RangeError where an updraft is negative or not finite */
export function deepSubsteps({ mass, updraft }: Pick<DeepColumn, "mass" | "updraft">, dt: number): number {
  const n = mass.length;
  let worst = 0;
  for (let k = 0; k < n; k++) {
    const share = (dt * Math.max(k > 0 ? updraft[k] : 0, k + 1 < n ? updraft[k + 1] : 0)) / mass[k];
    if (!(share >= 0 && share < Infinity)) throw new RangeError(`level ${k} gives ${share} of its air away`);
    worst = Math.max(worst, share);
  }
  return Math.ceil(worst / GREATEST_SHARE);
}

/** @param dt [s] @throws RangeError where an updraft is negative or not finite */
export function convectDeeply({ values, mass, updraft }: DeepColumn, dt: number): void {
  const n = values.length;
  const rising = (k: number): number => (k > 0 && k < n ? updraft[k] : 0);
  const substeps = deepSubsteps({ mass, updraft }, dt);
  const part = dt / substeps;
  for (let s = 0; s < substeps; s++) {
    let plume = values[0];
    let below = 0;
    for (let k = 0; k < n; k++) {
      const above = rising(k + 1);
      if (rising(k) === 0) plume = values[k];
      else if (above > rising(k)) plume += ((above - rising(k)) / above) * (values[k] - plume);
      const crossing = k < n - 1 ? part * above * (values[k + 1] - plume) : 0;
      values[k] += (crossing - below) / mass[k];
      below = crossing;
    }
  }
}
