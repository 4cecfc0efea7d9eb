/** One lattice in every order of dimensions and direction that a file may have. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openLattice, samePlaces } from "../../src/io/cfLattice.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { type FakeVariable, fakeNetcdf } from "./fakeNetcdf.js";

const sizes = { time: 2, lev: 3, lat: 4, lon: 5 };
type Name = keyof typeof sizes;
const names = Object.keys(sizes) as Name[];
/** The value at a place, whatever the order in which it is stored. */
const value = (at: Readonly<Record<Name, number>>): number => 1000 * at.time + 100 * at.lev + 10 * at.lat + at.lon;
const expected = (time: number): number[] => {
  const range = (name: Name): number[] => Array.from({ length: sizes[name] }, (_, i) => i);
  return range("lev").flatMap((lev) =>
    range("lat").flatMap((lat) => range("lon").map((lon) => value({ time, lev, lat, lon }))),
  );
};

/** @param down dimensions that the file runs through the other way */
function stored(order: readonly Name[], down: readonly Name[] = []) {
  const count = order.reduce((product, name) => product * sizes[name], 1);
  const values = Array.from({ length: count }, (_, index) => {
    const at = { time: 0, lev: 0, lat: 0, lon: 0 };
    let rest = index;
    for (const name of order.toReversed()) {
      at[name] = rest % sizes[name];
      rest = Math.floor(rest / sizes[name]);
      if (down.includes(name)) at[name] = sizes[name] - 1 - at[name];
    }
    return value(at);
  });
  const sequence = (name: Name, first: number, step: number): number[] => {
    const all = Array.from({ length: sizes[name] }, (_, i) => first + i * step);
    return down.includes(name) ? all.reverse() : all;
  };
  const coordinate = (name: Name, units: string, all: number[]): FakeVariable => ({
    dimensions: [name],
    values: all,
    attributes: { units },
  });
  return fakeNetcdf("a.nc", sizes, {
    x: { dimensions: order, values, attributes: { units: "K " } },
    time: coordinate("time", "hours since 1970-01-01", [0, 1]),
    lev: coordinate("lev", "hPa", [1000, 500, 100]),
    lat: coordinate("lat", "degrees_north", sequence("lat", 10, 5)),
    lon: coordinate("lon", "degrees_east", sequence("lon", 100, 5)),
  });
}

const orders = names.flatMap((a) =>
  names.flatMap((b) =>
    names.flatMap((c) => names.flatMap((d) => (new Set([a, b, c, d]).size === 4 ? [[a, b, c, d]] : []))),
  ),
);

describe("a lattice", () => {
  it.each(orders.map((order) => [order.join(", "), order] as const))("stored as (%s) is the same", (_, order) => {
    for (const down of [[], ["lat"], ["lon"], ["lat", "lon"]] as Name[][]) {
      const lattice = openLattice(stored(order, down), "x");
      expect([...lattice.step(1)]).toEqual(expected(1));
      expect([...lattice.axes.latitude.values]).toEqual([10, 15, 20, 25]);
      expect([...lattice.axes.longitude.values]).toEqual([100, 105, 110, 115, 120]);
      expect([lattice.times, lattice.levels, lattice.units]).toEqual([[0, 3600], 3, "K"]);
    }
  });

  it("gives a window of one step, counted from the south-west", () => {
    const window = { row: 1, rows: 2, column: 2, columns: 3 };
    for (const file of [stored(names), stored(["lon", "time", "lat", "lev"], ["lat", "lon"])]) {
      const part = openLattice(file, "x").step(0, window);
      expect([...part.subarray(0, 6)]).toEqual([12, 13, 14, 22, 23, 24]);
      expect(part[6]).toBe(112);
    }
  });

  it("reads no more of the file than the step and the window", () => {
    const file = stored(names);
    const asked: (readonly number[])[] = [];
    const variable = file.variable("x");
    const read: typeof variable.read = (start, count) => {
      asked.push([...(start ?? []), ...(count ?? [])]);
      return variable.read(start, count);
    };
    const watched = {
      ...file,
      variable: (name: string) => (name === "x" ? { ...variable, read } : file.variable(name)),
    };
    openLattice(watched, "x").step(1, { row: 0, rows: 2, column: 3, columns: 2 });
    expect(asked).toEqual([[1, 0, 0, 3, 1, 3, 2, 2]]);
  });

  it("is unpacked, with fill and missing values as NaN, and the south first", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lattice-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "packed.nc");
    const axis = (name: string, units: string, data: number[]) =>
      ({ name, type: "f8", dimensions: [name], attributes: { units }, data }) as const;
    await writeNetcdf(path, {
      attributes: {},
      dimensions: { lat: 2, lon: 2 },
      variables: [
        axis("lat", "degrees_north", [20, 10]),
        axis("lon", "degrees_east", [100, 110]),
        {
          name: "x",
          type: "i4",
          dimensions: ["lat", "lon"],
          attributes: { units: "K", scale_factor: 0.5, add_offset: 10, _FillValue: -1, missing_value: "-2" },
          data: [-1, -2, 4, 6],
        },
      ],
    });
    const file = await openNetcdf(path);
    const lattice = openLattice(file, "x");
    expect([...lattice.step(0)]).toEqual([12, 13, Number.NaN, Number.NaN]);
    expect([lattice.times, lattice.axes.time, lattice.levels]).toEqual([[], undefined, 1]);
    file.close();
  });

  it("leaves out a longitude that stands twice, in its values too", () => {
    const lon = (values: number[]): FakeVariable => ({ dimensions: ["lon"], values });
    for (const [longitudes, values] of [
      [
        [0, 120, 240, 360],
        [1, 2, 3, 1, 4, 5, 6, 4],
      ],
      [
        [360, 240, 120, 0],
        [1, 3, 2, 1, 4, 6, 5, 4],
      ],
    ]) {
      const file = fakeNetcdf(
        "a.nc",
        { lat: 2, lon: 4 },
        {
          x: { dimensions: ["lat", "lon"], values },
          lat: { dimensions: ["lat"], values: [0, 10] },
          lon: lon(longitudes),
        },
      );
      expect([...openLattice(file, "x").step(0)]).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  it("takes the valid time, along the dimension or as a scalar, before the time at which a forecast began", () => {
    const reference = { standard_name: "forecast_reference_time", units: "hours since 1970-01-01" };
    const valid = { standard_name: "time", units: "hours since 1970-01-01" };
    const open = (dimensions: string[], more: Record<string, FakeVariable>, coordinates = "") => {
      const file = fakeNetcdf(
        "a.nc",
        { time: 2, step: 3, lat: 2, lon: 2 },
        {
          x: { dimensions: [...dimensions, "lat", "lon"], values: [], attributes: { coordinates } },
          lat: { dimensions: ["lat"], values: [0, 10] },
          lon: { dimensions: ["lon"], values: [0, 10] },
          ...more,
        },
      );
      return openLattice(file, "x").times.map((time) => time / 3600);
    };
    const time = { dimensions: ["time"], values: [0, 24], attributes: reference };
    expect(open(["time"], { time, valid_time: { dimensions: ["time"], values: [6, 30], attributes: valid } })).toEqual([
      6, 30,
    ]);
    expect(open(["time"], { time, t: { dimensions: ["time"], values: [6, 30], attributes: valid } }, "step t")).toEqual(
      [6, 30],
    );
    expect(open(["time"], { time })).toEqual([0, 24]);
    const scalar = { dimensions: [], values: [0], attributes: reference };
    const step = {
      dimensions: ["step"],
      values: [1, 2, 3],
      attributes: { standard_name: "forecast_period", units: "hours" },
    };
    const along = { dimensions: ["step"], values: [1, 2, 3], attributes: valid };
    expect(open(["step"], { time: scalar, step, valid_time: along })).toEqual([1, 2, 3]);
    expect(open([], { time: scalar, valid_time: { dimensions: [], values: [9], attributes: valid } })).toEqual([9]);
    // Without a valid time the two are added.
    const twelve = { ...step, dimensions: [], values: [12] };
    expect(open(["time"], { time, step: twelve })).toEqual([12, 36]);
    expect(open(["step"], { time: scalar, step })).toEqual([1, 2, 3]);
    const cfgrib = { standard_name: "time", long_name: "initial time of forecast", units: "hours since 1970-01-01" };
    expect(open(["time"], { time: { ...time, attributes: cfgrib }, step: twelve })).toEqual([12, 36]);
    expect(open([], { time: { ...scalar, values: [6] }, step: twelve })).toEqual([18]);
    expect(() => open(["step"], { step })).toThrow(/units "hours"/);
    expect(() => open(["time"], {})).toThrow(/a dimension "time" of 2 steps without a variable of its name/);
  });

  it("refuses what has no places of its own", () => {
    expect(() => openLattice(stored(names), "lat")).toThrow(/\(lat\); expected latitude and longitude/);
    expect(() => openLattice(stored(names), "y")).toThrow(/no variable "y"/);
    const curvilinear = fakeNetcdf(
      "a.nc",
      { lat: 2, lon: 2 },
      {
        x: { dimensions: ["lat", "lon"], values: [] },
        lat: { dimensions: ["lat", "lon"], values: [0, 0, 1, 1] },
        lon: { dimensions: ["lat", "lon"], values: [0, 1, 0, 1] },
      },
    );
    expect(() => openLattice(curvilinear, "x")).toThrow(/latitude and longitude.*a coordinate variable of its name/);
  });

  it("knows another at the same places", () => {
    const [one, other] = [stored(names), stored(["lat", "lon"], ["lat"])].map((file) => openLattice(file, "x"));
    expect(samePlaces(one, other)).toBe(true);
    const moved = stored(names);
    const variable = (name: string) =>
      name === "lat" ? { ...moved.variable(name), read: () => Float64Array.of(10, 15, 20, 26) } : moved.variable(name);
    expect(samePlaces(one, openLattice({ ...moved, variable }, "x"))).toBe(false);
  });
});

describeWithShared("real lattices", () => {
  it.each([
    ["time last", ["products", "openghg-flux", "co2-gpp-cardamom_EUROPE_2012.nc"], "flux"],
    ["from the north, packed", ["products", "ERA5-old-netcdf", "era5_2t_1.nc"], "t2m"],
    ["of one instant with reference and valid time", ["products", "ERA5-old-netcdf", "test_single.nc"], "t2m"],
  ])("are read step by step as whole: %s", async (_, place, name) => {
    const file = await openNetcdf(sharedData(...place));
    const lattice = openLattice(file, name);
    const { latitude, longitude, time } = lattice.axes;
    const variable = file.variable(name);
    const whole = variable.read();
    const at = (step: number, row: number, column: number): number =>
      variable.dimensions.reduce((index, dimension, axis) => {
        const size = variable.shape[axis];
        const along = (from: { name: string; reversed: boolean }, i: number): number | undefined =>
          dimension === from.name ? (from.reversed ? size - 1 - i : i) : undefined;
        const place = along(latitude, row) ?? along(longitude, column) ?? (dimension === time?.name ? step : 0);
        return index * size + place;
      }, 0);
    expect(lattice.times).toHaveLength(time?.size ?? 1);
    expect(latitude.values.every((phi, i) => i === 0 || phi > latitude.values[i - 1])).toBe(true);
    const last = lattice.times.length - 1;
    const field = lattice.step(last);
    for (const [row, column] of [
      [0, 0],
      [2, 1],
      [latitude.values.length - 1, longitude.values.length - 1],
    ]) {
      expect(field[row * longitude.values.length + column]).toBe(whole[at(last, row, column)]);
    }
    file.close();
  });
});
