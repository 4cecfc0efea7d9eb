import { describe, expect, it } from "vitest";
import { levelAxisOf, namedLevels, readLevelAxis } from "../../src/io/cfLevels.js";
import type { NetcdfVariable } from "../../src/io/netcdf.js";
import { type FakeVariable, fakeNetcdf } from "./fakeNetcdf.js";

/** Levels `lev` of these values and attributes, and other variables by name. */
function file(
  values: readonly number[],
  attributes: NetcdfVariable["attributes"],
  others: Readonly<Record<string, readonly [values: readonly number[], units?: string]>> = {},
) {
  const variables = Object.entries(others).map(([name, [numbers, units]]): [string, FakeVariable] => [
    name,
    { dimensions: ["n"], values: numbers, attributes: units === undefined ? {} : { units } },
  ]);
  return fakeNetcdf(
    "a.nc",
    { lev: values.length, n: values.length },
    {
      lev: { dimensions: ["lev"], values, attributes },
      ...Object.fromEntries(variables),
    },
  );
}

const hybrid = { standard_name: "atmosphere_hybrid_sigma_pressure_coordinate" };
const levels = (...parts: Parameters<typeof file>) => {
  const made = file(...parts);
  const { a, b } = readLevelAxis(made, made.variable("lev"));
  return [[...a], [...b]];
};

describe("levels as p = a + b ps", () => {
  it("of pressure, in Pa or hPa", () => {
    expect(levels([1000, 500], { units: "millibars" })).toEqual([
      [1e5, 5e4],
      [0, 0],
    ]);
  });

  it("of sigma under a model top", () => {
    const sigma = { standard_name: "atmosphere_sigma_coordinate", formula_terms: "sigma: lev ps: sp ptop: top" };
    expect(levels([0.5, 1], sigma, { top: [[10, 10], "hPa"] })).toEqual([
      [500, 0],
      [0.5, 1],
    ]);
  });

  it("of formula terms, before nominal pressures, a times p0 or in Pa", () => {
    const others = { am: [[0.1, 0]], bm: [[0.2, 0.9]], p0: [[1e5, 1e5]] } as const;
    const expected = [
      [1e4, 0],
      [0.2, 0.9],
    ];
    expect(levels([1, 2], { ...hybrid, formula_terms: "a: am b: bm p0: p0 ps: sp" }, others)).toEqual(expected);
    expect(levels([1, 2], { units: "hPa", formula_terms: "a: am b: bm p0: p0 ps: sp" }, others)).toEqual(expected);
    const inHectopascals = { ...others, am: [[100, 0], "hPa"], P0: [[1000, 1000], "hPa"] } as const;
    expect(levels([1, 2], { ...hybrid, formula_terms: "a: am b: bm p0: P0" }, inHectopascals)).toEqual(expected);
    expect(levels([1, 2], { formula_terms: "ap: ap b: bm ps: sp" }, { ...others, ap: [[1e4, 0]] })).toEqual(expected);
  });

  it("by the names of ECMWF and CAM", () => {
    const ecmwf = { hyam: [[2000, 0]], hybm: [[0.1, 0.99]] } as const;
    expect(levels([1, 2], {}, ecmwf)[0]).toEqual([2000, 0]);
    const cam = { hyam: [[0.02, 0]], hybm: [[0.1, 0.99]], P0: [[1e5, 1e5]] } as const;
    expect(levels([1, 2], {}, cam)[0]).toEqual([2000, 0]);
    const withP0 = { ...ecmwf, P0: [[1e5, 1e5]] } as const;
    expect(levels([1, 2], {}, withP0)[0]).toEqual([2000, 0]);
    expect(namedLevels(file([1, 2], {}, ecmwf), "hyai", "hybi")).toBeUndefined();
  });

  it("or not at all", () => {
    const feet = file([1, 2], { units: "feet" });
    expect(levelAxisOf(feet, feet.variable("lev"))).toBeUndefined();
    expect(() => levels([1, 2], { units: "feet" })).toThrow(/levels in "feet"/);
    expect(() => levels([1, 2], {})).toThrow(/levels without units/);
  });
});
