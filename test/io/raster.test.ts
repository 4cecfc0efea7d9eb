import { describe, expect, it } from "vitest";
import { readGmtGrid } from "../../src/io/raster.js";
import { fakeNetcdf } from "./fakeNetcdf.js";

const grid = (xRange: readonly number[], dimension: readonly number[], values = [1, 2, 3, 4, 5, Number.NaN]) => {
  const of = (numbers: readonly number[]) => ({ dimensions: ["side"], values: numbers });
  return fakeNetcdf(
    "z.nc",
    { side: 2, xysize: values.length },
    {
      x_range: of(xRange),
      y_range: of([10, 11]),
      spacing: of([0.5, 0.5]),
      dimension: of(dimension),
      z: { dimensions: ["xysize"], values },
    },
  );
};

describe("a grid of GMT 3", () => {
  it("begins in the north-west, its ranges going to the sides", () => {
    const { longitudeEdges, latitudeEdges, values } = readGmtGrid(grid([70, 71.5], [3, 2]));
    expect(Array.from(longitudeEdges)).toEqual([70, 70.5, 71, 71.5]);
    expect(Array.from(latitudeEdges)).toEqual([10, 10.5, 11]);
    expect([...values]).toEqual([4, 5, Number.NaN, 1, 2, 3]);
  });

  it("may have ranges to the middles of the outermost boxes", () => {
    expect(Array.from(readGmtGrid(grid([70, 71], [3, 2])).longitudeEdges)).toEqual([69.75, 70.25, 70.75, 71.25]);
  });

  it("is refused where ranges, spacing and number do not fit together", () => {
    expect(() => readGmtGrid(grid([70, 75], [3, 2]))).toThrow(
      '"x_range": from 70 to 75 in steps of 0.5; expected 3 boxes',
    );
    expect(() => readGmtGrid(grid([70, 71.5], [3, 3]))).toThrow("6 values; expected 3 x 3");
  });
});
