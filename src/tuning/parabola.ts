/**
 * A log-likelihood along one size, as the parabola through three of its points: maximum, and the intervals in which it falls
 * by no more than 0.5 and 1.92 from there, the 68 and 95 % of a profile likelihood (Wilks 1938, Ann. Math. Stat. 9).
 */

/** A point of the profile: x the natural logarithm of a factor. */
export interface ProfilePoint {
  readonly x: number;
  readonly logLikelihood: number;
}

export interface Parabola {
  /** Of the maximum. */
  readonly x: number;
  readonly logLikelihood: number;
  /** d2 log L / dx2, negative. */
  readonly curvature: number;
}

/** Fall of the log-likelihood at the ends of the intervals: half the quantiles of chi-square with one degree of freedom. */
export const FALLS = { 68: 0.5, 95: 1.92 } as const;

/** @returns the parabola through three points of different x; undefined where it has no maximum */
export function parabolaThrough([a, b, c]: readonly [ProfilePoint, ProfilePoint, ProfilePoint]): Parabola | undefined {
  const slope = (one: ProfilePoint, other: ProfilePoint): number =>
    (other.logLikelihood - one.logLikelihood) / (other.x - one.x);
  const curvature = (2 * (slope(b, c) - slope(a, b))) / (c.x - a.x);
  if (!(curvature < 0) || !Number.isFinite(curvature)) return undefined;
  const slopeAtB = slope(a, b) + (curvature * (b.x - a.x)) / 2;
  const x = b.x - slopeAtB / curvature;
  return { x, logLikelihood: b.logLikelihood - slopeAtB ** 2 / (2 * curvature), curvature };
}

/** @param fall of the log-likelihood @returns distance from the maximum */
export function halfWidth({ curvature }: Pick<Parabola, "curvature">, fall: number): number {
  return Math.sqrt((-2 * fall) / curvature);
}
