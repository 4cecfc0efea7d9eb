import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOfYear, formatDay, formatTime, localSolarHour, parseTime, startOfDay, startOfHour } from "../src/time.js";

describe("parseTime", () => {
  // seconds since 1970 from `date -u -d ... +%s`
  it.each([
    ["1970-01-01", 0],
    ["2009-09-01", 1251763200],
    ["2009-09-01T06", 1251784800],
    ["2009-09-01T06:30", 1251786600],
    ["2009-09-01 06:30Z", 1251786600],
    ["2009-09-01T06:30:15Z", 1251786615],
    ["2009-09-01T06:30:15.25Z", 1251786615],
    [" 2016-02-29 ", 1456704000],
    ["2000-02-29", 951782400],
    ["1969-12-31T23:59:59", -1],
  ])("reads %j", (text, seconds) => {
    expect(parseTime(text)).toBe(seconds);
  });

  it.each([
    "2015-02-29",
    "1900-02-29",
    "2016-02-30",
    "2016-13-01",
    "2016-00-10",
    "2016-04-31",
    "2016-07-01T24:00",
    "2016-07-01T10:60",
    "2016-07-01T10:30:60",
    "2016-7-1",
    "2016-07-01T10:30+08:00",
    "20160701",
    "0050-01-01",
    "yesterday",
    "",
  ])("refuses %j", (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  it("undoes formatTime, to the minute, and formatDay", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e7, max: 1e8 }), (minutes) => {
        expect(parseTime(formatTime(60 * minutes))).toBe(60 * minutes);
        expect(parseTime(formatDay(60 * minutes))).toBe(startOfDay(60 * minutes));
      }),
      { seed: 2 },
    );
  });
});

describe("a time", () => {
  const time = Date.UTC(2016, 11, 31, 23, 59, 59) / 1000;

  it("lies in its hour and day", () => {
    expect(startOfHour(time)).toBe(time - 59 * 61);
    expect(startOfDay(time + 0.9)).toBe(time + 1 - 86400);
    expect(startOfDay(-1)).toBe(-86400);
    expect(startOfHour(-1)).toBe(-3600);
    expect(formatDay(time + 0.9)).toBe("2016-12-31");
    expect(formatTime(time)).toBe("2016-12-31T23:59Z");
  });

  it("is so many days into its year", () => {
    expect(dayOfYear(time + 1)).toBe(0);
    expect(dayOfYear(time)).toBeCloseTo(366 - 1 / 86400, 9);
    expect(dayOfYear(Date.UTC(2016, 2, 1, 6) / 1000)).toBe(60.25);
    expect(dayOfYear(Date.UTC(2015, 2, 1, 6) / 1000)).toBe(59.25);
    expect(dayOfYear(-43200)).toBe(364.5);
  });

  it.each([
    [0, 12],
    [116, 12 + 116 / 15],
    [180, 0],
    [-180, 0],
    [190, 10 / 15],
    [-75, 7],
    [360, 12],
  ])("has at noon in Greenwich and %d E the solar hour %d", (longitude, hour) => {
    const noon = Date.UTC(2016, 6, 1, 12) / 1000;
    expect(localSolarHour(noon, longitude)).toBeCloseTo(hour, 8);
  });

  it("has a solar hour in [0, 24) anywhere at any time", () => {
    const longitude = fc.double({ min: -400, max: 400, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: -3e9, max: 3e9 }), longitude, (seconds, lambda) => {
        const hour = localSolarHour(seconds, lambda);
        expect(hour).toBeGreaterThanOrEqual(0);
        expect(hour).toBeLessThan(24);
        const angle = (2 * Math.PI * (seconds / 3600 + lambda / 15 - hour)) / 24;
        expect(Math.cos(angle)).toBeCloseTo(1, 9);
      }),
      { seed: 3 },
    );
  });
});
