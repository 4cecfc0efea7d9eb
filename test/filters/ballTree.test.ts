import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballTree } from "../../src/filters/ballTree.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { unitVector } from "../../src/grids/sphere.js";

/** Of each cell to the nearest place, where below `within`. */
function byTree(unitVectors: Float64Array, places: Float64Array, within: number): Float64Array {
  const squaredChords = new Float64Array(unitVectors.length / 3);
  ballTree(unitVectors).nearest(places, within, squaredChords);
  return squaredChords;
}

function oneByOne(unitVectors: Float64Array, places: Float64Array, within: number): Float64Array {
  return Float64Array.from({ length: unitVectors.length / 3 }, (_, cell) => {
    let least = Infinity;
    for (let p = 0; p < places.length; p += 3) {
      const [dx, dy, dz] = [0, 1, 2].map((axis) => unitVectors[3 * cell + axis] - places[p + axis]);
      least = Math.min(least, dx * dx + dy * dy + dz * dz);
    }
    return least < within * within ? least : Infinity;
  });
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

describe("chords from cells to the nearest of some places", () => {
  it("are those that a look at each finds, with the same bits, wherever the cells stand", () => {
    fc.assert(
      fc.property(anyPlaces(200), anyPlaces(12), anyReach, (cells, places, within) => {
        expect(byTree(cells, places, within)).toEqual(oneByOne(cells, places, within));
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
          expect(byTree(unitVectors, places, within)).toEqual(oneByOne(unitVectors, places, within));
        },
      ),
      { numRuns: 50 },
    );
  });
});
