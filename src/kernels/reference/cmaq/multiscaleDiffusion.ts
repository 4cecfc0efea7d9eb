/**
 * Horizontal diffusion of US EPA CMAQ v5.5's multiscale scheme (doi:10.5281/zenodo.13883210), explicit, in equal
 * sub-steps of at most 0.3 dx^2 / max(K):
 *     d(rho q)/dt = d/dx(rho K dq/dx) + d/dy(rho K dq/dy),
 * rho the density times Jacobian, K of multiscaleDiffusivity.ts. Beyond the edges q is that of the outermost cell at the
 * beginning of the step, and stays so through its sub-steps: the first sub-step is closed, later ones exchange a little.
 */
import { requireLengths } from "./lengths.js";
import {
  faceDensities,
  type HorizontalDiffusivity,
  horizontalDiffusivity,
  type HorizontalFlow,
} from "./multiscaleDiffusivity.js";

/** Longest sub-step in units of dx^2 / max(K). */
const LONGEST_STEP = 0.3;

export interface MultiscaleInput extends HorizontalFlow {
  /** Mole fraction times density times Jacobian of each tracer, [tracer][level][row][column]. */
  readonly coupled: ArrayLike<number>;
}

export interface MultiscaleOutput extends HorizontalDiffusivity {
  /** 0.3 dx^2 / max(K) [s]; faces of the north and east edge do not count. */
  readonly longestStep: number;
  readonly substeps: number;
  /** [tracer][level][row][column] */
  readonly coupled: Float64Array;
}

/**
 * @param dt [s]
 * @throws CoverageError naming the arrays that do not have the shape stated
 * @example
 * import { multiscaleDiffusion } from "openjdas";
 *
 * const { substeps, coupled } = multiscaleDiffusion(
 *   {
 *     levels: 1,
 *     rows: 2,
 *     columns: 2,
 *     spacing: 4000,
 *     densityWithRim: new Float64Array(16).fill(1),
 *     momentumX: new Float64Array(6).fill(5),
 *     momentumY: new Float64Array(6),
 *     mapFactorSquared: new Float64Array(9).fill(1),
 *     coupled: [410, 400, 400, 400],
 *   },
 *   3600,
 * );
 * substeps; // => 1
 * coupled[0] < 410; // => true
 */
export function multiscaleDiffusion(input: MultiscaleInput, dt: number): MultiscaleOutput {
  checkShapes(input);
  const { levels, rows, columns, spacing } = input;
  const cells = rows * columns;
  const k = horizontalDiffusivity(input);
  const longestStep = (LONGEST_STEP * spacing * spacing) / largestDiffusivity(input, k);
  const substeps = Math.trunc(dt / longestStep) + 1;
  const share = dt / substeps / (spacing * spacing);
  const coupled = Float64Array.from(input.coupled);
  for (let level = 0; level < levels; level++) {
    const rho = faceDensities(input, level);
    const layer: Layer = {
      rows,
      columns,
      density: insideRim(input, level),
      exchangeX: rho.x.map((density, face) => share * density * k.diffusivityX[level * rho.x.length + face]),
      exchangeY: rho.y.map((density, face) => share * density * k.diffusivityY[level * rho.y.length + face]),
    };
    for (let from = level * cells; from < coupled.length; from += levels * cells) {
      diffuse(layer, coupled.subarray(from, from + cells), substeps);
    }
  }
  return { ...k, longestStep, substeps, coupled };
}

interface Layer {
  readonly rows: number;
  readonly columns: number;
  /** [row][column] */
  readonly density: Float64Array;
  /** dt / dx^2 rho K at the faces: x [row][column + 1], y [row + 1][column]. */
  readonly exchangeX: Float64Array;
  readonly exchangeY: Float64Array;
}

/** @param coupled [row][column]; replaced */
function diffuse(
  { rows, columns, density, exchangeX, exchangeY }: Layer,
  coupled: Float64Array,
  substeps: number,
): void {
  const initial = coupled.map((value, cell) => value / density[cell]);
  for (let s = 0; s < substeps; s++) {
    const q = coupled.map((value, cell) => value / density[cell]);
    const at = (row: number, column: number): number => {
      const r = Math.min(rows - 1, Math.max(0, row));
      const c = Math.min(columns - 1, Math.max(0, column));
      return (r === row && c === column ? q : initial)[r * columns + c];
    };
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const here = at(row, column);
        const west = row * (columns + 1) + column;
        const south = row * columns + column;
        coupled[south] +=
          exchangeX[west + 1] * (at(row, column + 1) - here) -
          exchangeX[west] * (here - at(row, column - 1)) +
          exchangeY[south + columns] * (at(row + 1, column) - here) -
          exchangeY[south] * (here - at(row - 1, column));
      }
    }
  }
}

function largestDiffusivity({ levels, rows, columns }: HorizontalFlow, k: HorizontalDiffusivity): number {
  let largest = 0;
  for (let level = 0; level < levels; level++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const west = (level * rows + row) * (columns + 1) + column;
        const south = (level * (rows + 1) + row) * columns + column;
        largest = Math.max(largest, k.diffusivityX[west], k.diffusivityY[south]);
      }
    }
  }
  return largest;
}

function insideRim({ rows, columns, densityWithRim }: HorizontalFlow, level: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, cell) => {
    const row = Math.floor(cell / columns) + 1;
    return densityWithRim[((rows + 2) * level + row) * (columns + 2) + (cell % columns) + 1];
  });
}

function checkShapes(input: MultiscaleInput): void {
  const { levels, rows, columns } = input;
  const cells = rows * columns;
  const tracers = Math.floor(input.coupled.length / (levels * cells));
  requireLengths("multiscaleDiffusion", [
    ["densityWithRim", input.densityWithRim.length, levels * (rows + 2) * (columns + 2)],
    ["momentumX", input.momentumX.length, levels * rows * (columns + 1)],
    ["momentumY", input.momentumY.length, levels * (rows + 1) * columns],
    ["mapFactorSquared", input.mapFactorSquared.length, (rows + 1) * (columns + 1)],
    ["coupled", input.coupled.length, tracers * levels * cells],
  ]);
}
