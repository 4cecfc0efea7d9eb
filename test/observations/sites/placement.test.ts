import { expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { modelGround } from "../../../src/observations/sites/placement.js";
import { standardPressure } from "../../../src/grids/standardAtmosphere.js";
import { pointPressure } from "../../../src/observations/pointOperator.js";
import { exampleSample } from "../exampleSample.js";

const grid = createGrid(longitudeLatitudeGrid("small", 110, 30, 1, 1, 3, 3));
const field = (pressure: number): Float64Array => new Float64Array(grid.cells).fill(pressure);

it("takes the model's ground where the standard atmosphere has its mean surface pressure", () => {
  const ground = modelGround(grid, [field(standardPressure(1500) - 800), field(standardPressure(1500) + 800)]);
  expect(ground(111.2, 31.4)).toBeCloseTo(1500, 3);
});

it("brings a mountain's intake to the pressure of its height above the sea", () => {
  const surface = field(standardPressure(800));
  const ground = modelGround(grid, [surface]);
  const height = 3437 - ground(111, 31);
  const pressure = pointPressure(exampleSample({ longitude: 111, latitude: 31, height }), grid, surface);
  expect(pressure).toBeCloseTo(standardPressure(3437), 3);
  // The air of the model's lowest 40 m has some 920 hPa.
  expect(pressure / 100).toBeCloseTo(663, 0);
});
