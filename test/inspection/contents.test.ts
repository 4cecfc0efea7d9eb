/** What is said of any netCDF file: grids, levels, times and what is odd, on files that are written here. */
import { describe, expect, it } from "vitest";
import { describeNetcdf } from "../../src/inspection/contents.js";
import { fakeNetcdf, type FakeVariable } from "../io/fakeNetcdf.js";

const HOURS = "hours since 2016-07-01 00:00:00";

function line(
  name: string,
  values: readonly number[],
  units: string,
  more: FakeVariable["attributes"] = {},
): FakeVariable {
  return { dimensions: [name], values, attributes: { units, ...more } };
}

const same = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

/** A flux on 3 x 4 boxes at some times. */
function fluxFile(parts: Readonly<Record<string, FakeVariable>>, hours: readonly number[] = [0, 3, 6], value = 1) {
  const sizes = { time: hours.length, lat: 3, lon: 4 };
  return fakeNetcdf("flux.nc", sizes, {
    time: line("time", hours, HOURS),
    lat: line("lat", [30, 32, 34], "degrees_north"),
    lon: line("lon", [100, 103, 106, 109], "degrees_east"),
    nee: {
      dimensions: ["time", "lat", "lon"],
      values: Array.from({ length: hours.length * 12 }, (_, i) => value + i),
      attributes: { units: "umol m-2 s-1", long_name: "net exchange" },
    },
    ...parts,
  });
}

describe("describeNetcdf", () => {
  it("describes a variable, its grid and its times", () => {
    const { contents, suspicions, faults } = describeNetcdf(fluxFile({}));
    expect(contents.variables).toEqual([
      {
        name: "nee",
        dimensions: ["time", "lat", "lon"],
        shape: [3, 3, 4],
        units: "umol m-2 s-1",
        longName: "net exchange",
        statistics: { looked: 36, of: 36, missing: 0, infinite: 0, minimum: 1, maximum: 36, mean: 18.5 },
      },
    ]);
    expect(contents.grids).toEqual([
      {
        kind: "longitude-latitude",
        dimensions: ["lat", "lon"],
        columns: 4,
        rows: 3,
        west: 98.5,
        east: 110.5,
        south: 29,
        north: 35,
        spacing: [3, 2],
        rowOrder: "south first",
      },
    ]);
    expect(contents.times).toEqual([
      {
        variable: "time",
        steps: 3,
        first: "2016-07-01T00:00Z",
        last: "2016-07-01T06:00Z",
        spacing: "3 h",
        gaps: [],
        calendar: "standard",
        units: HOURS,
      },
    ]);
    expect([suspicions, faults]).toEqual([[], []]);
  });

  it("says that rows come from the north", () => {
    const { contents } = describeNetcdf(fluxFile({ lat: line("lat", [34, 32, 30], "degrees_north") }));
    expect(contents.grids[0]).toMatchObject({ rowOrder: "north first", south: 29, north: 35 });
  });

  it("leaves the spacing out where it varies", () => {
    const { contents } = describeNetcdf(fluxFile({ lon: line("lon", [100, 103, 107, 112], "degrees_east") }));
    expect(contents.grids[0]).not.toHaveProperty("spacing");
  });

  it("finds gaps", () => {
    const { contents, suspicions } = describeNetcdf(fluxFile({}, [0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13]));
    expect(contents.times[0].gaps).toEqual([{ after: "2016-07-01T05:00Z", before: "2016-07-01T09:00Z" }]);
    expect(suspicions).toEqual([
      'variable "time": no steps from 2016-07-01T05:00Z to 2016-07-01T09:00Z, where they are 1 h apart',
    ]);
  });

  it.each([
    [[0, 3, 3, 6], "2016-07-01T03:00Z stands twice"],
    [[0, 6, 3, 9], "after 2016-07-01T06:00Z comes 2016-07-01T03:00Z"],
    [[-2e6, 0], "is its unit right?"],
  ])("finds what is odd in times %j", (hours, words) => {
    expect(describeNetcdf(fluxFile({}, hours)).suspicions.join("\n")).toContain(words);
  });

  it("says where in its interval a step is named", () => {
    const bounds = { dimensions: ["time", "nv"], values: [0, 3, 3, 6, 6, 9] };
    const stamps = (hours: number[]) => {
      const file = fakeNetcdf(
        "f.nc",
        { time: 3, lat: 3, lon: 4, nv: 2 },
        {
          time: line("time", hours, HOURS, { bounds: "time_bnds" }),
          time_bnds: bounds,
          lat: line("lat", [30, 32, 34], "degrees_north"),
          lon: line("lon", [100, 103, 106, 109], "degrees_east"),
          nee: {
            dimensions: ["time", "lat", "lon"],
            values: same(36, 1),
            attributes: { units: "1" },
          },
        },
      );
      return describeNetcdf(file).contents.times[0].stamps;
    };
    expect([stamps([0, 3, 6]), stamps([1.5, 4.5, 7.5]), stamps([3, 6, 9])]).toEqual(["start", "middle", "end"]);
  });

  it("names undeclared fills, missing units and what has no value", () => {
    const plane = (values: number[], attributes: FakeVariable["attributes"] = {}): FakeVariable => ({
      dimensions: ["lat", "lon"],
      values,
      attributes,
    });
    const { suspicions } = describeNetcdf(
      fluxFile({
        filled: plane([1, 2, 3, 4, 5, 6, 7, 8, 9, -9999, -9999, -9999], { units: "K" }),
        bare: plane(same(12, 1)),
        empty: plane(same(12, Number.NaN), { units: "m" }),
      }),
    );
    expect(suspicions).toEqual([
      "no units: bare",
      'variable "filled": 3 values of -9999, which no attribute declares as missing: name it in _FillValue, for example with ncatted',
      "without any value: empty",
    ]);
  });

  it("says what weather cannot be", () => {
    const weather = (name: string, value: number, units: string): Record<string, FakeVariable> => ({
      [name]: { dimensions: ["lat", "lon"], values: same(12, value), attributes: { units } },
    });
    const { suspicions } = describeNetcdf(
      fluxFile({
        ...weather("u", 5, "m s-1"),
        ...weather("sp", 1000, "Pa"),
        ...weather("t", 15, "degC"),
        ...weather("q", 3, "g kg-1"),
      }),
    );
    expect(suspicions).toEqual([
      'variable "sp": surface pressure from 1000 to 1000 Pa: are the units right?',
      'variable "t": temperature in "degC"; expected K',
    ]);
  });

  it.each([
    [[1000, 500, 100], "hPa", "pressure", "surface first", [1000, 100]],
    [[100, 500, 1000], "millibars", "pressure", "top first", [100, 1000]],
    [[10, 100, 900], "m", "height", "surface first", [10, 900]],
    [[1, 2, 3], "1", "not told", "not told", [undefined, undefined]],
  ])("describes levels %j %s", (values, units, kind, order, [from, to]) => {
    const file = fakeNetcdf(
      "f.nc",
      { level: 3, lat: 2, lon: 2 },
      {
        level: line("level", values, units),
        lat: line("lat", [30, 32], "degrees_north"),
        lon: line("lon", [100, 103], "degrees_east"),
        t: { dimensions: ["level", "lat", "lon"], values: same(12, 280), attributes: { units: "K" } },
      },
    );
    const [level] = describeNetcdf(file).contents.levels;
    expect(level).toMatchObject({ dimension: "level", count: 3, kind, order });
    expect([level.from, level.to]).toEqual([from, to]);
  });

  it("finds levels that turn around", () => {
    const file = fakeNetcdf(
      "f.nc",
      { level: 3 },
      {
        level: line("level", [1000, 100, 500], "hPa"),
        t: { dimensions: ["level"], values: [280, 281, 282], attributes: { units: "K" } },
      },
    );
    expect(describeNetcdf(file).suspicions).toEqual([
      'variable "level": the pressures of its levels do not fall or grow all along',
    ]);
  });

  it("tells soundings from cells without rows", () => {
    const along = (values: number[], units: string): FakeVariable => ({
      dimensions: ["n"],
      values,
      attributes: { units },
    });
    const places = { lat: along([10, 20], "degrees_north"), lon: along([100, 110], "degrees_east") };
    const value = { xco2: along([400, 401], "ppm") };
    const kind = (parts: Record<string, FakeVariable>) =>
      describeNetcdf(fakeNetcdf("f.nc", { n: 2 }, parts)).contents.grids[0];
    expect(kind({ ...places, ...value, time: along([0, 1], HOURS) })).toMatchObject({
      kind: "points",
      columns: 2,
      rows: 1,
    });
    expect(kind({ ...places, ...value })).toMatchObject({ kind: "unstructured", west: 100, north: 20 });
  });

  it("describes a mesh whose places have two dimensions", () => {
    const plane = (values: number[], units: string): FakeVariable => ({
      dimensions: ["y", "x"],
      values,
      attributes: { units },
    });
    const file = fakeNetcdf(
      "f.nc",
      { y: 2, x: 2 },
      {
        lat: plane([40, 41, 30, 31], "degrees_north"),
        lon: plane([100, 110, 101, 111], "degrees_east"),
        t2: plane([1, 2, 3, 4], "K"),
      },
    );
    expect(describeNetcdf(file).contents.grids).toEqual([
      {
        kind: "mesh",
        dimensions: ["y", "x"],
        columns: 2,
        rows: 2,
        west: 100,
        east: 111,
        south: 30,
        north: 41,
        rowOrder: "north first",
      },
    ]);
  });

  it("shares what may be read among the variables", () => {
    const { contents } = describeNetcdf(
      fluxFile(
        {},
        Array.from({ length: 40 }, (_, i) => i),
      ),
      240,
    );
    expect(contents.variables[0].statistics).toMatchObject({ looked: 240, of: 480 });
  });
});
