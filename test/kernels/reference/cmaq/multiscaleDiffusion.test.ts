/** Diffusion keeps what its equations keep; flows whose deformation is known in closed form. */
import { describe, expect, it } from "vitest";
import { CoverageError } from "../../../../src/errors.js";
import {
  type MultiscaleInput,
  multiscaleDiffusion,
} from "../../../../src/kernels/reference/cmaq/multiscaleDiffusion.js";
import { randomField } from "../../../../src/random.js";

const shape = { levels: 2, rows: 5, columns: 6 };
const { levels, rows, columns } = shape;
const cells = rows * columns;
const noise = (count: number, key: number): Float64Array => {
  const field = randomField(20250103, "test", key);
  return Float64Array.from({ length: count }, (_, cell) => field.uniform(cell));
};

/** Winds of a linear flow at the faces, density 1, cells of 1 km. */
function linear(u: (x: number, y: number) => number, v: (x: number, y: number) => number): MultiscaleInput {
  const along = (count: number, width: number, wind: (row: number, column: number) => number): Float64Array =>
    Float64Array.from({ length: levels * count * width }, (_, i) => wind(Math.floor(i / width) % count, i % width));
  return {
    ...shape,
    spacing: 1000,
    densityWithRim: new Float64Array(levels * (rows + 2) * (columns + 2)).fill(1),
    momentumX: along(rows, columns + 1, (row, face) => u(1000 * face, 1000 * (row + 0.5))),
    momentumY: along(rows + 1, columns, (face, column) => v(1000 * (column + 0.5), 1000 * face)),
    mapFactorSquared: new Float64Array((rows + 1) * (columns + 1)).fill(1),
    coupled: noise(levels * cells, 1),
  };
}

const STILL = linear(
  () => 0,
  () => 0,
);
/** Density, map factor and wind that vary. */
const VARIED: MultiscaleInput = {
  ...STILL,
  densityWithRim: noise(STILL.densityWithRim.length, 2).map((value) => 1 + value),
  momentumX: noise(STILL.momentumX.length, 3).map((value) => 20 * value),
  momentumY: noise(STILL.momentumY.length, 4).map((value) => 20 * value),
  mapFactorSquared: noise(STILL.mapFactorSquared.length, 5).map((value) => 0.9 + 0.2 * value),
};
const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
/** K of a deformation D on 1 km cells. */
const harmonic = (d: number): number => {
  const [numerical, kd] = [2000 * 16, Math.max(200, 280 ** 2 * d)];
  return (numerical * kd) / (numerical + kd);
};

/** A field of [level][row][column] as [level][column][row]. */
function transposed(values: ArrayLike<number>, height: number, width: number): Float64Array {
  return Float64Array.from(values, (_, i) => {
    const level = Math.floor(i / (height * width));
    const [x, y] = [Math.floor(i / height) % width, i % height];
    return values[(level * height + y) * width + x];
  });
}

describe("multiscaleDiffusion", () => {
  it("knows the deformation of a stretching, a turning and a shearing flow", () => {
    const stretch = multiscaleDiffusion(
      linear(
        (x) => 1e-3 * x,
        (_, y) => -1e-3 * y,
      ),
      60,
    );
    for (const d of stretch.deformation) expect(d).toBeCloseTo(2e-3, 14);
    // The corners of the north and east edge count as calm.
    expect(stretch.diffusivityX[0]).toBeCloseTo(harmonic(2e-3), 9);
    expect(stretch.diffusivityX[columns]).toBeCloseTo(harmonic(0), 9);
    expect(stretch.diffusivityY[rows * columns]).toBeCloseTo(harmonic(0), 9);
    expect(stretch.diffusivityX[(rows - 1) * (columns + 1)]).toBeCloseTo((harmonic(2e-3) + harmonic(0)) / 2, 9);

    const turn = multiscaleDiffusion(
      linear(
        (_, y) => -1e-3 * y,
        (x) => 1e-3 * x,
      ),
      60,
    );
    const shear = multiscaleDiffusion(
      linear(
        (_, y) => 1e-3 * y,
        () => 5,
      ),
      60,
    );
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [insideY, insideX] = [row > 0 && row < rows - 1, column > 0 && column < columns - 1];
        const at = cells + row * columns + column;
        expect(turn.deformation[at]).toBeCloseTo(insideX === insideY ? 0 : 1e-3, 14);
        expect(shear.deformation[at]).toBeCloseTo(insideY ? 1e-3 : 0, 14);
      }
    }
  });

  it("is nearly nil on a coarse grid", () => {
    const { diffusivityX, diffusivityY } = multiscaleDiffusion({ ...VARIED, spacing: 64000 }, 3600);
    const largest = Math.max(...(VARIED.mapFactorSquared as Float64Array));
    expect(Math.max(...diffusivityX, ...diffusivityY)).toBeLessThan((2000 / 256) * largest);
    expect(Math.min(...diffusivityX, ...diffusivityY)).toBeGreaterThan(6);
  });

  it("keeps each layer's total in one sub-step, and lowers its variance", () => {
    const dt = 0.99 * multiscaleDiffusion(VARIED, 1).longestStep;
    const { coupled, substeps } = multiscaleDiffusion(VARIED, dt);
    expect(substeps).toBe(1);
    for (let level = 0; level < levels; level++) {
      const [before, after] = [VARIED.coupled, coupled].map((all) =>
        Float64Array.from(all).subarray(level * cells, (level + 1) * cells),
      );
      expect(total(after)).toBeCloseTo(total(before), 11);
    }
    const still = multiscaleDiffusion(STILL, 600).coupled;
    const variance = (values: Float64Array): number =>
      total(values.map((value) => value * value)) - total(values) ** 2 / values.length;
    expect(variance(still)).toBeLessThan(0.8 * variance(Float64Array.from(STILL.coupled)));
  });

  it("leaves a uniform mole fraction uniform through any number of sub-steps", () => {
    const density = Float64Array.from({ length: levels * cells }, (_, i) => {
      const [level, row, column] = [Math.floor(i / cells), Math.floor((i % cells) / columns), i % columns];
      return VARIED.densityWithRim[(level * (rows + 2) + row + 1) * (columns + 2) + column + 1];
    });
    const { coupled, substeps } = multiscaleDiffusion({ ...VARIED, coupled: density.map((rho) => 400 * rho) }, 3600);
    expect(substeps).toBeGreaterThan(10);
    coupled.forEach((value, cell) => expect(value / density[cell]).toBeCloseTo(400, 9));
  });

  it("holds the values beyond the edges through its sub-steps", () => {
    // One row of two cells; the mean of the first cell and the outside, which stays 0 and 1, tends to 1/3 and 2/3.
    const pair: MultiscaleInput = {
      levels: 1,
      rows: 1,
      columns: 2,
      spacing: 1000,
      densityWithRim: new Float64Array(12).fill(1),
      momentumX: new Float64Array(3),
      momentumY: new Float64Array(4),
      mapFactorSquared: new Float64Array(6).fill(1),
      coupled: [0, 1],
    };
    const { coupled, diffusivityY } = multiscaleDiffusion(pair, 1e6);
    expect(diffusivityY[0]).toBeCloseTo(harmonic(0), 9);
    // Across the row each cell meets its own first value twice: 0 = (b - a) - a - 2 a.
    expect(coupled[0]).toBeCloseTo(1 / 5, 6);
    expect(coupled[1]).toBeCloseTo(4 / 5, 6);
  });

  it("does the same with x and y exchanged, but for which face the longest step leaves out", () => {
    const swapped: MultiscaleInput = {
      ...VARIED,
      rows: columns,
      columns: rows,
      densityWithRim: transposed(VARIED.densityWithRim, rows + 2, columns + 2),
      momentumX: transposed(VARIED.momentumY, rows + 1, columns),
      momentumY: transposed(VARIED.momentumX, rows, columns + 1),
      mapFactorSquared: transposed(VARIED.mapFactorSquared, rows + 1, columns + 1),
      coupled: transposed(VARIED.coupled, rows, columns),
    };
    const [here, there] = [multiscaleDiffusion(VARIED, 3600), multiscaleDiffusion(swapped, 3600)];
    expect(there.substeps).toBe(here.substeps);
    const back = transposed(there.coupled, columns, rows);
    here.coupled.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 11));
    const kx = transposed(there.diffusivityY, columns + 1, rows);
    here.diffusivityX.forEach((value, i) => expect(kx[i]).toBeCloseTo(value, 9));
  });

  it("treats each tracer by itself", () => {
    const both = [VARIED.coupled, noise(levels * cells, 6)];
    const joined = multiscaleDiffusion(
      { ...VARIED, coupled: both.flatMap((values) => Array.from(values)) },
      600,
    ).coupled;
    const each = both.flatMap((coupled) => Array.from(multiscaleDiffusion({ ...VARIED, coupled }, 600).coupled));
    expect(Array.from(joined)).toEqual(each);
  });

  it("names the arrays that do not fit", () => {
    expect(() => multiscaleDiffusion({ ...STILL, momentumY: [] }, 1)).toThrow(CoverageError);
    expect(() => multiscaleDiffusion({ ...STILL, coupled: [1] }, 1)).toThrow(/coupled: 1 values; expected 0/);
  });
});
