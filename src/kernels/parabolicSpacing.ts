/**
 * Constants of the piecewise parabolic method on layers of unequal thickness (Colella & Woodward 1984, eqs. 1.6-1.8,
 * doi:10.1016/0021-9991(84)90143-8). Slot j, 5 numbers, with d_j = q_(j+1) - q_j:
 *     slope of cell j:                       s_j = [0] d_j + [1] d_(j-1)
 *     value at the edge between j and j + 1: q_j + [2] d_j - [3] s_(j+1) + [4] s_j
 * Beyond the ends the outermost thickness is repeated. Equal cells give 1/2, 1/2, 1/2, 1/6, 1/6.
 */
export const SPACING_CONSTANTS = 5;

/**
 * @param thickness [cell], any unit
 * @returns [cell][5]. As limited slopes reach twice the least difference, [3] <= [2]/2 and [4] <= (1 - [2])/2 keep every
 * edge between its neighbours; where thicknesses change so abruptly that the formula breaks that, the bound is taken.
 */
export function parabolicSpacing(thickness: ArrayLike<number>): Float64Array {
  const n = thickness.length;
  const width = (j: number): number => thickness[Math.min(n - 1, Math.max(0, j))];
  const out = new Float64Array(n * SPACING_CONSTANTS);
  for (let j = 0; j < n; j++) {
    const [w, a, b, e] = [width(j - 1), width(j), width(j + 1), width(j + 2)];
    const lower = (w + a) / (2 * a + b);
    const upper = (b + e) / (a + 2 * b);
    const sum = w + a + b + e;
    const edge = a / (a + b) + ((2 * a * b) / (a + b)) * ((lower - upper) / sum);
    out.set(
      [
        (a / (w + a + b)) * ((2 * w + a) / (a + b)),
        (a / (w + a + b)) * ((a + 2 * b) / (w + a)),
        edge,
        Math.min((a * lower) / sum, edge / 2),
        Math.min((b * upper) / sum, (1 - edge) / 2),
      ],
      j * SPACING_CONSTANTS,
    );
  }
  return out;
}
