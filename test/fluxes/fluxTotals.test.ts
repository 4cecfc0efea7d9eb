import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import type { FluxComponent, FluxSource } from "../../src/fluxes/fluxSource.js";
import { fluxTotal, fluxTotalInWords } from "../../src/fluxes/fluxTotals.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { localSolarHour, parseTime, type Time } from "../../src/time.js";

const grid = createGrid(longitudeLatitudeGrid("small", 104, 30, 2, 2, 4, 3));
const land = new Float64Array(grid.cells).fill(1);
const period = (start: string, end: string) => ({ start: parseTime(start)!, end: parseTime(end)! });
const july = period("2016-07-01", "2016-07-04");
const area = grid.area.reduce((sum, a) => sum + a, 0);

function source(flux: (time: Time, longitude: number) => number, component: FluxComponent = "biosphere"): FluxSource {
  return {
    component,
    title: "made up",
    remarks: [],
    files: ["a.nc"],
    hourly: (time) => grid.longitude.map((longitude) => flux(time, longitude)),
    close() {},
  };
}
const byDay = (day: number, night: number) =>
  source((time, longitude) => (Math.abs(localSolarHour(time, longitude) - 12) < 6 ? day : night));

describe("fluxTotal", () => {
  it("is the mean over all hours of the days, [mol s-1]", () => {
    const rising = source((time) => 1e-6 * ((time - july.start) / 86400), "fire");
    const { total } = fluxTotal(rising, grid, land, july);
    expect(total).toMatchObject({ days: 3, of: 3 });
    expect(total.rate / area).toBeCloseTo(1e-6 * (1.5 - 0.5 / 24), 15);
    const year = fluxTotal(
      source(() => 1e-6, "fire"),
      grid,
      land,
      period("2016-01-01", "2017-01-01"),
    ).total;
    expect(year).toMatchObject({ days: 12, of: 366 });
    expect(year.mean).toHaveLength(grid.cells);
    expect(year.mean[0]).toBeCloseTo(1e-6, 15);
    expect(year.rate).toBeCloseTo(1e-6 * area, 6);
    const megatonne = 1e12 / 12.011 / 365.2425 / 86400;
    expect(fluxTotalInWords({ rate: megatonne, days: 12, of: 366 })).toBe(
      "1.00 TgC in 366 days in the domain (0.00100 PgC yr-1; from 12 of the days)",
    );
    expect(fluxTotalInWords({ rate: -1e4 * megatonne, days: 1, of: 1 })).toBe(
      "-27.4 TgC in 1 day in the domain (-10.0 PgC yr-1)",
    );
  });

  it("refuses a summer land that gives off by day and takes up by night", () => {
    expect(() => fluxTotal(byDay(15e-6, -5e-6), grid, land, july)).toThrow(InputError);
    expect(() => fluxTotal(byDay(15e-6, -5e-6), grid, land, july)).toThrow(
      /a\.nc: .*gives off 15\.00.*"variable: -nee"/,
    );
    expect(fluxTotal(byDay(-15e-6, 5e-6), grid, land, july).remarks).toEqual([]);
    const winter = period("2016-01-01", "2016-01-03");
    expect(fluxTotal(byDay(3e-6, 1e-6), grid, land, winter).remarks).toEqual([]);
    expect(fluxTotal(byDay(15e-6, -5e-6), grid, new Float64Array(grid.cells), july).remarks).toEqual([]);
  });

  it("wonders at a summer land that gives off all day, and at fluxes too weak or too strong", () => {
    const remarksOf = (flux: number, component: FluxComponent): string =>
      fluxTotal(
        source(() => flux, component),
        grid,
        land,
        july,
      ).remarks.join();
    expect(remarksOf(3e-6, "biosphere")).toMatch(/is uptake counted negative\?/);
    expect(remarksOf(-2e-9, "biosphere")).toMatch(/nowhere more than 2.0e-3 umol m-2 s-1: are the units right\?/);
    expect(remarksOf(-3e-6, "ocean")).toMatch(/up to 3.0 umol m-2 s-1: are the units right\?/);
    expect(remarksOf(1e-11, "fossil")).toMatch(/are the units right\?/);
    // A thousandth of what is usual, and more than any land takes up.
    expect(remarksOf(-1e-10, "ocean")).toMatch(/are the units right\?/);
    expect(remarksOf(5e-9, "fossil")).toMatch(/are the units right\?/);
    expect(remarksOf(-8e-5, "biosphere")).toMatch(/up to 80.0 umol m-2 s-1: are the units right\?/);
    expect(remarksOf(0, "fire")).toBe("");
    expect(remarksOf(-5e-8, "ocean")).toBe("");
  });
});
