/** Lists of observations by cell, against the reaches that they were made of. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Reach } from "../../src/filters/localization.js";
import { createReachLists } from "../../src/filters/reachLists.js";
import { PlainKernelMemory } from "../../src/kernels/memory.js";

const CELLS = 15;

const reach = fc.uniqueArray(fc.integer({ min: 0, max: CELLS - 1 }), { maxLength: CELLS }).map((cells): Reach => {
  const rising = Int32Array.from(cells).sort();
  return { cells: rising, tapers: Float64Array.from(rising, (cell) => (cell + 1) / 32) };
});

it("lists for each cell the observations that reach it, in their order, whatever was listed before", () => {
  const list = createReachLists(new PlainKernelMemory(), CELLS);
  fc.assert(
    fc.property(fc.array(reach, { maxLength: 40 }), (reaches) => {
      const { cellCount, cells, starts, listed, tapers } = list(reaches);
      const expected = Array.from({ length: CELLS }, (_, cell) =>
        reaches.flatMap((of, observation) =>
          of.cells.includes(cell) ? [{ observation, taper: (cell + 1) / 32 }] : [],
        ),
      );
      const found: typeof expected = expected.map(() => []);
      for (let i = 0; i < cellCount; i++) {
        for (let entry = starts[i]; entry < starts[i + 1]; entry++) {
          found[cells[i]].push({ observation: listed[entry], taper: tapers[entry] });
        }
      }
      expect(found).toEqual(expected);
      expect(Array.from(cells.subarray(0, cellCount))).toEqual(
        expected.flatMap((observations, cell) => (observations.length > 0 ? [cell] : [])),
      );
    }),
    { seed: 1, numRuns: 200 },
  );
});
