/**
 * Direct solver of the five-point Poisson equation with zeros outside the lattice (Dirichlet ghost cells):
 *
 *     4 phi(i, j) - phi(i-1, j) - phi(i+1, j) - phi(i, j-1) - phi(i, j+1) = s(i, j)
 *
 * The matrix is diagonal in sines (Buzbee, Golub & Nielson 1970, doi:10.1137/0707049); the sine transforms are dense
 * matrix products, and one step of iterative refinement brings the residual to round-off. Arrays are [row][column].
 */
export interface PoissonSolver {
  /** @param source s, [row][column] @param potential phi, overwritten; must not be `source` */
  solve(source: Float64Array, potential: Float64Array): void;
}

export function createPoissonSolver(columns: number, rows: number): PoissonSolver {
  const cells = columns * rows;
  const sineX = sineMatrix(columns);
  const sineY = sineMatrix(rows);
  const inverse = inverseEigenvalues(columns, rows);
  const residual = new Float64Array(cells);
  const increment = new Float64Array(cells);
  const work = new Float64Array(cells);

  const direct = (source: Float64Array, out: Float64Array): void => {
    alongRows(source, sineX, work, columns, rows);
    alongColumns(work, sineY, out, columns, rows);
    for (let c = 0; c < cells; c++) out[c] *= inverse[c];
    alongRows(out, sineX, work, columns, rows);
    alongColumns(work, sineY, out, columns, rows);
  };

  return {
    solve(source, potential) {
      direct(source, potential);
      negativeLaplacian(potential, residual, columns, rows);
      for (let c = 0; c < cells; c++) residual[c] = source[c] - residual[c];
      direct(residual, increment);
      for (let c = 0; c < cells; c++) potential[c] += increment[c];
    },
  };
}

/** Left-hand side of the equation above. */
export function negativeLaplacian(phi: Float64Array, out: Float64Array, columns: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const c = row * columns + column;
      const west = column > 0 ? phi[c - 1] : 0;
      const east = column < columns - 1 ? phi[c + 1] : 0;
      const south = row > 0 ? phi[c - columns] : 0;
      const north = row < rows - 1 ? phi[c + columns] : 0;
      out[c] = 4 * phi[c] - west - east - south - north;
    }
  }
}

/** Orthonormal and symmetric: its own inverse. */
function sineMatrix(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  const scale = Math.sqrt(2 / (n + 1));
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      // The product is reduced first: the sine of a large argument loses digits.
      const turn = ((i + 1) * (k + 1)) % (2 * (n + 1));
      matrix[i * n + k] = scale * Math.sin((Math.PI * turn) / (n + 1));
    }
  }
  return matrix;
}

function inverseEigenvalues(columns: number, rows: number): Float64Array {
  const eigenvalue = (k: number, n: number): number => 4 * Math.sin((Math.PI * (k + 1)) / (2 * (n + 1))) ** 2;
  return Float64Array.from(
    { length: columns * rows },
    (_, c) => 1 / (eigenvalue(c % columns, columns) + eigenvalue(Math.floor(c / columns), rows)),
  );
}

/** out[row][k] = sum over columns of in[row][column] matrix[column][k] */
function alongRows(input: Float64Array, matrix: Float64Array, out: Float64Array, columns: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    accumulate(input, row * columns, columns, matrix, columns, out, row * columns);
  }
}

/** out[k][column] = sum over rows of matrix[k][row] in[row][column] */
function alongColumns(
  input: Float64Array,
  matrix: Float64Array,
  out: Float64Array,
  columns: number,
  rows: number,
): void {
  for (let k = 0; k < rows; k++) {
    accumulate(matrix, k * rows, rows, input, columns, out, k * columns);
  }
}

/** out[0..width) = sum over n of weights[n] lines[n][0..width), four lines a sweep to spare loads and stores of `out`. */
function accumulate(
  weights: Float64Array,
  weightsAt: number,
  count: number,
  lines: Float64Array,
  width: number,
  out: Float64Array,
  outAt: number,
): void {
  for (let x = 0; x < width; x++) out[outAt + x] = 0;
  let n = 0;
  for (; n + 3 < count; n += 4) {
    const at = weightsAt + n;
    const w0 = weights[at];
    const w1 = weights[at + 1];
    const w2 = weights[at + 2];
    const w3 = weights[at + 3];
    const l0 = n * width;
    const l1 = l0 + width;
    const l2 = l1 + width;
    const l3 = l2 + width;
    for (let x = 0; x < width; x++) {
      out[outAt + x] += w0 * lines[l0 + x] + w1 * lines[l1 + x] + w2 * lines[l2 + x] + w3 * lines[l3 + x];
    }
  }
  for (; n < count; n++) {
    const w = weights[weightsAt + n];
    for (let x = 0; x < width; x++) out[outAt + x] += w * lines[n * width + x];
  }
}
