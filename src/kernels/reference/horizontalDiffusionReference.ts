/**
 * The definition of horizontal diffusion, one tracer on one line of cells between closed ends, float64, explicit:
 *     q_i <- q_i + dt / m_i (g_(i+1) (q_(i+1) - q_i) - g_i (q_i - q_(i-1))),
 * in as many equal sub-steps as keep what a cell exchanges in one below half of its air.
 */
const GREATEST_SHARE = 0.5;

export interface DiffusionLine {
  /** Mole fraction of each cell; replaced. */
  readonly values: Float64Array;
  /** Dry air of each cell [kg]. */
  readonly mass: ArrayLike<number>;
  /** Exchange of dry air through the n + 1 faces [kg s-1]; the two ends are closed. */
  readonly exchange: ArrayLike<number>;
}

/** @param dt [s] @throws RangeError where an exchange is negative or not finite */
export function diffuseLine({ values, mass, exchange }: DiffusionLine, dt: number): void {
  const n = values.length;
  const through = (face: number): number => (face > 0 && face < n ? exchange[face] : 0);
  let worst = 0;
  for (let i = 0; i < n; i++) {
    const share = (dt * (through(i) + through(i + 1))) / mass[i];
    if (!(share >= 0 && share < Infinity)) throw new RangeError(`cell ${i} exchanges ${share} of its air`);
    worst = Math.max(worst, share);
  }
  const substeps = Math.ceil(worst / GREATEST_SHARE);
  for (let s = 0; s < substeps; s++) {
    let entering = 0;
    for (let i = 0; i < n; i++) {
      const leaving = i < n - 1 ? (through(i + 1) * dt * (values[i + 1] - values[i])) / substeps : 0;
      values[i] += (leaving - entering) / mass[i];
      entering = leaving;
    }
  }
}
