/**
 * Norms of an error relative to those of the exact solution (Williamson et al. 1992, doi:10.1016/S0021-9991(05)80016-6,
 * eqs. 82-84): l1 = I(|e|) / I(|q|), l2 = sqrt(I(e^2) / I(q^2)), linf = max |e| / max |q|, I the sum weighted by area.
 */
export interface ErrorNorms {
  readonly l1: number;
  readonly l2: number;
  readonly linf: number;
}

export const norms = ["l1", "l2", "linf"] as const;

/** All arrays [cell]. */
export function errorNorms(found: ArrayLike<number>, exact: ArrayLike<number>, weights: ArrayLike<number>): ErrorNorms {
  let [e1, e2, eMax, q1, q2, qMax] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < exact.length; i++) {
    const error = Math.abs(found[i] - exact[i]);
    const size = Math.abs(exact[i]);
    e1 += weights[i] * error;
    e2 += weights[i] * error * error;
    eMax = Math.max(eMax, error);
    q1 += weights[i] * size;
    q2 += weights[i] * size * size;
    qMax = Math.max(qMax, size);
  }
  return { l1: e1 / q1, l2: Math.sqrt(e2 / q2), linf: eMax / qMax };
}

/** Order of convergence between two resolutions. @param ratio of their cell sizes, above 1 */
export function orderOfConvergence(coarse: number, fine: number, ratio: number): number {
  return Math.log(coarse / fine) / Math.log(ratio);
}
