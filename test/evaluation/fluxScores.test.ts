/** Scores of fluxes whose errors are known, by scale. */
import { describe, expect, it } from "vitest";
import { type FluxScale, fluxScores, type ScoredGrid } from "../../src/evaluation/fluxScores.js";
import type { Region } from "../../src/regions/region.js";

const COLUMNS = 6;
const CELLS = 24;

function scored(spacing: number): ScoredGrid {
  return { columns: COLUMNS, cells: CELLS, area: new Float64Array(CELLS).fill(spacing ** 2) };
}

/** All cells are land but the last. */
const land: Region = {
  id: "land",
  title: "Land",
  share: Float64Array.from({ length: CELLS }, (_, cell) => (cell < CELLS - 1 ? 1 : 0)),
};
const truth = new Float64Array(CELLS);
/** +-2 umol m-2 s-1, as the squares of a chessboard. */
const chessboard = Float64Array.from({ length: CELLS }, (_, cell) =>
  (Math.floor(cell / COLUMNS) + (cell % COLUMNS)) % 2 === 0 ? 2e-6 : -2e-6,
);
const even = new Float64Array(CELLS).fill(1e-6);

function score(spacing: number, prior: Float64Array, posterior: Float64Array, scale: FluxScale) {
  return fluxScores([land], scored(spacing), prior, posterior, truth).find((one) => one.scale === scale);
}

describe("the scale of 128 km", () => {
  it("averages 2 x 2 cells of 64 km, so that what cancels within a block is no error", () => {
    const blocks = score(64e3, chessboard, even, "128 km");
    // Six blocks; that with the cell of ocean keeps one cell of +2 more than of -2, thus 2/3 over three cells.
    expect(blocks?.count).toBe(6);
    expect(blocks?.prior).toBeCloseTo(Math.sqrt(((2 / 3) ** 2 * 3) / 23), 12);
    expect(blocks?.posterior).toBeCloseTo(1, 12);
    expect(score(64e3, chessboard, even, "grid")).toMatchObject({ count: 23, prior: expect.closeTo(2, 12) });
  });

  it("is that of the cells where they are of 128 km", () => {
    const [blocks, cells] = (["128 km", "grid"] as const).map((scale) => score(128e3, chessboard, even, scale));
    expect({ ...blocks, scale: "grid" }).toEqual(cells);
  });

  it("is absent where no whole number of cells makes 128 km", () => {
    expect(score(200e3, chessboard, even, "128 km")).toBeUndefined();
    expect(score(90e3, chessboard, even, "128 km")).toBeUndefined();
    expect(score(32e3, chessboard, even, "128 km")?.count).toBe(2);
  });

  it("loses nothing of an even error", () => {
    expect(score(64e3, even, truth, "128 km")).toMatchObject({
      scale: "128 km",
      count: 6,
      prior: expect.closeTo(1, 12) as number,
      posterior: 0,
      errorReduction: 100,
    });
  });
});
