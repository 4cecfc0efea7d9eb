import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { isTime, readTimeBounds, readTimes } from "../../src/io/cfTime.js";
import type { NetcdfVariable } from "../../src/io/netcdf.js";
import { formatTime } from "../../src/time.js";

const variable = (values: number[], attributes: NetcdfVariable["attributes"]): NetcdfVariable => ({
  name: "time",
  dimensions: ["time"],
  shape: [values.length],
  attributes,
  read: () => Float64Array.from(values),
  readBigInts: () => new BigInt64Array(),
  readStrings: () => [],
});

describe("readTimes", () => {
  it.each([
    ["seconds since 1970-01-01", 86400, "1970-01-02T00:00Z"],
    ["minutes since 2016-07-01 00:30", 30, "2016-07-01T01:00Z"],
    ["hours since 1900-01-01 00:00:00.0", 1_021_200, "2016-07-01T00:00Z"],
    ["Hours since 2016-07-01T06:00:00Z", 1.5, "2016-07-01T07:30Z"],
    ["days since 2000-1-1 12:00:00 UTC", 0.5, "2000-01-02T00:00Z"],
    ["milliseconds since 2000-01-01 00:00:00 GMT", 3.6e6, "2000-01-01T01:00Z"],
    ["days since 2016-07-01 00:00:00 +00:00", 1, "2016-07-02T00:00Z"],
  ])("reads %s", (units, value, expected) => {
    const time = variable([value], { units, calendar: "Gregorian" });
    expect(isTime(time)).toBe(true);
    expect(readTimes(time, "a.nc").map(formatTime)).toEqual([expected]);
  });

  it.each([
    [{ units: "months since 2000-01-01" }, /months since/],
    [{ units: "hours" }, /units "hours"/],
    [{}, /no units/],
    [{ units: "days since 0000-01-01" }, /no year 0.*two days apart.*proleptic_gregorian/],
    [{ units: "day as %Y%m%d.%f" }, /cdo -r copy/],
    [{ units: "hours since 2000-01-01 00:00 +08:00" }, /08:00/],
    [{ units: "days since 2000-01-01", calendar: "360_day" }, /360_day/],
  ])("refuses %o", (attributes, message) => {
    expect(() => readTimes(variable([0], attributes as NetcdfVariable["attributes"]), "a.nc")).toThrow(InputError);
    expect(() => readTimes(variable([0], attributes as NetcdfVariable["attributes"]), "a.nc")).toThrow(message);
  });

  it("refuses a missing number and names its position", () => {
    expect(() => readTimes(variable([0, NaN], { units: "hours since 2000-01-01" }), "a.nc")).toThrow(/position 1/);
  });
});

describe("numbers of 32 bits", () => {
  const times = (values: readonly number[], units: string): string[] =>
    readTimes(variable(values.map(Math.fround), { units }), "a.nc").map(formatTime);

  it("stand for the roundest time that they can mean", () => {
    const hours = Array.from({ length: 25 }, (_, hour) => hour);
    const expected = hours.map((hour) => formatTime(Date.UTC(2009, 8, 1, hour) / 1000));
    expect(
      times(
        hours.map((hour) => 40055 + hour / 24),
        "days since 1900-01-01",
      ),
    ).toEqual(expected);
    expect(
      times(
        hours.map((hour) => 14488 + hour / 24),
        "days since 1970-01-01",
      ),
    ).toEqual(expected);
    expect(
      times(
        hours.map((hour) => (14488 + hour / 24) * 86400),
        "seconds since 1970-01-01",
      ),
    ).toEqual(expected);
    expect(times([0.5, 0.75], "hours since 2009-09-01")).toEqual(["2009-09-01T00:30Z", "2009-09-01T00:45Z"]);
  });

  it("that leave open what they mean stay as they are", () => {
    expect(times([733652.0625], "days since 1-1-1")).toEqual(["2009-09-01T01:30Z"]);
    const [odd] = readTimes(variable([40055.0123], { units: "days since 1900-01-01" }), "a.nc");
    expect(odd).toBeCloseTo(Date.UTC(2009, 8, 1) / 1000 + 0.0123 * 86400, 2);
  });
});

it("bounds of times are in units of their own where they have them", () => {
  const time = variable([243.5], { units: "days since 2009-01-01", calendar: "noleap" });
  const read = (units?: string): string[] =>
    readTimeBounds(variable([243, 244], units === undefined ? {} : { units }), time, "a.nc").map(formatTime);
  expect(read()).toEqual(["2009-09-01T00:00Z", "2009-09-02T00:00Z"]);
  expect(read("hours since 2009-09-01")).toEqual(["2009-09-11T03:00Z", "2009-09-11T04:00Z"]);
});

describe("a calendar without leap days", () => {
  const day = (value: number, calendar: string): string =>
    formatTime(readTimes(variable([value], { units: "days since 2015-01-01", calendar }), "a.nc")[0]);

  it("names the same dates, also after those that it lacks", () => {
    expect(day(15.5, "365_day")).toBe("2015-01-16T12:00Z");
    expect(day(365 + 58, "noleap")).toBe("2016-02-28T00:00Z");
    expect(day(365 + 59, "noleap")).toBe("2016-03-01T00:00Z");
    expect(day(365 * 85 + 364, "365_day")).toBe("2100-12-31T00:00Z");
    expect(day(-365 * 65, "365_day")).toBe("1950-01-01T00:00Z");
  });
});

describe("calendars", () => {
  const day = (units: string, value: number, calendar?: string): string =>
    formatTime(readTimes(variable([value], { units, ...(calendar !== undefined && { calendar }) }), "a.nc")[0]);

  it("standard is Julian before 15 October 1582, and years below 100 are those years", () => {
    // Julian days of noon: 1721424 on 1 January of the Julian year 1, 1721426 of the Gregorian one, 2455076 on 2009-09-01.
    expect(day("days since 1-1-1 00:00:0.0", 733652)).toBe("2009-09-01T00:00Z");
    expect(day("days since 0001-01-01", 733650, "proleptic_gregorian")).toBe("2009-09-01T00:00Z");
    expect(day("days since 1582-10-04", 1, "gregorian")).toBe("1582-10-15T00:00Z");
    expect(day("days since 1582-10-15", 0, "standard")).toBe("1582-10-15T00:00Z");
    expect(day("hours since 1900-01-01", 24)).toBe("1900-01-02T00:00Z");
  });
});
