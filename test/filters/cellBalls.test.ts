import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellBalls } from "../../src/filters/cellBalls.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { unitVector } from "../../src/grids/sphere.js";

interface Found {
  readonly cells: number[];
  readonly squaredChords: number[];
}

function byBalls(unitVectors: Float64Array, places: Float64Array, within: number): Found {
  const cells = new Int32Array(unitVectors.length / 3);
  const squaredChords = new Float64Array(unitVectors.length / 3);
  const count = cellBalls(unitVectors).near(places, within, cells, squaredChords);
  return { cells: Array.from(cells.subarray(0, count)), squaredChords: Array.from(squaredChords.subarray(0, count)) };
}

function oneByOne(unitVectors: Float64Array, places: Float64Array, within: number): Found {
  const cells: number[] = [];
  const squaredChords: number[] = [];
  for (let cell = 0; cell < unitVectors.length / 3; cell++) {
    let least = Infinity;
    for (let p = 0; p < places.length; p += 3) {
      const [dx, dy, dz] = [0, 1, 2].map((axis) => unitVectors[3 * cell + axis] - places[p + axis]);
      least = Math.min(least, dx * dx + dy * dy + dz * dz);
    }
    if (least >= within * within) continue;
    cells.push(cell);
    squaredChords.push(least);
  }
  return { cells, squaredChords };
}

const anyPlace = fc
  .tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
  .map(([longitude, latitude]) => unitVector(longitude, latitude));
const anyPlaces = (maxLength: number): fc.Arbitrary<Float64Array> =>
  fc.array(anyPlace, { minLength: 1, maxLength }).map((places) => Float64Array.from(places.flat()));
const anyReach = fc.oneof(
  fc.double({ min: 0, max: 2.1, noNaN: true }),
  fc.double({ min: 0, max: 0.3, noNaN: true }),
  fc.constant(Infinity),
);

describe("cells near some places", () => {
  it("are those that a look at each finds, with the same bits, wherever the cells stand", () => {
    fc.assert(
      fc.property(anyPlaces(60), anyPlaces(6), anyReach, (cells, places, within) => {
        expect(byBalls(cells, places, within)).toEqual(oneByOne(cells, places, within));
      }),
      { numRuns: 300 },
    );
  });

  const { unitVectors } = createGrid(gridPreset("china-64km"));
  const nearChina = fc
    .tuple(fc.double({ min: 50, max: 160, noNaN: true }), fc.double({ min: 0, max: 70, noNaN: true }))
    .map(([longitude, latitude]) => unitVector(longitude, latitude));

  it("are those of a grid too, along ways that leave it", () => {
    fc.assert(
      fc.property(
        fc.array(nearChina, { minLength: 1, maxLength: 33 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (way, within) => {
          const places = Float64Array.from(way.flat());
          expect(byBalls(unitVectors, places, within)).toEqual(oneByOne(unitVectors, places, within));
        },
      ),
      { numRuns: 20 },
    );
  });
});
