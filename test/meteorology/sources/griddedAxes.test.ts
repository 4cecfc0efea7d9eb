import { describe, expect, it } from "vitest";
import type { NetcdfFile, NetcdfVariable } from "../../../src/io/netcdf.js";
import { readAxes } from "../../../src/meteorology/sources/griddedAxes.js";
import { plainUnits } from "../../../src/meteorology/sources/griddedQuantities.js";
import { upwardHeatFlux } from "../../../src/meteorology/sources/sensibleHeat.js";

type Attributes = NetcdfVariable["attributes"];

/** A file of one-dimensional variables, and `t` on all dimensions of the given order. */
function fake(
  axes: Readonly<Record<string, { values: readonly number[]; attributes?: Attributes; dimension?: string }>>,
  dimensions: readonly string[],
  attributes: Attributes = {},
): NetcdfFile {
  const make = (name: string): NetcdfVariable => {
    const axis = axes[name];
    const shape = axis === undefined ? dimensions.map((d) => axes[d].values.length) : [axis.values.length];
    return {
      name,
      dimensions: axis === undefined ? dimensions : [axis.dimension ?? name],
      shape,
      attributes: axis?.attributes ?? {},
      read: () => Float64Array.from(axis?.values ?? []),
      readBigInts: () => new BigInt64Array(),
      readStrings: () => [],
    };
  };
  return {
    path: "fake.nc",
    dimensions: {},
    attributes,
    variables: [...Object.keys(axes), "t"],
    variable: make,
    has: (name) => name in axes || name === "t",
    close: () => undefined,
  };
}

const plane = {
  time: { values: [1], attributes: { units: "hours since 1970-01-01" } },
  lat: { values: [10, 20] },
  lon: { values: [100, 110, 120] },
};
const order = ["time", "lev", "lat", "lon"];
const read = (file: NetcdfFile) => readAxes(file, file.variable("t"));

describe("axes of gridded weather", () => {
  it("turn hybrid levels with formula terms into p = a + b ps", () => {
    const lev = {
      values: [1, 2],
      attributes: {
        standard_name: "atmosphere_hybrid_sigma_pressure_coordinate",
        formula_terms: "a: am b: bm p0: p0 ps: sp",
      },
    };
    const terms = { am: { values: [0.1, 0] }, bm: { values: [0.2, 0.9] }, p0: { values: [1e5] } };
    const { levels, times, longitude } = read(fake({ ...plane, lev, ...terms }, order));
    expect([...(levels?.a ?? [])]).toEqual([1e4, 0]);
    expect([...(levels?.b ?? [])]).toEqual([0.2, 0.9]);
    expect(times).toEqual([3600]);
    expect(longitude).toBe(3);
  });

  it("find hyam and hybm, and sigma under a model top", () => {
    const terms = { hyam: { values: [2000, 0] }, hybm: { values: [0.1, 0.99] } };
    expect([...(read(fake({ ...plane, lev: { values: [1, 2] }, ...terms }, order)).levels?.a ?? [])]).toEqual([
      2000, 0,
    ]);
    const lev = {
      values: [0.5, 1],
      attributes: { standard_name: "atmosphere_sigma_coordinate", formula_terms: "sigma: lev ps: sp ptop: top" },
    };
    const { levels } = read(fake({ ...plane, lev, top: { values: [1000] } }, order));
    expect([...(levels?.a ?? [])]).toEqual([500, 0]);
  });

  it("refuse levels of unknown kind and dimensions out of order", () => {
    expect(() => read(fake({ ...plane, lev: { values: [1, 2], attributes: { units: "feet" } } }, order))).toThrow(
      /levels in "feet"/,
    );
    const lev = { values: [1, 2], attributes: { units: "hPa" } };
    expect(() => read(fake({ ...plane, lev }, ["lat", "lon", "lev"]))).toThrow(/the dimensions \(lat, lon, lev\)/);
    const more = { ...plane, lev, member: { values: [1, 2] } };
    expect(() => read(fake(more, ["member", "lev", "lat", "lon"]))).toThrow(/a dimension "member" of 2/);
  });
});

it.each([
  ["m s**-1", "m s-1"],
  ["m s^-1", "m s-1"],
  ["m/s", "m s-1"],
  ["m.s-1", "m s-1"],
  ["kg kg**-1", "kg kg-1"],
  ["W m**-2", "W m-2"],
  ["W/m2", "W m-2"],
  ["Pa", "Pa"],
])("units %s are %s", (written, plain) => {
  expect(plainUnits(written)).toBe(plain);
});

it.each<[string, Attributes, Attributes, number | undefined]>([
  [
    "ECMWF, whatever the name says",
    { institution: "ECMWF" },
    { standard_name: "surface_upward_sensible_heat_flux" },
    -1,
  ],
  ["CF upward", {}, { standard_name: "surface_upward_sensible_heat_flux" }, 1],
  ["CF downward", {}, { standard_name: "surface_downward_sensible_heat_flux" }, -1],
  ["no word of it", {}, {}, undefined],
])("direction of the sensible heat flux: %s", (_, ofFile, ofVariable, expected) => {
  const file = fake({ ...plane, ishf: { values: [1], attributes: ofVariable } }, order, ofFile);
  const holder = {
    file,
    variable: file.variable("ishf"),
    axes: read(fake({ ...plane, lev: { values: [1], attributes: { units: "Pa" } } }, order)),
    factor: 1,
    unitless: false,
  };
  expect(upwardHeatFlux(holder)).toBe(expected);
});
