import { expect, it } from "vitest";
import { parameterNoise } from "../../../src/assimilation/fluxEnsembles/parameterNoise.js";
import { cellsOf, deal, dealCells } from "../../../src/experiments/ranks/cellShares.js";
import { dealtNoise } from "../../../src/experiments/ranks/dealtNoise.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { ranksInTurn } from "./ranksInTurn.js";

it.each([2, 3, 5])("is on %i ranks that of one process, in the cells of each, of all members", (ranks) => {
  const grid = createGrid(longitudeLatitudeGrid("small", 100, 25, 2, 2, 13, 11));
  const scales = [
    { correlationKm: 700, memoryDays: 120, share: 0.2 },
    { correlationKm: 300, memoryDays: 120, share: 0.5 },
    { correlationKm: 500, memoryDays: 10, share: 0.3 },
  ];
  const members = 4;
  const steps = [7, 8];
  const whole = parameterNoise(grid, scales, 3, 1);
  const found = ranksInTurn(ranks, (communicator) =>
    dealtNoise(dealCells(communicator, grid), grid, scales, 3, members, 2).map(({ memoryDays, draw }) => ({
      memoryDays,
      fields: steps.map((step) => Array.from({ length: members }, (_, member) => [...draw(member, step)])),
      again: [...draw(0, steps[0])],
    })),
  );
  found.forEach((components, rank) => {
    const cells = cellsOf(grid, deal(grid.columns, ranks)[rank]);
    components.forEach(({ memoryDays, fields, again }, component) => {
      expect(memoryDays).toBe(whole[component].memoryDays);
      steps.forEach((step, s) =>
        fields[s].forEach((field, member) => {
          const drawn = whole[component].draw(member, step);
          expect(field).toEqual([...cells].map((cell) => drawn[cell]));
        }),
      );
      expect(again).toEqual(fields[0][0]);
    });
  });
});
