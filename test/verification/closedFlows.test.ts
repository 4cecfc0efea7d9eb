import { describe, expect, it } from "vitest";
import { closedFlow, type ClosedFlow, stereographicGrid } from "../../src/verification/closedFlows.js";
import { cellMeans, shapes } from "../../src/verification/shapes.js";

const grid = stereographicGrid(25);
const { columns, rows, cells } = grid;

describe.each<ClosedFlow>(["rotation", "swirl"])("%s", (kind) => {
  const { airMass, xMassFlux, yMassFlux } = closedFlow(kind, grid)(3);

  it("is free of divergence in every cell", () => {
    const largest = Math.max(...xMassFlux.map(Math.abs));
    for (let cell = 0; cell < cells; cell++) {
      const west = cell + Math.floor(cell / columns);
      const x = xMassFlux[west + 1] - xMassFlux[west];
      const y = yMassFlux[cell + columns] - yMassFlux[cell];
      expect(Math.abs(x + y) / largest).toBeLessThan(1e-12);
    }
  });

  it("has the air of true areas", () => {
    const middle = Math.floor(cells / 2);
    expect(airMass[0] / airMass[middle]).toBeCloseTo(grid.area[0] / grid.area[middle], 12);
    expect(airMass[0] / airMass[middle]).toBeLessThan(0.85);
  });
});

it("the rotation turns the sphere once in 48 h", () => {
  const { xMassFlux } = closedFlow("rotation", grid)(0);
  const column = (columns - 1) / 2;
  const row = rows - 1;
  const face = row * (columns + 1) + column;
  const speed = xMassFlux[face] / (5000 * grid.xFaces.length[face]);
  // north of the middle, at the angle of the face from it, air moves west: w R sin(angle)
  const angle = 2 * Math.atan((((row + 0.5) / rows - 0.5) * 6400e3) / (2 * 6.37e6));
  expect(speed / (-((2 * Math.PI) / (48 * 3600)) * 6.37e6 * Math.sin(angle))).toBeCloseTo(1, 2);
});

it("the swirl turns round at half time and leaves nothing through the sides", () => {
  const flow = closedFlow("swirl", grid);
  const early = flow(5).xMassFlux.slice();
  const late = flow(48 - 1 - 5).xMassFlux.slice();
  const largest = Math.max(...early.map(Math.abs));
  early.forEach((flux, face) => expect(Math.abs(flux + late[face]) / largest).toBeLessThan(1e-12));
  const sides = early.filter((_, face) => [0, columns].includes(face % (columns + 1)));
  expect(sides).toHaveLength(2 * 2 * rows);
  expect(Math.max(...sides.map(Math.abs)) / largest).toBeLessThan(1e-12);
});

describe("cell means", () => {
  it("of a constant are the constant, of the Gaussian at most 1 and largest at its middle", () => {
    expect(cellMeans(grid, { name: "Gaussian", at: () => 3 }).every((value) => Math.abs(value - 3) < 1e-12)).toBe(true);
    const means = cellMeans(grid, shapes[0]);
    const middle = means.indexOf(Math.max(...means));
    expect([middle % columns, Math.floor(middle / columns)]).toEqual([17, 12]);
    expect(Math.max(...means)).toBeLessThan(1);
    expect(Math.max(...means)).toBeGreaterThan(0.9);
  });
});
