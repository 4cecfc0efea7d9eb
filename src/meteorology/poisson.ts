/**
 * Direct solver of the five-point Poisson equation with zeros outside the lattice (Dirichlet ghost cells):
 *
 *     4 phi(i, j) - phi(i-1, j) - phi(i+1, j) - phi(i, j-1) - phi(i, j+1) = s(i, j)
 *
 * Sine analysis along the columns leaves one tridiagonal equation a wavenumber along the rows (Hockney 1965,
 * doi:10.1145/321250.321259). Each sine is even or odd about the middle, so the sum and the difference of mirrored rows
 * are transformed by half the matrix each. One step of iterative refinement brings the residual to round-off. Arrays
 * are [row][column].
 */
export interface PoissonSolver {
  /** @param source s, [row][column] @param potential phi, overwritten; must not be `source` */
  solve(source: Float64Array, potential: Float64Array): void;
}

export function createPoissonSolver(columns: number, rows: number): PoissonSolver {
  const cells = columns * rows;
  const transform = createSineTransform(columns, rows);
  const factors = eliminationFactors(columns, rows);
  const residual = new Float64Array(cells);
  const increment = new Float64Array(cells);
  const waves = new Float64Array(cells);

  const direct = (source: Float64Array, out: Float64Array): void => {
    transform.forward(source, waves);
    for (let k = 0; k < rows; k++) solveLine(factors, waves, k * columns, columns);
    transform.backward(waves, out);
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

/** Wavenumbers less one, in the order of the transformed lines: those of even sines, then those of odd ones. */
function wavenumbers(rows: number): number[] {
  const all = Array.from({ length: rows }, (_, k) => k);
  return [...all.filter((k) => k % 2 === 0), ...all.filter((k) => k % 2 === 1)];
}

/** Pivots 1 / (d - the one before) of each line, d = 2 + 4 sin^2(pi (k + 1) / 2 (rows + 1)), [line][column] */
function eliminationFactors(columns: number, rows: number): Float64Array {
  const factors = new Float64Array(columns * rows);
  wavenumbers(rows).forEach((k, line) => {
    const diagonal = 2 + 4 * Math.sin((Math.PI * (k + 1)) / (2 * (rows + 1))) ** 2;
    let before = 0;
    for (let i = line * columns; i < (line + 1) * columns; i++) {
      before = 1 / (diagonal - before);
      factors[i] = before;
    }
  });
  return factors;
}

/** d x(i) - x(i-1) - x(i+1) = s(i) in place, by elimination and substitution. */
function solveLine(factors: Float64Array, values: Float64Array, at: number, columns: number): void {
  let value = 0;
  for (let i = at; i < at + columns; i++) {
    value = (values[i] + value) * factors[i];
    values[i] = value;
  }
  for (let i = at + columns - 2; i >= at; i--) {
    value = values[i] + value * factors[i];
    values[i] = value;
  }
}

interface SineTransform {
  /** From rows to wavenumbers and back; `out` is overwritten. */
  forward(input: Float64Array, out: Float64Array): void;
  backward(input: Float64Array, out: Float64Array): void;
}

/** Along the columns; orthonormal. */
function createSineTransform(columns: number, rows: number): SineTransform {
  const evens = Math.ceil(rows / 2);
  const odds = rows - evens;
  const order = wavenumbers(rows);
  const even = sineMatrix(rows, evens, order.slice(0, evens));
  const odd = sineMatrix(rows, odds, order.slice(evens));
  const sums = new Float64Array(evens * columns);
  const differences = new Float64Array(odds * columns);
  return {
    forward(input, out) {
      for (let row = 0; row < evens; row++) {
        const mirrored = (rows - 1 - row) * columns;
        for (let i = row * columns, column = 0; column < columns; i++, column++) {
          if (row < odds) {
            sums[i] = input[i] + input[mirrored + column];
            differences[i] = input[i] - input[mirrored + column];
          } else sums[i] = input[i];
        }
      }
      for (let k = 0; k < evens; k++) accumulate(even.forward, k * evens, evens, sums, columns, out, k * columns, 0);
      for (let k = 0; k < odds; k++) {
        accumulate(odd.forward, k * odds, odds, differences, columns, out, (evens + k) * columns, 0);
      }
    },
    backward(input, out) {
      for (let row = 0; row < evens; row++) {
        accumulate(even.backward, row * evens, evens, input, columns, sums, row * columns, 0);
      }
      for (let row = 0; row < odds; row++) {
        accumulate(odd.backward, row * odds, odds, input, columns, differences, row * columns, evens * columns);
      }
      for (let row = 0; row < evens; row++) {
        const mirrored = (rows - 1 - row) * columns;
        for (let i = row * columns, column = 0; column < columns; i++, column++) {
          if (row < odds) {
            out[i] = sums[i] + differences[i];
            out[mirrored + column] = sums[i] - differences[i];
          } else out[i] = sums[i];
        }
      }
    },
  };
}

/** Sines of given wavenumbers at the first `points` rows, [wavenumber][row] and [row][wavenumber]. */
function sineMatrix(
  rows: number,
  points: number,
  chosen: readonly number[],
): Record<"forward" | "backward", Float64Array> {
  const forward = new Float64Array(points * points);
  const backward = new Float64Array(points * points);
  const scale = Math.sqrt(2 / (rows + 1));
  chosen.forEach((k, n) => {
    for (let row = 0; row < points; row++) {
      // The product is reduced first: the sine of a large argument loses digits.
      const turn = ((row + 1) * (k + 1)) % (2 * (rows + 1));
      const value = scale * Math.sin((Math.PI * turn) / (rows + 1));
      forward[n * points + row] = value;
      backward[row * points + n] = value;
    }
  });
  return { forward, backward };
}

/**
 * out[0..width) = sum over n of weights[n] lines[n][0..width), four lines a sweep to spare loads and stores of `out`.
 * The arrays are read and written from the offsets that end in At.
 */
function accumulate(
  weights: Float64Array,
  weightsAt: number,
  count: number,
  lines: Float64Array,
  width: number,
  out: Float64Array,
  outAt: number,
  linesAt: number,
): void {
  for (let x = 0; x < width; x++) out[outAt + x] = 0;
  let n = 0;
  for (; n + 3 < count; n += 4) {
    const at = weightsAt + n;
    const w0 = weights[at];
    const w1 = weights[at + 1];
    const w2 = weights[at + 2];
    const w3 = weights[at + 3];
    const l0 = linesAt + n * width;
    const l1 = l0 + width;
    const l2 = l1 + width;
    const l3 = l2 + width;
    for (let x = 0; x < width; x++) {
      out[outAt + x] += w0 * lines[l0 + x] + w1 * lines[l1 + x] + w2 * lines[l2 + x] + w3 * lines[l3 + x];
    }
  }
  for (; n < count; n++) {
    const w = weights[weightsAt + n];
    for (let x = 0; x < width; x++) out[outAt + x] += w * lines[linesAt + n * width + x];
  }
}
