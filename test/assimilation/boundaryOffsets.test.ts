import { describe, expect, it } from "vitest";
import { createBoundaryOffsets, offsetNames, sides, sideWeights } from "../../src/assimilation/boundaryOffsets.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import type { Position } from "../../src/filters/localization.js";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { perimeterCells } from "../../src/transport/lateralBoundary.js";

const [COLUMNS, ROWS, LEVELS] = [40, 30, 3];
/** The middles of the layers have 0.95, 0.6 and 0.15 of the surface pressure. */
const vertical = sigmaCoordinate("three layers", [1, 0.9, 0.3, 0], 0);
const angles = [0.05, 0.4, 0.85].map((share) => (Math.PI / 2) * share);
const grid = createGrid(
  centredGrid("small", createProjection(obliqueStereographic(116, 35)), COLUMNS, ROWS, 150e3, [116, 35]),
);
const cells = perimeterCells(grid);
const layout = laneLayout(6, ["control", "truth"]);
const create = (): ReturnType<typeof createBoundaryOffsets> =>
  createBoundaryOffsets(grid, vertical, layout, { sigma: 5e-7, memoryDays: 12 }, 1);

function placeOf(cell: number): Position {
  const [x, y, z] = grid.unitVectors.subarray(3 * cell, 3 * cell + 3);
  return [x, y, z];
}

describe("the sides of the boundary", () => {
  const weights = sideWeights(grid);
  const of = (position: number): number[] => [...weights.subarray(4 * position, 4 * position + 4)];

  it("share every position fully, none less than nothing", () => {
    cells.forEach((_, position) => {
      expect(of(position).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
      expect(Math.min(...of(position))).toBeGreaterThanOrEqual(0);
    });
  });

  it("have the middle of a side for themselves, in the order of the perimeter", () => {
    const middles = [ROWS / 2, ROWS + ROWS / 2, 2 * ROWS + COLUMNS / 2, 2 * ROWS + COLUMNS + COLUMNS / 2];
    middles.forEach((position, side) => {
      expect(of(position)).toEqual(sides.map((_, other) => (other === side ? 1 : 0)));
    });
  });

  it("go over into each other without a step", () => {
    // The two positions of a corner cell, one of each side.
    const corners = [
      [0, 2 * ROWS],
      [ROWS - 1, 2 * ROWS + COLUMNS],
      [ROWS, 2 * ROWS + COLUMNS - 1],
      [2 * ROWS - 1, 2 * ROWS + 2 * COLUMNS - 1],
    ];
    for (const [one, other] of corners) {
      expect(cells[one]).toBe(cells[other]);
      expect(of(one)).toEqual(of(other));
      expect(Math.max(...of(one))).toBe(0.5);
    }
    for (let position = 1; position < ROWS; position++) {
      const step = of(position).map((weight, side) => Math.abs(weight - of(position - 1)[side]));
      expect(Math.max(...step)).toBeLessThan(0.25);
    }
  });
});

describe("boundary offsets", () => {
  it("are added to the members' inflow at every height by their share, and to no other lane", () => {
    const offsets = create();
    offsetNames.forEach((name, row) => {
      const factor = name.endsWith("low") ? 1 : -2;
      for (let m = 0; m < layout.members; m++) offsets.values[row * layout.lanes + m] = 1e-6 * factor * (m + 1);
    });
    const anomalies = new Float32Array(LEVELS * cells.length * layout.lanes).fill(2e-6);
    offsets.addTo(anomalies);
    anomalies.forEach((value, i) => {
      const lane = i % layout.lanes;
      const angle = angles[Math.floor(i / (cells.length * layout.lanes))];
      const share = Math.cos(angle) - 2 * Math.sin(angle);
      expect(value).toBeCloseTo(lane < layout.members ? 2e-6 + 1e-6 * share * (lane + 1) : 2e-6, 11);
    });
  });

  it("change only what lies on their side", () => {
    const offsets = create();
    offsets.values.fill(1e-6, 0, layout.members);
    const anomalies = new Float32Array(LEVELS * cells.length * layout.lanes);
    offsets.addTo(anomalies);
    const at = (level: number, position: number): number => anomalies[(level * cells.length + position) * layout.lanes];
    for (let level = 0; level < LEVELS; level++) {
      expect(at(level, ROWS / 2)).toBeCloseTo(1e-6 * Math.cos(angles[level]), 12);
      expect(at(level, ROWS + ROWS / 2)).toBe(0);
      expect(at(level, 2 * ROWS + COLUMNS / 2)).toBe(0);
      expect(at(level, 0)).toBeCloseTo(0.5e-6 * Math.cos(angles[level]), 12);
    }
  });

  it("are nothing at all where they are zero", () => {
    const offsets = createBoundaryOffsets(grid, vertical, layout, { sigma: 0, memoryDays: 12 }, 1);
    offsets.beginHour(86400 * 17000);
    const anomalies = Float32Array.from({ length: LEVELS * cells.length * layout.lanes }, (_, i) => 1e-7 * (i % 13));
    const before = anomalies.slice();
    offsets.addTo(anomalies);
    expect(anomalies).toEqual(before);
  });

  it("are learnt from observations near their side, and from none 4000 km away", () => {
    const offsets = create();
    const taper = (place: Position, side: number): number => offsets.taper(place, 2 * side + 1);
    const row = ROWS / 2;
    const tapers = Array.from({ length: COLUMNS }, (_, column) => taper(placeOf(row * COLUMNS + column), 0));
    expect(tapers[0]).toBe(1);
    for (let column = 1; column < COLUMNS; column++) expect(tapers[column]).toBeLessThanOrEqual(tapers[column - 1]);
    expect(tapers[13]).toBeGreaterThan(0.15);
    expect(tapers[COLUMNS - 1]).toBe(0);
    expect(taper(placeOf(row * COLUMNS + COLUMNS - 1), 1)).toBe(1);
    expect(taper(placeOf(20), 2)).toBe(1);
    expect(taper(placeOf((ROWS - 1) * COLUMNS + 20), 3)).toBe(1);
  });
});
