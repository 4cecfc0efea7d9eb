import { expect, it } from "vitest";
import { openPoints } from "../../../src/io/cfPoints.js";
import type { NetcdfVariable } from "../../../src/io/netcdf.js";
import { plainUnits } from "../../../src/meteorology/sources/griddedQuantities.js";
import { upwardHeatFlux } from "../../../src/meteorology/sources/sensibleHeat.js";
import { fakeNetcdf } from "../../io/fakeNetcdf.js";

type Attributes = NetcdfVariable["attributes"];

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
  const file = fakeNetcdf(
    "a.nc",
    { lat: 2, lon: 2 },
    {
      ishf: { dimensions: ["lat", "lon"], values: [1, 1, 1, 1], attributes: ofVariable },
      lat: { dimensions: ["lat"], values: [10, 20] },
      lon: { dimensions: ["lon"], values: [100, 110] },
    },
  );
  const lattice = openPoints({ ...file, attributes: ofFile }, "ishf");
  const levels = {
    axis: { a: new Float64Array(), b: new Float64Array() },
    interfaces: { kind: "none", found: "" },
  } as const;
  expect(upwardHeatFlux({ lattice, levels, factor: 1, unitless: false, accumulated: false })).toBe(expected);
});
