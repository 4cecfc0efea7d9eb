import { expect, it } from "vitest";
import { standardHeight, standardPressure } from "../../src/grids/standardAtmosphere.js";

it("is that of the tables (ICAO Doc 7488: 898.75 hPa at 1 km, 701.09 at 3 km, 264.36 at 10 km)", () => {
  expect(standardPressure(1000) / 89874.6).toBeCloseTo(1, 4);
  expect(standardPressure(3000) / 70108.5).toBeCloseTo(1, 4);
  expect(standardPressure(10000) / 26436.3).toBeCloseTo(1, 4);
});

it("tells height by pressure, of the sea below the standard's too", () => {
  for (const height of [-300, 0, 12.5, 4500, 10500]) {
    expect(standardHeight(standardPressure(height))).toBeCloseTo(height, 6);
  }
});
