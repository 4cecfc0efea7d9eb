import { describe, expect, it } from "vitest";
import { CoverageError, InputError } from "../../src/errors.js";
import { boundsOf, findAxes, sameCoordinates } from "../../src/io/cfAxes.js";
import type { NetcdfVariable } from "../../src/io/netcdf.js";
import { type FakeVariable, fakeNetcdf } from "./fakeNetcdf.js";

type Attributes = NetcdfVariable["attributes"];

/** A file of one variable `data`, and coordinates of the attributes given; `undefined` where a dimension has none. */
function axes(dimensions: Readonly<Record<string, [size: number, attributes: Attributes | undefined]>>) {
  const names = Object.keys(dimensions);
  const size = (name: string): number => dimensions[name][0];
  const coordinates = names.flatMap((name): [string, FakeVariable][] => {
    const [length, attributes] = dimensions[name];
    const values = Array.from({ length }, (_, i) => i);
    return attributes === undefined ? [] : [[name, { dimensions: [name], values, attributes }]];
  });
  const file = fakeNetcdf("a.nc", Object.fromEntries(names.map((name) => [name, size(name)])), {
    ...Object.fromEntries(coordinates),
    data: { dimensions: names, values: [] },
  });
  const found = findAxes(file, file.variable("data"));
  return Object.fromEntries(Object.entries(found).map(([role, axis]) => [role, axis?.name]));
}

const horizontal = { lat: [3, { units: "degrees_north" }], lon: [4, { units: "degrees_east" }] } as const;
const places = { ...horizontal } as unknown as Record<string, [number, Attributes]>;
const known = { latitude: "lat", longitude: "lon" };

describe("axes of a variable", () => {
  it.each<[string, Record<string, [number, Attributes | undefined]>, Record<string, string>]>([
    [
      "standard names, in any order",
      {
        b: [4, { standard_name: "longitude" }],
        p: [5, { standard_name: "air_pressure" }],
        a: [3, { standard_name: "latitude" }],
        t: [2, { standard_name: "time" }],
      },
      { time: "t", level: "p", latitude: "a", longitude: "b" },
    ],
    [
      "units alone",
      { i: [3, { units: "degreesN" }], j: [4, { units: "degree_E" }] },
      { latitude: "i", longitude: "j" },
    ],
    ["names alone", { Lat: [3, {}], Longitude: [4, {}] }, { latitude: "Lat", longitude: "Longitude" }],
    ["the attribute axis", { i: [3, { axis: "Y" }], j: [4, { axis: "X" }] }, { latitude: "i", longitude: "j" }],
    ["a time unit", { month: [2, { units: "days since 2000-01-01" }], ...places }, { time: "month", ...known }],
    ["the attribute positive", { sigma: [5, { positive: "down" }], ...places }, { level: "sigma", ...known }],
    [
      "a forecast period",
      { step: [2, { standard_name: "forecast_period", units: "hours" }], ...places },
      { time: "step", ...known },
    ],
    ["one dimension left over, the level", { layer: [7, undefined], ...places }, { level: "layer", ...known }],
    ["dimensions of length 1 of no matter", { member: [1, undefined], number: [1, {}], ...places }, known],
    [
      "a reference time of length 1 beside the steps of a forecast",
      {
        time: [1, { standard_name: "forecast_reference_time" }],
        step: [3, { standard_name: "forecast_period" }],
        ...places,
      },
      { time: "step", ...known },
    ],
  ])("are told by %s", (_, dimensions, expected) => {
    expect(axes(dimensions)).toEqual({ time: undefined, level: undefined, ...expected });
  });

  it("refuse a dimension that is none of them, two of one kind, and places of a projection", () => {
    const levels: [number, Attributes] = [5, { units: "hPa", axis: "Z" }];
    expect(() => axes({ member: [2, {}], lev: levels, ...places })).toThrow(
      /a dimension "member" of 2 that is no time/,
    );
    expect(() => axes({ lat: [3, {}], latitude: [3, {}], lon: [4, {}] })).toThrow(/two dimensions of latitude/);
    expect(() => axes({ lat: [3, {}], latitude: [3, {}], lon: [4, {}] })).toThrow(InputError);
    const x: [number, Attributes] = [4, { standard_name: "projection_x_coordinate" }];
    expect(() => axes({ y: [3, {}], x })).toThrow(CoverageError);
  });
});

it("bounds are found by their attribute, else by their usual names, where they fit", () => {
  const file = fakeNetcdf(
    "a.nc",
    { lat: 2, lon: 3, nv: 2, wide: 4 },
    {
      lat: { dimensions: ["lat"], values: [0, 1], attributes: { bounds: "sides" } },
      lon: { dimensions: ["lon"], values: [0, 1, 2] },
      sides: { dimensions: ["lat", "nv"], values: [0, 1, 1, 2] },
      lat_bnds: { dimensions: ["lat", "nv"], values: [0, 1, 1, 2] },
      lon_bnds: { dimensions: ["lon", "wide"], values: [] },
      lon_bounds: { dimensions: ["lon", "nv"], values: [0, 1, 1, 2, 2, 3] },
    },
  );
  expect(boundsOf(file, file.variable("lat"))?.name).toBe("sides");
  expect(boundsOf(file, file.variable("lon"))?.name).toBe("lon_bounds");
  expect(boundsOf(file, file.variable("sides"))).toBeUndefined();
});

it("coordinates are the same after 32 bits, and not after a hundredth of a degree", () => {
  const tenths = Float64Array.from({ length: 300 }, (_, i) => 100.05 + 0.1 * i);
  expect(sameCoordinates(tenths, Float32Array.from(tenths))).toBe(true);
  expect(
    sameCoordinates(
      tenths,
      tenths.map((value) => value + 0.01),
    ),
  ).toBe(false);
  expect(sameCoordinates(tenths, tenths.subarray(1))).toBe(false);
});
