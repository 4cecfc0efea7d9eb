import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cellsOf,
  collectCells,
  collectSome,
  deal,
  dealCells,
  mostRanks,
  sendCells,
} from "../../../src/experiments/ranks/cellShares.js";
import { ranksInTurn } from "./ranksInTurn.js";

describe("shares", () => {
  it.each([
    [105, 1],
    [105, 13],
    [10, 5],
    [12, 5],
  ])("of %i columns on %i ranks follow each other, the first rank with no more than others", (count, ranks) => {
    const shares = deal(count, ranks);
    let next = 0;
    for (const share of shares) {
      expect(share.first).toBe(next);
      expect(share.count).toBeGreaterThanOrEqual(shares[0].count);
      next += share.count;
    }
    expect(next).toBe(count);
  });

  it("have two rows and two columns at least", () => {
    expect(mostRanks({ columns: 105, rows: 86 })).toBe(43);
    expect(mostRanks({ columns: 7, rows: 86 })).toBe(3);
    expect(Math.min(...deal(86, 43).map(({ count }) => count))).toBe(2);
  });

  it("name their cells in the order of rows", () => {
    expect([...cellsOf({ columns: 5, rows: 2 }, { first: 3, count: 2 })]).toEqual([3, 4, 8, 9]);
  });
});

const job = fc
  .record({
    columns: fc.integer({ min: 4, max: 30 }),
    rows: fc.integer({ min: 4, max: 12 }),
    levels: fc.integer({ min: 1, max: 3 }),
  })
  .chain((shape) =>
    fc.record({ shape: fc.constant(shape), ranks: fc.integer({ min: 1, max: Math.min(4, mostRanks(shape)) }) }),
  );

describe("what rank 0 has", () => {
  it("is sent to the columns of each, and comes back as far as it is asked for", () => {
    fc.assert(
      fc.property(job, fc.integer({ min: 1, max: 80 }), ({ shape, ranks }, width) => {
        const { columns, rows, levels } = shape;
        const whole = Float32Array.from({ length: levels * rows * columns * width }, (_, i) => i);
        const parts = ranksInTurn(ranks, (communicator, rank) => {
          const dealt = dealCells(communicator, shape);
          const part = new Float32Array(levels * rows * dealt.columns[rank].count * width);
          sendCells(dealt, rank === 0 ? whole : undefined, part, levels);
          return part;
        });
        deal(columns, ranks).forEach((share, rank) => {
          const cells = cellsOf(shape, share);
          const expected = Array.from({ length: levels }, (_, level) =>
            [...cells].flatMap((cell) => [
              ...whole.subarray((level * rows * columns + cell) * width).subarray(0, width),
            ]),
          );
          expect([...parts[rank]]).toEqual(expected.flat());
        });
        const [back] = ranksInTurn(ranks, (communicator, rank) => {
          const into = rank === 0 ? new Float32Array(whole.length) : undefined;
          collectCells(dealCells(communicator, shape), into, parts[rank], 1, levels);
          return into;
        });
        const level = rows * columns * width;
        expect(back?.subarray(0, level)).toEqual(whole.subarray(0, level));
        expect(back?.subarray(level).every((value) => value === 0)).toBe(true);
      }),
    );
  });

  it("is brought row by row where only some are looked at, in any order", () => {
    const shape = { columns: 5, rows: 4 };
    const lanes = 4;
    const whole = Float32Array.from({ length: 2 * 20 * lanes }, (_, i) => i + 1);
    const wanted = Int32Array.of(39, 0, 23, 4);
    const [some] = ranksInTurn(2, (communicator, rank) => {
      const dealt = dealCells(communicator, shape);
      const cells = cellsOf(shape, dealt.columns[rank]);
      const part = Float32Array.from(
        [0, 20].flatMap((level) =>
          [...cells].flatMap((cell) => [...whole.subarray((level + cell) * lanes, (level + cell + 1) * lanes)]),
        ),
      );
      const into = rank === 0 ? new Float32Array(whole.length) : undefined;
      collectSome(dealt, wanted, into, part, lanes);
      return into;
    });
    expect(some).toEqual(whole.map((value, i) => (wanted.includes(Math.floor(i / lanes)) ? value : 0)));
  });
});
