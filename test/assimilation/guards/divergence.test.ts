import { describe, expect, it } from "vitest";
import { checkFluxes, checkMoleFraction } from "../../../src/assimilation/guards/divergence.js";
import { NumericalError } from "../../../src/errors.js";
import { createEnsemble, laneLayout } from "../../../src/fields/ensemble.js";

const CELLS = 40;
/** 8 columns and 5 rows, a degree each. */
const grid = {
  cells: CELLS,
  columns: 8,
  longitude: Float64Array.from({ length: CELLS }, (_, cell) => 100 + (cell % 8)),
  latitude: Float64Array.from({ length: CELLS }, (_, cell) => 30 + Math.floor(cell / 8)),
};
const TIME = Date.UTC(2016, 6, 3, 5) / 1000;
const layout = laneLayout(3, ["control"]);
const persistent = { name: "persistent", remedy: "look at the prior" } as const;
const paper = { name: "paper", remedy: "use another form" } as const;

/** Members are `mean` and `mean` plus and minus `spread` [ppm]; the control is absurd, and counts for nothing. */
function air(mean: number, spread: number, cells = CELLS) {
  const data = new Float32Array(CELLS * layout.lanes);
  for (let cell = 0; cell < CELLS; cell++) {
    const s = cell < cells ? spread : 0;
    data.set(
      [mean - s, mean, mean + s].map((ppm) => (ppm - 400) * 1e-6),
      cell * layout.lanes,
    );
    data[cell * layout.lanes + 3] = 1e9;
  }
  return createEnsemble(layout, CELLS, 400e-6, data);
}

function fluxes(size: number, cells = CELLS): Float32Array {
  return Float32Array.from({ length: CELLS * layout.lanes }, (_, i) => {
    if (i % layout.lanes === 3) return 1e9;
    return Math.floor(i / layout.lanes) < cells ? ([1, -1, 1][i % layout.lanes] ?? 0) * size : 0;
  });
}

describe("the mole fraction", () => {
  it("may have any spread up to a tenth of its mean, over all cells", () => {
    expect(() => checkMoleFraction(air(400, 39.9), grid, TIME, persistent)).not.toThrow();
    expect(() => checkMoleFraction(air(400, 40.1), grid, TIME, persistent)).toThrow(NumericalError);
    // One cell in ten with three times that is still a tenth over all cells.
    expect(() => checkMoleFraction(air(400, 120, 4), grid, TIME, persistent)).not.toThrow();
  });

  it("must be finite and positive", () => {
    for (const [mean, spread] of [
      [Number.NaN, 1],
      [400, Number.NaN],
      [-1, 0],
      [-10, 1],
    ]) {
      expect(() => checkMoleFraction(air(mean, spread), grid, TIME, paper)).toThrow(NumericalError);
    }
  });

  it("is refused with place, numbers and the remedy of the ensemble", () => {
    expect(() => checkMoleFraction(air(400, 60), grid, TIME, paper)).toThrow(
      'flux ensemble "paper" at 2016-07-03T05:00Z: the ensemble has diverged: lowest-layer spread of 15 % of the mean ' +
        "over all cells, at worst 60 ppm around 400 ppm at 30.00 N 100.00 E (column 0, row 0); expected a spread below 10 % of the mean; " +
        "use another form",
    );
  });
});

describe("the fluxes", () => {
  it("may have any size up to 100 umol m-2 s-1, over all cells", () => {
    expect(() => checkFluxes(fluxes(99e-6), layout, grid, TIME, persistent)).not.toThrow();
    expect(() => checkFluxes(fluxes(101e-6), layout, grid, TIME, persistent)).toThrow(
      /persistent" at 2016-07-03T05:00Z: the ensemble has diverged: natural fluxes of 101 umol .* at 30.00 N 100.00 E \(column 0, row 0\), member 0.*; look/,
    );
    expect(() => checkFluxes(fluxes(300e-6, 4), layout, grid, TIME, persistent)).not.toThrow();
  });

  it("must be finite", () => {
    const natural = fluxes(1e-6);
    natural[7 * layout.lanes + 1] = Number.NaN;
    expect(() => checkFluxes(natural, layout, grid, TIME, persistent)).toThrow(
      "at 30.00 N 107.00 E (column 7, row 0), member 1",
    );
  });
});
