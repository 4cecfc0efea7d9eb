/**
 * Functions of pressure that are linear between the levels of a retrieval, and their integrals [Pa times the value's unit].
 * Levels run from space to the surface, so pressures grow.
 */

/** Values at levels. */
export interface LevelFunction {
  /** Growing [Pa]. */
  readonly pressure: Float64Array;
  /** [level] */
  readonly values: Float64Array;
}

/** Integral of each level's hat function (1 at the level, 0 at its neighbours), [level] [Pa]. */
export function hatIntegrals(pressure: Float64Array): Float64Array {
  const last = pressure.length - 1;
  return pressure.map((_, k) => (pressure[Math.min(last, k + 1)] - pressure[Math.max(0, k - 1)]) / 2);
}

/** Value at a pressure; that of the outermost level beyond them. */
export function valueAt({ pressure, values }: LevelFunction, at: number): number {
  const last = pressure.length - 1;
  if (at <= pressure[0]) return values[0];
  if (at >= pressure[last]) return values[last];
  const k = segmentOf(pressure, at);
  return values[k] + ((values[k + 1] - values[k]) * (at - pressure[k])) / (pressure[k + 1] - pressure[k]);
}

/** Integral between two pressures, of which only what lies within the levels counts. @param from less than `to` [Pa] */
export function integral(of: LevelFunction, from: number, to: number): number {
  return integrate(of.pressure, from, to, (low, high) => ((high - low) * (valueAt(of, low) + valueAt(of, high))) / 2);
}

/**
 * Integral of a function times another, by Simpson's rule between the levels: exact where the other is linear there.
 * @param other of the pressure [Pa]
 */
export function integralOfProduct(
  of: LevelFunction,
  other: (pressure: number) => number,
  from: number,
  to: number,
): number {
  const product = (at: number): number => valueAt(of, at) * other(at);
  return integrate(of.pressure, from, to, (low, high) => {
    return ((high - low) * (product(low) + 4 * product((low + high) / 2) + product(high))) / 6;
  });
}

/** Sum over the segments between levels, cut to [from, to]. */
function integrate(
  pressure: Float64Array,
  from: number,
  to: number,
  segment: (low: number, high: number) => number,
): number {
  let sum = 0;
  for (let k = 0; k + 1 < pressure.length; k++) {
    const [low, high] = [Math.max(from, pressure[k]), Math.min(to, pressure[k + 1])];
    if (low < high) sum += segment(low, high);
  }
  return sum;
}

/** Index of the level above a pressure that lies between levels. */
function segmentOf(pressure: Float64Array, at: number): number {
  let [low, high] = [0, pressure.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pressure[middle] <= at) low = middle;
    else high = middle;
  }
  return low;
}
