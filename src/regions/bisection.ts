/**
 * Splits cells of the sphere into compact parts of equal area: recursive bisection across the direction in which the
 * cells' unit vectors spread most (Simon 1991, doi:10.1016/0956-0521(91)90014-V, "inertial" bisection).
 * The result depends on positions and areas alone, not on the order of the cells or on chance.
 */
import type { Vector } from "../grids/sphere.js";

/**
 * @param cells       indices of the cells to split, at least `parts`
 * @param area        [cell] [m2]
 * @param unitVectors [cell][3]
 * @param parts       number of parts: any product of small primes; even counts are halved first
 * @returns [part] cells in ascending order; parts of equal area to within about one cell
 */
export function bisect(
  cells: readonly number[],
  area: ArrayLike<number>,
  unitVectors: ArrayLike<number>,
  parts: number,
): number[][] {
  if (parts === 1) return [[...cells].sort((a, b) => a - b)];
  const vector = (cell: number): Vector => [
    unitVectors[3 * cell],
    unitVectors[3 * cell + 1],
    unitVectors[3 * cell + 2],
  ];
  const axis = principalAxis(cells, area, vector);
  const along = (cell: number): number => dot(axis, vector(cell));
  const sorted = [...cells].sort((a, b) => along(a) - along(b) || a - b);
  const first = Math.floor(parts / 2);
  const total = sorted.reduce((sum, cell) => sum + area[cell], 0);
  let cut = 0;
  let sum = 0;
  while (sum + area[sorted[cut]] / 2 < (total * first) / parts) sum += area[sorted[cut++]];
  cut = Math.min(sorted.length - (parts - first), Math.max(first, cut));
  return [
    ...bisect(sorted.slice(0, cut), area, unitVectors, first),
    ...bisect(sorted.slice(cut), area, unitVectors, parts - first),
  ];
}

/** Direction of the largest area-weighted variance, by power iteration; its largest component is positive. */
function principalAxis(cells: readonly number[], area: ArrayLike<number>, vector: (cell: number) => Vector): Vector {
  const total = cells.reduce((sum, cell) => sum + area[cell], 0);
  const centre = [0, 1, 2].map((k) => cells.reduce((sum, cell) => sum + area[cell] * vector(cell)[k], 0) / total);
  const covariance = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) =>
      cells.reduce((sum, cell) => {
        const v = vector(cell);
        return sum + area[cell] * (v[i] - centre[i]) * (v[j] - centre[j]);
      }, 0),
    ),
  );
  const scale = Math.max(covariance[0][0], covariance[1][1], covariance[2][2]) || 1;
  // Three orders of squaring a step: (C / scale)^(2^20) leaves the leading direction alone unless two tie exactly.
  let power = covariance.map((row) => row.map((value) => value / scale));
  for (let step = 0; step < 20; step++) {
    const square = power.map((row) =>
      power[0].map((_, j) => row.reduce((sum, value, k) => sum + value * power[k][j], 0)),
    );
    const largest = Math.max(...square.flat().map(Math.abs)) || 1;
    power = square.map((row) => row.map((value) => value / largest));
  }
  const columns = [0, 1, 2].map((j): Vector => [power[0][j], power[1][j], power[2][j]]);
  const longest = columns.reduce((best, column) => (Math.hypot(...column) > Math.hypot(...best) ? column : best));
  const norm = Math.hypot(...longest) || 1;
  const lead = longest.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-9 ? value : best), 0);
  const sign = lead < 0 ? -1 : 1;
  return [(sign * longest[0]) / norm, (sign * longest[1]) / norm, (sign * longest[2]) / norm];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
