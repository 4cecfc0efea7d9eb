import { describe, expect, it } from "vitest";
import { boxAmounts, pointAmounts } from "../../src/grids/amountRegrid.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { randomField } from "../../src/random.js";

const grid = createGrid(gridPreset("china-64km"));
const edges = (from: number, to: number, n: number): Float64Array =>
  Float64Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n);
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

describe("amounts of boxes", () => {
  it.each([
    ["0.25 degrees over China", edges(70, 150, 320), edges(10, 60, 200)],
    ["0.5 x 2/3 degrees", edges(70, 150, 120), edges(10, 55, 90)],
    ["one degree of the world from Greenwich", edges(0, 360, 360), edges(-90, 90, 180)],
    ["one degree of the world from the date line", edges(-180, 180, 360), edges(-90, 90, 180)],
  ])("are in a cell or beyond to 1e-12: %s", (_, longitudeEdges, latitudeEdges) => {
    const regridder = boxAmounts({ longitudeEdges, latitudeEdges }, grid);
    const random = randomField(7, "imposedTruth");
    const amounts = Float64Array.from({ length: regridder.places }, (_value, i) => random.normal(i) ** 2);
    const beyond = sum(amounts.map((amount, box) => amount * (1 - regridder.inside[box])));
    expect(Math.abs((sum(regridder.apply(amounts)) + beyond) / sum(amounts) - 1)).toBeLessThan(1e-12);
    expect(beyond).toBeGreaterThan(0);
  });

  it("come whole into the grid from every box that lies inside, to 1e-12", () => {
    const { inside } = boxAmounts({ longitudeEdges: edges(100, 130, 120), latitudeEdges: edges(25, 45, 80) }, grid);
    for (const share of inside) expect(Math.abs(share - 1)).toBeLessThan(1e-12);
  });

  it("keep a flux: what spreads evenly over a box spreads evenly over cells within it", () => {
    const { apply } = boxAmounts({ longitudeEdges: [60, 100, 120, 170], latitudeEdges: [0, 30, 40, 65] }, grid);
    const flux = apply([0, 0, 0, 0, 5e6, 0, 0, 0, 0]).map((amount, cell) => amount / grid.area[cell]);
    const within = [grid.cellAt(105, 33), grid.cellAt(110, 35), grid.cellAt(117, 38)];
    for (const cell of within) expect(flux[cell] / flux[within[0]]).toBeCloseTo(1, 4);
  });

  it("want one amount a box", () => {
    const { apply } = boxAmounts({ longitudeEdges: [100, 101], latitudeEdges: [30, 31] }, grid);
    expect(() => apply([1, 2])).toThrow("1 places need as many amounts, not 2");
  });
});

describe("amounts of points", () => {
  it("go whole to the cell that holds the point, or beyond", () => {
    const { apply, inside } = pointAmounts([116.4, 116.4, 0], [39.9, 39.9, 50], grid);
    expect([...inside]).toEqual([1, 1, 0]);
    const amounts = apply([2, 3, 7]);
    expect(amounts[grid.cellAt(116.4, 39.9)]).toBe(5);
    expect(sum(amounts)).toBe(5);
  });
});
