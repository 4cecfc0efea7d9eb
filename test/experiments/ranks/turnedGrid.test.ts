/** The grid of each rank of a job: what sweeps of whole models give on it is in test/parallel/twin.test.ts. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { cellsOf, mostRanks } from "../../../src/experiments/ranks/cellShares.js";
import { turnedGrid } from "../../../src/experiments/ranks/turnedGrid.js";
import { type DealtGrid, undealtGrid } from "../../../src/transport/dealtGrid.js";
import { ranksInTurn } from "./ranksInTurn.js";

const job = fc
  .record({
    columns: fc.integer({ min: 4, max: 30 }),
    rows: fc.integer({ min: 4, max: 12 }),
    levels: fc.integer({ min: 1, max: 3 }),
    width: fc.constantFrom(1, 4, 52),
    isSingle: fc.boolean(),
  })
  .chain((shape) =>
    fc.record({ shape: fc.constant(shape), ranks: fc.integer({ min: 1, max: Math.min(4, mostRanks(shape)) }) }),
  );

interface Shape {
  readonly columns: number;
  readonly rows: number;
  readonly levels: number;
  readonly width: number;
  readonly isSingle: boolean;
}

const fieldOf = ({ isSingle }: Shape, values: readonly number[]): Float32Array | Float64Array =>
  isSingle ? Float32Array.from(values) : Float64Array.from(values);

/** Values of a whole grid that tell where they are, those that a rank has in its columns, and in its rows. */
function fields(shape: Shape, { columns: own, rows: ownRows }: DealtGrid) {
  const { columns, rows, levels, width } = shape;
  const cells = columns * rows;
  const of = (cell: number, level: number): number[] =>
    Array.from({ length: width }, (_, w) => (level * cells + cell) * width + w);
  const all = (which: readonly number[]): Float32Array | Float64Array =>
    fieldOf(shape, Array.from({ length: levels }, (_, level) => which.flatMap((cell) => of(cell, level))).flat());
  const inRows = Array.from({ length: ownRows.count * columns }, (_, i) => ownRows.first * columns + i);
  return { inColumns: all([...cellsOf(shape, own)]), inRows: all(inRows) };
}

it("turns columns into rows and back, level by level", () => {
  fc.assert(
    fc.property(job, ({ shape, ranks }) => {
      const found = ranksInTurn(ranks, (communicator) => {
        const grid = turnedGrid(communicator, shape);
        const { inColumns, inRows } = fields(shape, grid);
        const [turned, back] = [inRows, inColumns].map((field) => field.slice().fill(-1));
        grid.toRows(inColumns, turned, shape.levels, shape.width);
        grid.toColumns(back, inRows, shape.levels, shape.width);
        return { inColumns, inRows, turned, back };
      });
      for (const { inColumns, inRows, turned, back } of found) {
        expect(turned).toEqual(inRows);
        expect(back).toEqual(inColumns);
      }
    }),
  );
});

it("sums lines on rank 0 to the bits of one process", () => {
  fc.assert(
    fc.property(job, fc.infiniteStream(fc.double({ noNaN: true, min: -1e3, max: 1e3 })), ({ shape, ranks }, draws) => {
      const { levels, width } = shape;
      for (const [axis, sum] of [
        ["columns", "sumColumns"],
        ["rows", "sumRows"],
      ] as const) {
        const count = shape[axis];
        const lines = Float64Array.from({ length: levels * count * width }, () => draws.next().value as number);
        const expected = undealtGrid(shape)[sum](lines, width);
        const sums = ranksInTurn(ranks, (communicator) => {
          const grid = turnedGrid(communicator, shape);
          const own = grid[axis];
          const part = Array.from({ length: levels }, (_, level) => [
            ...lines.subarray((level * count + own.first) * width, (level * count + own.first + own.count) * width),
          ]);
          return grid[sum](Float64Array.from(part.flat()), width);
        });
        expect(sums[0]).toEqual(expected);
        for (const other of sums.slice(1)) expect(other).toEqual(new Float64Array(width));
      }
    }),
    { numRuns: 30 },
  );
});
