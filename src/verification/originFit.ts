/**
 * How well one series follows another, both about zero: with x theirs and y ours, correlation xy / sqrt(xx yy) and slope
 * of y = s x through the origin, xy / xx.
 */
export interface OriginFit {
  /** Values compared. */
  readonly values: number;
  /** Root mean square of theirs, in its unit. */
  readonly theirs: number;
  /** NaN where nothing was compared, or nothing moves. */
  readonly correlation: number;
  readonly slope: number;
}

export interface FitTally {
  add(theirs: number, ours: number): void;
  fit(): OriginFit;
}

export function createFitTally(): FitTally {
  let [values, xx, xy, yy] = [0, 0, 0, 0];
  return {
    add(x, y) {
      values++;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    },
    fit: () => ({ values, theirs: Math.sqrt(xx / values), correlation: xy / Math.sqrt(xx * yy), slope: xy / xx }),
  };
}
