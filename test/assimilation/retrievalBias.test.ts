import { describe, expect, it } from "vitest";
import { createRetrievalBias, regionCentres } from "../../src/assimilation/retrievalBias.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import type { Position } from "../../src/filters/localization.js";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";

const SPACING = 1500e3;
const grid = createGrid(
  centredGrid("small", createProjection(obliqueStereographic(116, 35)), 40, 30, 150e3, [116, 35]),
);
const layout = laneLayout(12, ["truth"]);
const create = (): ReturnType<typeof createRetrievalBias> =>
  createRetrievalBias(grid, layout, { sigma: 3e-7, memoryDays: 30 }, SPACING, 1);

function placeOf(cell: number): Position {
  const [x, y, z] = grid.unitVectors.subarray(3 * cell, 3 * cell + 3);
  return [x, y, z];
}

/** Weight of each region on a place: member r is given the bias 1 in region r alone. */
function weightsAt(bias: ReturnType<typeof create>, cell: number): number[] {
  bias.values.fill(0);
  for (let region = 0; region < bias.rows; region++) bias.values[region * layout.lanes + region] = 1;
  return [...bias.at(placeOf(cell))];
}

describe("the regions of the retrieval bias", () => {
  it("cover the grid evenly", () => {
    const centres = regionCentres(grid, SPACING);
    expect(centres).toHaveLength(4 * 3);
    expect(new Set(centres).size).toBe(12);
    expect(regionCentres(grid, 1e8)).toHaveLength(1);
    const columns = new Set(Array.from(centres, (cell) => cell % grid.columns));
    expect([...columns].sort((a, b) => a - b)).toEqual([5, 15, 25, 35]);
  });

  it("give the bias the same prior variance in every place", () => {
    const bias = create();
    for (let cell = 0; cell < grid.cells; cell += 7) {
      const squares = weightsAt(bias, cell).reduce((sum, weight) => sum + weight ** 2, 0);
      expect(squares).toBeCloseTo(1, 12);
    }
  });

  it("share observations near their edge: the bias has no step", () => {
    const bias = create();
    for (let cell = 1; cell < grid.columns; cell++) {
      const row = 15 * grid.columns;
      const [here, before] = [weightsAt(bias, row + cell), weightsAt(bias, row + cell - 1)];
      expect(Math.max(...here.map((weight, region) => Math.abs(weight - before[region])))).toBeLessThan(0.2);
    }
  });
});

describe("the retrieval bias", () => {
  it("is zero in lanes that are no members, and far outside the grid", () => {
    const bias = create();
    bias.beginHour(86400 * 17000);
    expect([...bias.at(placeOf(600)).subarray(layout.members)]).toEqual([0, 0, 0, 0]);
    expect(
      bias
        .at(placeOf(600))
        .subarray(0, layout.members)
        .every((value) => value !== 0),
    ).toBe(true);
    expect(bias.at([0, -1, 0]).every((value) => value === 0)).toBe(true);
  });

  it("is reported as it is at the centres", () => {
    const bias = create();
    bias.beginHour(86400 * 17000);
    const reported = bias.reported();
    bias.centres.forEach((cell, region) => {
      expect(reported.subarray(region * layout.lanes, (region + 1) * layout.lanes)).toEqual(bias.at(placeOf(cell)));
    });
  });

  it("is learnt most from observations of its own region", () => {
    const bias = create();
    const tapers = Array.from(bias.centres, (cell) => bias.taper(placeOf(cell), 0));
    expect(tapers[0]).toBe(1);
    expect(tapers[1]).toBeGreaterThan(tapers[2]);
    expect(tapers[3]).toBeLessThan(1e-4);
  });
});
