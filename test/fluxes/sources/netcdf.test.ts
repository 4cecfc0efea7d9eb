import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CoverageError, InputError } from "../../../src/errors.js";
import { netcdfFlux, openNetcdfFlux, type NetcdfFluxChoice } from "../../../src/fluxes/sources/netcdf.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";
import type { NetcdfVariable } from "../../../src/io/netcdf.js";
import { parseTime, type Time } from "../../../src/time.js";
import { fakeNetcdf, type FakeVariable } from "../../io/fakeNetcdf.js";

const grid = createGrid(longitudeLatitudeGrid("target", 101, 31, 2, 2, 3, 2));
const at = (text: string): Time => parseTime(text)!;

interface Parts {
  readonly latitudes?: readonly number[];
  readonly times?: readonly number[];
  readonly timeAttributes?: NetcdfVariable["attributes"];
  readonly units?: string;
  /** Value of a step at a place. */
  readonly value?: (step: number, latitude: number, longitude: number) => number;
  readonly more?: Readonly<Record<string, FakeVariable>>;
  readonly path?: string;
}

/** Boxes of 1 degree from 100 to 106 E and 30 to 35 N (the great-circle sides of cells reach beyond 34 N); `nee` has the dimensions (time, lat, lon) or (lat, lon). */
function file(parts: Parts = {}) {
  const { latitudes = [30.5, 31.5, 32.5, 33.5, 34.5], times, units = "umol m-2 s-1", value = () => 1 } = parts;
  const longitudes = [100.5, 101.5, 102.5, 103.5, 104.5, 105.5];
  const steps = times ?? [0];
  const values = steps.flatMap((_, step) =>
    latitudes.flatMap((latitude) => longitudes.map((longitude) => value(step, latitude, longitude))),
  );
  const dimensions = [...(times === undefined ? [] : ["time"]), "lat", "lon"];
  return fakeNetcdf(
    parts.path ?? "flux.nc",
    { time: steps.length, lat: latitudes.length, lon: longitudes.length, bnds: 2 },
    {
      nee: { dimensions, values, attributes: { units } },
      lat: { dimensions: ["lat"], values: latitudes, attributes: { units: "degrees_north" } },
      lon: { dimensions: ["lon"], values: longitudes, attributes: { units: "degrees_east" } },
      ...(times === undefined
        ? {}
        : {
            time: {
              dimensions: ["time"],
              values: times,
              attributes: { units: "hours since 2016-07-01 00:00:00", ...parts.timeAttributes },
            },
          }),
      ...parts.more,
    },
  );
}

const choice = (more: Partial<NetcdfFluxChoice> = {}): NetcdfFluxChoice => ({
  files: ["flux.nc"],
  variable: "nee",
  ...more,
});
const open = (parts: Parts = {}, more: Partial<NetcdfFluxChoice> = {}) =>
  netcdfFlux(grid, "biosphere", choice(more), [file(parts)]);
const micromoles = (flux: Float64Array): number[] => Array.from(flux, (value) => Math.round(value * 1e12) / 1e6);

describe("netcdfFlux", () => {
  it("reads a field without time as constant, in mol m-2 s-1", () => {
    const source = open();
    expect(micromoles(source.hourly(at("1990-01-01")))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(source.remarks).toEqual([]);
    expect(source.files).toEqual(["flux.nc"]);
    const value = (): number => 1e-7;
    expect(open({ units: "kgC m-2 s-1", value }).hourly(0)[0]).toBeCloseTo(1e-7 / 0.012011, 16);
    expect(open({ units: "nonsense", value }, { units: "mol m-2 s-1" }).hourly(0)[0]).toBeCloseTo(1e-7, 16);
  });

  it("knows where it is: latitudes in either order, the mean of the boxes of a cell", () => {
    const value = (_: number, latitude: number, longitude: number): number => (latitude - 30) * 10 + (longitude - 100);
    const south = open({ value }).hourly(0);
    expect(open({ value, latitudes: [34.5, 33.5, 32.5, 31.5, 30.5] }).hourly(0)).toEqual(south);
    expect(south[0] * 1e6).toBeCloseTo(11, 1);
    expect(south[2] * 1e6).toBeCloseTo(15, 1);
    expect(south[3] * 1e6).toBeCloseTo(31, 1);
    expect(south[5] * 1e6).toBeCloseTo(35, 1);
  });

  it("holds each step over its interval: hourly, 3-hourly, daily, monthly", () => {
    const value = (step: number): number => step + 1;
    const first = (source: ReturnType<typeof open>, time: string): number => micromoles(source.hourly(at(time)))[0];
    const threeHourly = open({ times: [0, 3, 6], value });
    expect(first(threeHourly, "2016-07-01T02")).toBe(1);
    expect(first(threeHourly, "2016-07-01T03")).toBe(2);
    expect(first(threeHourly, "2016-07-01T08")).toBe(3);
    const hourly = open({ times: [0.5, 1.5, 2.5], value }, { stamp: "middle" });
    expect(first(hourly, "2016-07-01T01")).toBe(2);
    const straddling = open({ times: [1 / 3, 4 / 3, 7 / 3], value });
    expect(first(straddling, "2016-07-01T01")).toBeCloseTo(5 / 3, 6);
    const ends = open({ times: [24, 48], value }, { stamp: "end" });
    expect(first(ends, "2016-07-01T23")).toBe(1);
    expect(first(ends, "2016-07-02T00")).toBe(2);
    const months = open({ times: [15 * 24, 46 * 24], value });
    expect(first(months, "2016-07-31T23")).toBe(1);
    expect(first(months, "2016-08-01T00")).toBe(2);
    expect(first(open({ times: [360], value }, { steps: "monthly" }), "2016-07-03T05")).toBe(1);
    expect(first(open({ times: [0], value }, { steps: "daily" }), "2016-07-01T23")).toBe(1);
  });

  it("takes time bounds over everything else", () => {
    const more = { time_bnds: { dimensions: ["time", "bnds"], values: [0, 6, 6, 12] } };
    const source = open({
      times: [3, 9],
      timeAttributes: { bounds: "time_bnds" },
      value: (step) => step,
      more,
    });
    expect(micromoles(source.hourly(at("2016-07-01T05")))[0]).toBe(0);
    expect(micromoles(source.hourly(at("2016-07-01T06")))[0]).toBe(1);
  });

  it("joins files of successive times, in any order", () => {
    const july = file({ times: [0, 1, 2], path: "a.nc" });
    const later = file({ times: [3, 4, 5], path: "b.nc", value: () => 5 });
    const source = netcdfFlux(grid, "fossil", choice({ files: ["b.nc", "a.nc"] }), [later, july]);
    expect(micromoles(source.hourly(at("2016-07-01T02")))[0]).toBe(1);
    expect(micromoles(source.hourly(at("2016-07-01T03")))[0]).toBe(5);
    expect(() => netcdfFlux(grid, "fossil", choice(), [july, file({ times: [2, 3], path: "c.nc" })])).toThrow(
      /overlap/,
    );
    source.close();
    expect(july.closed && later.closed).toBe(true);
  });

  it("fails with the time where an hour is not covered: before, after, in a gap", () => {
    const source = open({ times: [0, 1, 2, 5, 6] });
    expect(micromoles(source.hourly(at("2016-07-01T05")))[0]).toBe(1);
    for (const time of ["2016-06-30T23", "2016-07-01T07", "2016-07-01T03"]) {
      expect(() => source.hourly(at(time))).toThrow(CoverageError);
      expect(() => source.hourly(at(time))).toThrow(time);
    }
  });

  it("takes fill values and what lies beyond the lattice as zero, and says how much that is", () => {
    const filled = open({ value: (_, __, longitude) => (longitude < 102 ? NaN : 2) });
    expect(micromoles(filled.hourly(0)).slice(0, 3)).toEqual([0, 2, 2]);
    expect(filled.remarks.join()).toMatch(/33\.\d % of the domain has fill values/);
    const short = open({ latitudes: [30.5, 31.5] });
    expect(short.remarks.join()).toMatch(/(49|50)\.\d % of the domain lies beyond the file/);
    expect(micromoles(short.hourly(0))[3]).toBeLessThan(0.01);
    expect(() => open({ latitudes: [-10, -9] })).toThrow(CoverageError);
    expect(() => open({ value: () => NaN })).toThrow(CoverageError);
  });

  it("puts boxes where their bounds are, not half-way between the coordinates", () => {
    const value = (_: number, latitude: number): number => latitude;
    const southern = [30, 31, 32, 33, 34];
    const lat = {
      dimensions: ["lat"],
      values: southern,
      attributes: { units: "degrees_north", bounds: "lat_bnds" },
    };
    const lat_bnds = { dimensions: ["lat", "bnds"], values: southern.flatMap((edge) => [edge, edge + 1]) };
    const told = open({ latitudes: southern, value, more: { lat, lat_bnds } }).hourly(0);
    const middles = southern.map((edge) => edge + 0.5);
    const same = open({ latitudes: middles, value: (_, latitude) => latitude - 0.5 }).hourly(0);
    expect(told).toEqual(same);
    expect(open({ latitudes: southern, value }).hourly(0)).not.toEqual(told);
  });

  it("refuses values that cannot be, with place and likely cause: at once, or at their step", () => {
    const undeclared = (step: number, latitude: number, longitude: number): number =>
      step === 1 && latitude === 32.5 && longitude === 104.5 ? -9999 : 1;
    const source = open({ times: [0, 1], value: undeclared });
    expect(micromoles(source.hourly(at("2016-07-01")))[0]).toBe(1);
    expect(() => source.hourly(at("2016-07-01T01"))).toThrow(InputError);
    expect(() => source.hourly(at("2016-07-01T01"))).toThrow(
      /-9999 at 32.5 N 104.5 E, which is -1.00e-2 mol m-2 s-1; expected a biosphere flux from -0.0002.*_FillValue/,
    );
    expect(() => open({ value: () => 9999 })).toThrow(/9999 at 30.5 N 100.5 E/);
    const power = netcdfFlux(grid, "fossil", choice(), [file({ value: () => 9999 })]);
    expect(micromoles(power.hourly(0))[0]).toBe(9999);
  });

  it("refuses a step without any value in the domain", () => {
    const source = open({ times: [0, 1], value: (step, latitude) => (step === 1 && latitude < 34.4 ? NaN : 1) });
    expect(micromoles(source.hourly(at("2016-07-01")))[0]).toBe(1);
    const empty = open({ times: [0, 1], value: (step) => (step === 1 ? NaN : 1) });
    expect(() => empty.hourly(at("2016-07-01T01"))).toThrow(/no value inside the domain in the step from .*T01:00Z/);
  });

  it("refuses positive fill values that stand apart from all emissions", () => {
    const value = (_: number, latitude: number, longitude: number): number =>
      latitude === 32.5 && longitude > 102 ? 9999 : 20;
    expect(() => netcdfFlux(grid, "fossil", choice(), [file({ value })])).toThrow(/9999 at 32.5 N 102.5 E.*_FillValue/);
  });

  it("refuses a step that has hardly a value, of any of the variables that are summed", () => {
    const few = open({ times: [0, 1], value: (step, latitude) => (step === 1 && latitude > 30.6 ? NaN : 1) });
    expect(() => few.hourly(at("2016-07-01T01"))).not.toThrow();
    const values = Array.from({ length: 60 }, (_, i) => (i < 30 ? 1 : NaN));
    const more = { gpp: { dimensions: ["time", "lat", "lon"], values, attributes: { units: "umol m-2 s-1" } } };
    const sum = open({ times: [0, 1], more }, { variable: "nee - gpp" });
    expect(micromoles(sum.hourly(at("2016-07-01")))[0]).toBe(0);
    expect(() => sum.hourly(at("2016-07-01T01"))).toThrow(
      /"gpp": no value inside the domain in the step from .*T01:00Z/,
    );
  });

  it("takes times of days with few decimals for the minutes that they mean", () => {
    const days = [0, 1, 2, 3].map((hour) => 24 * Number((hour / 24).toFixed(3)));
    const source = open({ times: days, value: (step) => step });
    expect([0, 1, 2, 3].map((hour) => micromoles(source.hourly(at("2016-07-01") + 3600 * hour))[0])).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it("refuses bounds that lie the other way around", () => {
    const lat = {
      dimensions: ["lat"],
      values: [30.5, 31.5, 32.5, 33.5, 34.5],
      attributes: { units: "degrees_north", bounds: "b" },
    };
    const b = { dimensions: ["bnds", "lat"], values: [...lat.values, ...lat.values.map((phi) => phi + 1)] };
    expect(() => open({ more: { lat, b } })).toThrow(
      /"b": the shape \[2, 5\], as bounds of "lat"; expected \[5, 2\].*ncpdq/,
    );
  });

  it("takes files whose coordinates differ by rounding, and refuses another lattice or a dimension more", () => {
    const july = file({ times: [0, 1], path: "a.nc" });
    const rounded = [30.5, 31.5, 32.5, 33.5, 34.5].map((phi) => phi + 1e-5);
    const later = file({ times: [2, 3], path: "b.nc", latitudes: rounded });
    expect(netcdfFlux(grid, "fire", choice(), [july, later]).files).toHaveLength(2);
    const moved = file({ times: [2, 3], path: "b.nc", latitudes: rounded.map((phi) => phi + 0.05) });
    expect(() => netcdfFlux(grid, "fire", choice(), [july, moved])).toThrow(
      /b.nc.*5 latitudes of 30.55 to 34.55; expected 6 longitudes of .* and 5 latitudes of 30.5 to 34.5, as a.nc/,
    );
    const static_ = { dimensions: ["lat", "lon"], values: Array.from({ length: 30 }, () => 1) };
    expect(() => open({ times: [0, 1], more: { gpp: static_ } }, { uptakeVariable: "gpp" })).toThrow(
      /"gpp".*no time; expected 2 steps of time, as flux.nc/,
    );
    const sectors = { dimensions: ["bnds", "lat", "lon"], values: Array.from({ length: 60 }, () => 1) };
    expect(() => open({ more: { sectors } }, { variable: "sectors" })).toThrow(/dimensions \(bnds, lat, lon\)/);
  });

  it("gives the gross uptake where the file has it, and refuses one of the wrong sign", () => {
    const gpp = (value: number) => ({
      gpp: {
        dimensions: ["lat", "lon"],
        values: Array.from({ length: 30 }, () => value),
        attributes: { units: "umol m-2 s-1" },
      },
    });
    expect(open()).not.toHaveProperty("grossUptake");
    const source = open({ more: gpp(8) }, { uptakeVariable: "gpp" });
    expect(micromoles(source.grossUptake!(0))[0]).toBe(8);
    expect(() => open({ more: gpp(-8) }, { uptakeVariable: "gpp" }).grossUptake!(0)).toThrow(InputError);
  });

  it.each([
    ["units", { units: "kg m-2 s-1" }, {}, /flux.nc: variable "nee".*kg m-2 s-1/],
    ["a variable that is not there", {}, { variable: "npp" }, /npp/],
    ["dimensions", {}, { variable: "lat" }, /\(lat\).*expected latitude and longitude/s],
    ["times out of order", { times: [0, 2, 1] }, {}, /2016-07-01T01:00Z after 2016-07-01T02:00Z/],
    ["uneven times", { times: [0, 2, 5] }, {}, /not evenly spaced.*steps/s],
    ["one time of unknown length", { times: [0] }, {}, /one time and no bounds.*steps/s],
    ["a calendar", { times: [0, 1], timeAttributes: { calendar: "360_day" } }, {}, /360_day/],
    ["a time unit", { times: [0, 1], timeAttributes: { units: "months since 2016-01-01" } }, {}, /months since/],
    ["latitudes that jump", { latitudes: [30, 32, 31, 33] }, {}, /variable "lat".*31 at position 2/],
  ] as const)("refuses %s", (_, parts, more, message) => {
    expect(() => open(parts as Parts, more)).toThrow(InputError);
    expect(() => open(parts as Parts, more)).toThrow(message);
  });

  it("sums variables with their signs and units, and says where only one has a value", () => {
    const more = (gpp: number[]) => ({
      gpp: { dimensions: ["lat", "lon"], values: gpp, attributes: { units: "mol m-2 s-1" } },
    });
    const even = Array.from({ length: 30 }, () => 5e-6);
    const sum = open({ value: () => 2, more: more(even) }, { variable: "nee - gpp" });
    expect(micromoles(sum.hourly(0))[0]).toBe(-3);
    expect(sum.remarks).toEqual([]);
    const half = open({ more: more(even.map((x, i) => (i % 6 < 2 ? NaN : x))) }, { variable: "-gpp + nee" });
    expect(micromoles(half.hourly(0)).slice(0, 3)).toEqual([1, -4, -4]);
    expect(half.remarks.join()).toMatch(
      /33\.\d % of the domain has a value in one variable and a fill value in another/,
    );
  });

  it("refuses units in the configuration that contradict those of the file", () => {
    const value = (): number => 1e-7;
    const units = "kg CO2 m-2 s-1";
    expect(() => open({ units, value }, { units: "kgC m-2 s-1" })).toThrow(
      /units "kg CO2 m-2 s-1", while the configuration says "kgC m-2 s-1".*leave out "units"/,
    );
    expect(open({ units, value }, { units: "kgCO2/m2/s" }).hourly(0)[0]).toBeCloseTo(1e-7 / 0.044009, 16);
    expect(open({ units: "kg m-2 s-1", value }, { units }).hourly(0)[0]).toBeCloseTo(1e-7 / 0.044009, 16);
  });

  it("takes units per month by the length of each month, and refuses them for other steps", () => {
    const value = (): number => 12.011;
    const parts = { times: [0, 31 * 24], value, units: "gC m-2 month-1" };
    const months = open(parts);
    expect(months.hourly(at("2016-07-03"))[0]).toBeCloseTo(1 / (31 * 86400), 16);
    expect(months.hourly(at("2016-08-03"))[0]).toBeCloseTo(1 / (31 * 86400), 16);
    const june = open({ ...parts, times: [-30 * 24] }, { steps: "monthly" });
    expect(june.hourly(at("2016-06-03"))[0]).toBeCloseTo(1 / (30 * 86400), 16);
    expect(() => open({ ...parts, times: [0, 1] })).toThrow(/for a step that is no month/);
  });

  it("says that partial pressures are no fluxes", () => {
    expect(() => open({ units: "uatm" })).toThrow(/no flux: compute the flux with a gas transfer velocity/);
  });

  it("reads twelve months of any year", () => {
    const values = Array.from({ length: 12 * 30 }, (_, i) => Math.floor(i / 30) + 1);
    const clim = { dimensions: ["month", "lat", "lon"], values, attributes: { units: "umol m-2 s-1" } };
    const twelve = file({ more: { clim } });
    const source = netcdfFlux(grid, "ocean", choice({ variable: "clim" }), [
      { ...twelve, variable: (name) => ({ ...twelve.variable(name), ...(name === "clim" && { shape: [12, 5, 6] }) }) },
    ]);
    expect(source.remarks.join()).toMatch(/a climatology/);
  });

  it.each([
    ["a stamp that is not told", [1.5, 4.5, 7.5], undefined, {}],
    ["another stamp than the middle", [1.5, 4.5, 7.5], "end", {}],
    ["the middle at midnight", [0, 24, 48], "middle", {}],
    ["another stamp than the bounds", [0, 1, 2], "end", { time_bnds: [0, 1, 1, 2, 2, 3] }],
  ] as const)("refuses %s, and says the remedy", (_, times, stamp, bounds) => {
    const more = Object.fromEntries(
      Object.entries(bounds).map(([name, values]) => [name, { dimensions: ["time", "bnds"], values: [...values] }]),
    );
    expect(() => open({ times, more }, { stamp })).toThrow(/say "stamp: |leave out "stamp"/);
  });

  it("refuses a fill value that no attribute declares though it could be a flux in its unit", () => {
    const value = (_: number, latitude: number): number => (latitude === 32.5 ? -999 : 1);
    expect(() => open({ value, units: "nmol m-2 s-1" })).toThrow(/-999 at 32.5 N.*_FillValue/);
  });

  it("says that latitudes that could be sides of boxes around the world are taken as middles", () => {
    const latitudes = Array.from({ length: 18 }, (_, i) => 10 * i - 90);
    expect(open({ latitudes }).remarks.join()).toMatch(/from -90 to 80 are taken as middles of boxes/);
    expect(open({ latitudes: [...latitudes, 90] }).remarks).toEqual([]);
    expect(open({ latitudes: latitudes.map((phi) => phi + 5) }).remarks).toEqual([]);
  });

  it("reads a netCDF-4 file through the registry's door", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fluxes-"));
    try {
      const path = join(folder, "flux.nc");
      const number = (name: string, units: string, dimensions: string[], data: number[]) =>
        ({ name, type: "f8", dimensions, attributes: { units }, data: Float64Array.from(data) }) as const;
      await writeNetcdf(path, {
        dimensions: { time: 2, latitude: 2, longitude: 2 },
        attributes: {},
        variables: [
          number("time", "days since 2016-07-01", ["time"], [0, 1]),
          number("latitude", "degrees_north", ["latitude"], [40, 20]),
          number("longitude", "degrees_east", ["longitude"], [90, 130]),
          number("nee", "gC m-2 d-1", ["time", "latitude", "longitude"], [1, 1, 1, 1, 2, 2, 2, 2]),
        ],
      });
      const source = await openNetcdfFlux(grid, "biosphere", choice({ files: [path] }));
      expect(source.hourly(at("2016-07-02T12"))[0]).toBeCloseTo(2 / 12.011 / 86400, 12);
      source.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says which file is missing", async () => {
    await expect(openNetcdfFlux(grid, "fire", choice({ files: ["/nowhere/flux.nc"] }))).rejects.toThrow(InputError);
  });
});
