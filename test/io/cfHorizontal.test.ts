import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { latitudeAxis, longitudeAxis } from "../../src/io/cfHorizontal.js";
import { fakeNetcdf } from "./fakeNetcdf.js";

/** The axis of a coordinate, with bounds where they are given. */
function axis(kind: "lat" | "lon", values: readonly number[], bounds?: readonly (readonly [number, number])[]) {
  const file = fakeNetcdf(
    "a.nc",
    { [kind]: values.length, nv: 2 },
    {
      [kind]: { dimensions: [kind], values, attributes: bounds === undefined ? {} : { bounds: "sides" } },
      ...(bounds === undefined ? {} : { sides: { dimensions: [kind, "nv"], values: bounds.flat() } }),
    },
  );
  const place = { name: kind, position: 0, size: values.length };
  return kind === "lat" ? latitudeAxis(file, place) : longitudeAxis(file, place);
}

describe("latitudes", () => {
  it("run from the south whichever way the file runs", () => {
    const south = axis("lat", [10, 20, 30]);
    const north = axis("lat", [30, 20, 10]);
    expect([...north.values]).toEqual([10, 20, 30]);
    expect([south.reversed, north.reversed]).toEqual([false, true]);
    expect([...north.edges()]).toEqual([5, 15, 25, 35]);
    expect([...axis("lat", [-90, -45, 0, 45, 90]).edges()]).toEqual([-90, -67.5, -22.5, 22.5, 67.5, 90]);
  });

  it("are in the boxes that their bounds say: southern edges, half boxes at the poles, one alone", () => {
    const south = [
      [10, 11],
      [11, 12],
      [12, 13],
    ] as const;
    expect([...axis("lat", [10, 11, 12], south).edges()]).toEqual([10, 11, 12, 13]);
    const north = south.toReversed().map(([a, b]) => [b, a] as const);
    expect([...axis("lat", [12, 11, 10], north).edges()]).toEqual([10, 11, 12, 13]);
    const polar = axis(
      "lat",
      [-89, -86, -82],
      [
        [-90, -88],
        [-88, -84],
        [-84, -80],
      ],
    );
    expect([...polar.edges()]).toEqual([-90, -88, -84, -80]);
    expect([...axis("lat", [40], [[35, 45]]).edges()]).toEqual([35, 45]);
  });

  it("take bounds that say what lies half-way but for rounding as half-way", () => {
    const values = [30.05, 30.15, 30.25];
    const rounded = values.map((v) => [Math.fround(v - 0.05), Math.fround(v + 0.05)] as const);
    expect(axis("lat", values, rounded).edges()).toEqual(axis("lat", values).edges());
  });

  it.each([
    ["that jump", [10, 20, 15], undefined, /15 at position 2/],
    ["that are missing", [10, Number.NaN, 30], undefined, /NaN at position 1/],
    ["of one box without bounds", [10], undefined, /1 value/],
    [
      "whose bounds leave a gap",
      [10, 11],
      [
        [9.5, 10.4],
        [10.5, 11.5],
      ],
      /10.5 to 11.5 at position 1/,
    ],
    [
      "whose bounds lie elsewhere",
      [10, 11],
      [
        [19.5, 20.5],
        [20.5, 21.5],
      ],
      /19.5 to 20.5 at position 0, its middle 10/,
    ],
  ] as [string, number[], [number, number][] | undefined, RegExp][])(
    "refuse those %s",
    (_, values, bounds, message) => {
      expect(() => axis("lat", values, bounds).edges()).toThrow(InputError);
      expect(() => axis("lat", values, bounds).edges()).toThrow(message);
    },
  );
});

describe("longitudes", () => {
  it("run from the west, across any meridian", () => {
    expect([...axis("lon", [30, 20, 10]).values]).toEqual([10, 20, 30]);
    expect([...axis("lon", [350, 355, 0, 5]).values]).toEqual([350, 355, 0, 5]);
    expect([...axis("lon", [350, 355, 0, 5]).edges()]).toEqual([347.5, 352.5, 357.5, 362.5, 367.5]);
    expect(() => axis("lon", [10, 30, 20])).toThrow(/20 at position 2/);
  });

  it("that stand twice at both ends of a circle are taken once", () => {
    for (const values of [
      [-180, -90, 0, 90, 180],
      [180, 90, 0, -90, -180],
    ]) {
      const circle = axis("lon", values);
      expect([...circle.values]).toEqual([-180, -90, 0, 90]);
      expect([...circle.edges()]).toEqual([-225, -135, -45, 45, 135]);
    }
  });

  it("close the circle exactly where they do but for rounding", () => {
    const edges = axis("lon", [0.0001, 119.9999, 240]).edges();
    expect(edges[3] - edges[0]).toBe(360);
  });

  it("take bounds that are counted from another meridian", () => {
    const sides = [
      [-5, 4],
      [4, 20],
      [20, 40],
    ] as const;
    expect([...axis("lon", [0, 10, 30], sides).edges()]).toEqual([-5, 4, 20, 40]);
    const turned = sides.map(([a, b]) => [a + 360, b + 360] as const);
    expect([...axis("lon", [0, 10, 30], turned).edges()]).toEqual([-5, 4, 20, 40]);
  });
});
