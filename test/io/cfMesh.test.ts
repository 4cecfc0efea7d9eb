/** Cells of a projection whose sides are told by bounds, whichever way the coordinates run and the bounds name their ends. */
import { describe, expect, it } from "vitest";
import { cellAreas } from "../../src/grids/regridCells.js";
import { findMesh } from "../../src/io/cfMesh.js";
import { fakeNetcdf } from "./fakeNetcdf.js";

type Ends = (middle: number) => readonly [number, number];
const upward: Ends = (middle) => [middle - 5e4, middle + 5e4];
const downward: Ends = (middle) => [middle + 5e4, middle - 5e4];

function areas(ys: readonly number[], ends: Ends): number[] {
  const xs = [-1e5, 0, 1e5];
  const line = (name: string, values: readonly number[]) => ({
    dimensions: [name],
    values,
    attributes: { units: "m", standard_name: `projection_${name}_coordinate`, bounds: `${name}_bnds` },
  });
  const bounds = (name: string, values: readonly number[]) => ({
    dimensions: [name, "nv"],
    values: values.flatMap((middle) => ends(middle)),
  });
  const file = fakeNetcdf(
    "a.nc",
    { y: ys.length, x: xs.length, nv: 2 },
    {
      nee: { dimensions: ["y", "x"], values: Array<number>(9).fill(1), attributes: { grid_mapping: "crs" } },
      crs: {
        dimensions: [],
        values: [0],
        attributes: {
          grid_mapping_name: "lambert_conformal_conic",
          standard_parallel: [30, 40],
          longitude_of_central_meridian: 110,
          latitude_of_projection_origin: 35,
        },
      },
      y: line("y", ys),
      x: line("x", xs),
      y_bnds: bounds("y", ys),
      x_bnds: bounds("x", xs),
    },
  );
  const mesh = findMesh(file, file.variable("nee"));
  return mesh === undefined ? [] : Array.from(cellAreas(mesh), (area) => Math.round(area / 1e6));
}

describe("bounds of a projection", () => {
  const rising = [-1e5, 0, 1e5];
  const expected = areas(rising, upward);

  it("may name either end first, and its rows may run from the north", () => {
    expect(expected).toHaveLength(9);
    expect(expected.every((area) => area > 9000 && area < 11000)).toBe(true);
    const turned = [6, 7, 8, 3, 4, 5, 0, 1, 2].map((cell) => expected[cell]);
    expect(areas(rising, downward)).toEqual(expected);
    expect(areas(rising.toReversed(), upward)).toEqual(turned);
    expect(areas(rising.toReversed(), downward)).toEqual(turned);
  });

  it("must meet", () => {
    expect(() => areas(rising, (middle) => [middle - 4e4, middle + 4e4])).toThrow(
      /"y": bounds by which one cell ends at -60000 and the next begins at -40000; expected cells that meet/,
    );
  });
});
