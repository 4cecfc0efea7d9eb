import { expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import type { NetcdfAttribute } from "../../src/io/netcdf.js";
import { hyperslab, type StoredNumbers, unpack } from "../../src/io/netcdfValues.js";

const values = (stored: StoredNumbers, attributes: Readonly<Record<string, NetcdfAttribute>>): number[] => [
  ...unpack(stored, attributes, "a.nc"),
];

it("integers are with or without a sign as the file says", () => {
  const bytes = Int8Array.of(1, -1, -56, -2);
  expect(values(bytes, { _Unsigned: "true", _FillValue: -1, scale_factor: 0.5 })).toEqual([0.5, NaN, 100, 127]);
  expect(values(Int16Array.of(-1, 5, -32767), { _Unsigned: "true" })).toEqual([65535, 5, NaN]);
  expect(values(Int32Array.of(-1), { _Unsigned: "True" })).toEqual([4294967295]);
  expect(values(bytes, { _Unsigned: "false" })).toEqual([1, -1, -56, -2]);
  expect(values(Uint8Array.of(255), { _Unsigned: "false" })).toEqual([-1]);
});

it("scale and offset may be texts, but are one number each", () => {
  expect(values(Int16Array.of(2, 4), { scale_factor: "0.5", add_offset: "1e1" })).toEqual([11, 12]);
  for (const scale_factor of ["1/2", "", [0.5, 1]]) {
    expect(() => values(Int16Array.of(2), { scale_factor })).toThrow(InputError);
    expect(() => values(Int16Array.of(2), { scale_factor })).toThrow(/a.nc: scale_factor .*one number.*ncatted/);
  }
});

it("more than a gigabyte of them at once is refused, and a part of as many is not", () => {
  const shape = [1e5, 1e5];
  expect(() => hyperslab(shape, undefined, undefined, "a.nc: flux")).toThrow(InputError);
  expect(() => hyperslab(shape, undefined, undefined, "a.nc: flux")).toThrow(
    /a\.nc: flux: 10000000000 values at once .*at most 134217728, 1 GiB/,
  );
  expect(hyperslab(shape, [5, 0], [1000, 1e5], "a.nc: flux").size).toBe(1e8);
});
